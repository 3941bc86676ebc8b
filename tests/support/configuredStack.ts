import { type Emulator, selfSigned, startEmulator, type StartOptions } from "../../emulator/src";
import { createProject, ok, type Project, type ProjectOptions } from "../../tools/engine/project";
import { connectProxy, type ConnectProxy } from "./httpsProxy";
import { Secrets } from "./secrets";
import { program } from "./testStack";

/** A service, and a stack that knows of it only what is given. */
export interface Way {
    readonly service: Emulator;
    readonly stack: Project;
    /** Where the service stands in for hosts of the cloud. */
    readonly proxy?: ConnectProxy;
    /** Rejects where a secret could be read anywhere in all that was done. */
    close(): Promise<void>;
}

type Given = Pick<ProjectOptions, "config" | "secrets" | "env">;

export interface WayOptions {
    readonly service?: StartOptions;
    /** What is set; the service is known by then. */
    readonly given: (service: Emulator) => Given;
    readonly program?: string;
}

export const oneJob = program(`{ trainUrl: "/bucket/logs/", state: "running" }`);

const quick = { MODELARTS_POLL_INTERVAL: "0.1", MODELARTS_WAIT_TIMEOUT: "20" };

async function start(options: WayOptions, proxied: boolean): Promise<Way> {
    const service = await startEmulator({ boot: 0.2, stop: 0.2, ...options.service });
    const known = new Secrets(service);
    let shown: string[] = [];
    const closing: (() => Promise<void>)[] = [() => service.close()];
    const close = async () => {
        for (const one of closing.reverse()) await one();
        expect(shown).toEqual([]);
    };
    try {
        const proxy = proxied ? await connectProxy(Number(new URL(service.info.url).port)) : undefined;
        if (proxy !== undefined) closing.push(() => proxy.close());
        const { env, ...rest } = options.given(service);
        const way = proxy && { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, HW_INSECURE: "true" };
        const stack = await createProject({
            program: options.program ?? oneJob,
            ...rest,
            env: { ...quick, ...way, ...env },
        });
        closing.push(async () => {
            shown = await known.shownBy(stack);
            await stack.remove();
        });
        return { service, stack, close, ...(proxy && { proxy }) };
    } catch (error) {
        await close();
        throw error;
    }
}

/** A stack that is told where the service is, by what is given. */
export function wayIn(options: WayOptions): Promise<Way> {
    return start(options, false);
}

/** A stack that is told nothing of the sort: the service stands behind a proxy, in place of every host of the cloud. */
export function wayToTheCloud(options: WayOptions): Promise<Way> {
    return start({ ...options, service: { tls: selfSigned(), ...options.service } }, true);
}

/** Where the service is, as a stack's configuration names it. */
export function placeOf({ info }: Emulator): Readonly<Record<string, unknown>> {
    return {
        "huaweicloud:region": info.region,
        "huaweicloud:endpoints": { modelarts: info.modelarts, iam: info.iam },
    };
}

/** The calls that the service saw, each as often as it came, but looks at a job and lists of them. */
export function callsOf({ requests }: Emulator): string[] {
    return requests.map(({ call }) => call).filter((call) => call !== "show" && call !== "list");
}

/** Up, then destroy; what the service saw of both. */
export async function upAndDestroy({ service, stack }: Way): Promise<{ up: string[]; destroy: string[] }> {
    ok(await stack.up());
    expect(service.jobs.map(({ statusName }) => statusName)).toContain("RUNNING");
    const calls = callsOf(service);
    service.clearRequests();
    ok(await stack.destroy());
    expect(service.jobs).toEqual([]);
    return { up: calls, destroy: callsOf(service) };
}
