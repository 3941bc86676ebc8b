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

/** An emulator, and a stack with nothing but the given settings. */
export interface ConfiguredEnvironment {
    readonly service: Emulator;
    readonly stack: PulumiProject;
    /** The proxy that connects the hosts of the cloud to the emulator. */
    readonly proxy?: HttpsProxy;
    /** Rejects if the engine's output or the state contains a secret. */
    close(): Promise<void>;
}

type StackSettings = Pick<ProjectOptions, "config" | "secrets" | "env">;

export interface ConfiguredEnvironmentOptions {
    readonly service?: StartOptions;
    /** The settings of the stack. */
    readonly settings: (service: Emulator) => StackSettings;
    readonly program?: string;
}

const singleJobProgram = program(`{ trainUrl: "/bucket/logs/", state: "running" }`);

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

/** A stack whose settings name the endpoints. */
export function startConfigured(options: ConfiguredEnvironmentOptions): Promise<ConfiguredEnvironment> {
    return start(options, false);
}

/** A stack without endpoints: a proxy connects every host of the cloud to the emulator. */
export function startBehindProxy(options: ConfiguredEnvironmentOptions): Promise<ConfiguredEnvironment> {
    return start({ ...options, service: { tls: createSelfSignedCertificate(), ...options.service } }, true);
}

/** The region and the endpoints, as configuration of a stack. */
export function endpointSettings({ info }: Emulator): Readonly<Record<string, unknown>> {
    return {
        "huaweicloud:region": info.region,
        "huaweicloud:endpoints": { modelarts: info.modelarts, iam: info.iam },
    };
}

/** All calls but reads of jobs, in order. */
function callsExceptReads({ requests }: Emulator): string[] {
    return requests.map(({ call }) => call).filter((call) => call !== "show" && call !== "list");
}

/** Runs up, then destroy; gives the calls of each. */
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
