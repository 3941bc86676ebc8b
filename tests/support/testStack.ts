import { type Emulator, type RecordedRequest, startEmulator, type StartOptions } from "../../emulator/src";
import { emulatorConfig, type ServiceConfig } from "../../tools/engine/emulatorConfig";
import { createProject, type PulumiProject, type ProjectOptions } from "../../tools/engine/project";
import type { ResourceState } from "../../tools/engine/stackExport";
import { type TestedProvider, providers, dynamicProvider } from "../../tools/engine/providers";
import { JobAudit } from "./jobAudit";
import { SecretDetector } from "./secrets";

export interface TestEnvironment {
    readonly service: Emulator;
    readonly stack: PulumiProject;
    /** Checks the jobs of the service after each command of the stack. */
    readonly audit: JobAudit;
    /** Rejects if the engine's output or the state contains a secret. */
    close(): Promise<void>;
}

export interface TestEnvironmentOptions extends Omit<ProjectOptions, "timeoutMs"> {
    readonly service?: StartOptions;
    /** @defaultValue the dynamic provider */
    readonly provider?: TestedProvider;
    /** @defaultValue those with which the stack uses the emulator, and with which it waits shortly */
    readonly settings?: (service: Emulator) => StackSettings | Promise<StackSettings>;
}

type StackSettings = Pick<ProjectOptions, "config" | "secrets" | "env">;

/** Sets short poll intervals and waits, in seconds. */
export const quickSettings = { "modelarts:pollInterval": "0.1", "modelarts:waitTimeout": "20" };

/** Returns the configuration with which a stack uses an emulator, with short waits. */
export function quickEmulatorSettings({ info }: Emulator): ServiceConfig {
    const { config, secrets } = emulatorConfig(info);
    return { config: { ...config, ...quickSettings }, secrets };
}

export async function startTestEnvironment({
    service: options,
    provider = dynamicProvider,
    settings = quickEmulatorSettings,
    ...project
}: TestEnvironmentOptions): Promise<TestEnvironment> {
    const service = await startEmulator({ boot: 0.3, stop: 0.3, ...options });
    const secretDetector = new SecretDetector(service);
    try {
        const { config, secrets, env } = await settings(service);
        const stack = await createProject({
            ...(await provider.projectOptions()),
            ...project,
            config: { ...config, ...project.config },
            secrets: { ...secrets, ...project.secrets },
            env: { ...env, ...project.env },
        });
        const audit = JobAudit.attach(service, stack);
        const close = async (): Promise<void> => {
            const leaks = await secretDetector.findLeaks(stack);
            await stack.remove();
            await service.close();
            expect(leaks).toEqual([]);
        };
        return { service, stack, audit, close };
    } catch (error) {
        await service.close();
        throw error;
    }
}

/** Writes a program with one job, `board`, and its outputs. */
export function program(args: string, options = "{}"): string {
    return `
import { VisualizationJob } from "pulumi-modelarts";
const board = new VisualizationJob("board", ${args}, ${options});
export const { visualizationId, state, status, serviceUrl, description, trainUrl, createdAt } = board;
export const jobName = board.name;
`;
}

/** Returns the requests that change something, in order, such as `POST /8992/stop`. */
export function writeRequests(service: Emulator): string[] {
    return service.requests.filter(({ method }) => method !== "GET").map(short);
}

function short({ method, path }: RecordedRequest): string {
    return `${method} ${path.replace(/^.*\/visualization-jobs/, "") || "/"}`;
}

export async function jobsIn(stack: PulumiProject): Promise<ResourceState[]> {
    const { resources = [] } = (await stack.export()).deployment;
    return resources.filter(({ type }) => providers.some((provider) => provider.type === type));
}

export async function jobIn(stack: PulumiProject): Promise<ResourceState> {
    const [job, ...more] = await jobsIn(stack);
    if (job === undefined || more.length > 0)
        throw new Error(`The state has ${more.length + (job ? 1 : 0)} jobs.`);
    return job;
}
