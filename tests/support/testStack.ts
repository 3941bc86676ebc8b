import { type Emulator, type RecordedRequest, startEmulator, type StartOptions } from "../../emulator/src";
import { emulatorConfig } from "../../tools/engine/emulatorConfig";
import { createProject, type Project, type ProjectOptions } from "../../tools/engine/project";
import type { ResourceState } from "../../tools/engine/stackExport";
import { type Door, doors, dynamicDoor } from "./providers";
import { Secrets } from "./secrets";

/** A service and a stack that uses it. */
export interface World {
    readonly service: Emulator;
    readonly stack: Project;
    /** Rejects where a secret could be read anywhere in all that was done. */
    close(): Promise<void>;
}

export interface WorldOptions extends Omit<ProjectOptions, "timeoutMs"> {
    readonly service?: StartOptions;
    /** The way in; left out: the dynamic resource. */
    readonly door?: Door;
}

/** The limits that tests want: looks follow each other closely, and nothing is waited for long. */
export const quickLimits = { "modelarts:pollInterval": "0.1", "modelarts:waitTimeout": "20" };

export async function startWorld({
    service: options,
    door = dynamicDoor,
    ...project
}: WorldOptions): Promise<World> {
    const service = await startEmulator({ boot: 0.3, stop: 0.3, ...options });
    const known = new Secrets(service);
    try {
        const { config, secrets } = emulatorConfig(service.info);
        const stack = await createProject({
            ...(await door.project()),
            ...project,
            config: { ...config, ...quickLimits, ...project.config },
            secrets: { ...secrets, ...project.secrets },
        });
        const close = async (): Promise<void> => {
            const shown = await known.shownBy(stack);
            await stack.remove();
            await service.close();
            expect(shown).toEqual([]);
        };
        return { service, stack, close };
    } catch (error) {
        await service.close();
        throw error;
    }
}

/** A program with one job in it, `board`, and what it gives. */
export function program(args: string, options = "{}"): string {
    return `
import { VisualizationJob } from "pulumi-modelarts";
const board = new VisualizationJob("board", ${args}, ${options});
export const { visualizationId, state, status, serviceUrl, description, trainUrl, createdAt } = board;
export const jobName = board.name;
`;
}

/** The calls that change something, in their order, such as `POST /8992/stop`. */
export function writes(service: Emulator): string[] {
    return service.requests.filter(({ method }) => method !== "GET").map(short);
}

function short({ method, path }: RecordedRequest): string {
    return `${method} ${path.replace(/^.*\/visualization-jobs/, "") || "/"}`;
}

/** What the state holds of the jobs. */
export async function jobsIn(stack: Project): Promise<ResourceState[]> {
    const { resources = [] } = (await stack.export()).deployment;
    return resources.filter(({ type }) => doors.some((door) => door.type === type));
}

export async function jobIn(stack: Project): Promise<ResourceState> {
    const [job, ...more] = await jobsIn(stack);
    if (job === undefined || more.length > 0)
        throw new Error(`The state has ${more.length + (job ? 1 : 0)} jobs.`);
    return job;
}
