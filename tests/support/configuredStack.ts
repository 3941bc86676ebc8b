import {
    type Emulator,
    createSelfSignedCertificate,
    startEmulator,
    type StartOptions,
} from "../../emulator/src";
import { createProject, ok, type PulumiProject, type ProjectOptions } from "../../tools/engine/project";
import { startHttpsProxy, type HttpsProxy } from "./httpsProxy";
import { SecretDetector } from "./secrets";
import { program } from "./testStack";

/** A service, and a stack that knows of it only what is given. */
export interface ConfiguredEnvironment {
    readonly service: Emulator;
    readonly stack: PulumiProject;
    /** Where the service stands in for hosts of the cloud. */
    readonly proxy?: HttpsProxy;
    /** Rejects where a secret could be read anywhere in all that was done. */
    close(): Promise<void>;
}

type StackSettings = Pick<ProjectOptions, "config" | "secrets" | "env">;

export interface ConfiguredEnvironmentOptions {
    readonly service?: StartOptions;
    /** What is set; the service is known by then. */
    readonly settings: (service: Emulator) => StackSettings;
    readonly program?: string;
}

export const singleJobProgram = program(`{ trainUrl: "/bucket/logs/", state: "running" }`);

const quickSettings = { MODELARTS_POLL_INTERVAL: "0.1", MODELARTS_WAIT_TIMEOUT: "20" };

async function start(
    options: ConfiguredEnvironmentOptions,
    proxied: boolean,
): Promise<ConfiguredEnvironment> {
    const service = await startEmulator({ boot: 0.2, stop: 0.2, ...options.service });
    const secretDetector = new SecretDetector(service);
    let leaks: string[] = [];
    const closeActions: (() => Promise<void>)[] = [() => service.close()];
    const close = async () => {
        for (const one of closeActions.reverse()) await one();
        expect(leaks).toEqual([]);
    };
    try {
        const proxy = proxied ? await startHttpsProxy(Number(new URL(service.info.url).port)) : undefined;
        if (proxy !== undefined) closeActions.push(() => proxy.close());
        const { env, ...rest } = options.settings(service);
        const proxySettings = proxy && { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, HW_INSECURE: "true" };
        const stack = await createProject({
            program: options.program ?? singleJobProgram,
            ...rest,
            env: { ...quickSettings, ...proxySettings, ...env },
        });
        closeActions.push(async () => {
            leaks = await secretDetector.findLeaks(stack);
            await stack.remove();
        });
        return { service, stack, close, ...(proxy && { proxy }) };
    } catch (error) {
        await close();
        throw error;
    }
}

/** A stack that is told where the service is, by what is given. */
export function startConfigured(options: ConfiguredEnvironmentOptions): Promise<ConfiguredEnvironment> {
    return start(options, false);
}

/** A stack that is told nothing of the sort: the service stands behind a proxy, in place of every host of the cloud. */
export function startBehindProxy(options: ConfiguredEnvironmentOptions): Promise<ConfiguredEnvironment> {
    return start({ ...options, service: { tls: createSelfSignedCertificate(), ...options.service } }, true);
}

/** Where the service is, as a stack's configuration names it. */
export function endpointSettings({ info }: Emulator): Readonly<Record<string, unknown>> {
    return {
        "huaweicloud:region": info.region,
        "huaweicloud:endpoints": { modelarts: info.modelarts, iam: info.iam },
    };
}

/** The calls that the service saw, each as often as it came, but looks at a job and lists of them. */
export function callsExceptReads({ requests }: Emulator): string[] {
    return requests.map(({ call }) => call).filter((call) => call !== "show" && call !== "list");
}

/** Up, then destroy; what the service saw of both. */
export async function upAndDestroy({
    service,
    stack,
}: ConfiguredEnvironment): Promise<{ up: string[]; destroy: string[] }> {
    ok(await stack.up());
    expect(service.jobs.map(({ statusName }) => statusName)).toContain("RUNNING");
    const calls = callsExceptReads(service);
    service.clearRequests();
    ok(await stack.destroy());
    expect(service.jobs).toEqual([]);
    return { up: calls, destroy: callsExceptReads(service) };
}
