import type { Emulator } from "../../emulator/src";
import { ok } from "../../tools/engine/project";
import {
    program,
    startTestEnvironment,
    type TestEnvironment,
    type TestEnvironmentOptions,
} from "./testStack";

/** Starts a stack with nothing but these settings, and a program with one job that runs. */
export function startConfiguredStack(
    options: TestEnvironmentOptions & Required<Pick<TestEnvironmentOptions, "settings">>,
): Promise<TestEnvironment> {
    const env = { MODELARTS_POLL_INTERVAL: "0.1", MODELARTS_WAIT_TIMEOUT: "20" };
    return startTestEnvironment({
        program: program(`{ trainUrl: "/bucket/logs/", state: "running" }`),
        env,
        ...options,
    });
}

/** Returns the region and the endpoints, as configuration of a stack. */
export function endpointSettings({ info }: Emulator): Readonly<Record<string, unknown>> {
    return {
        "huaweicloud:region": info.region,
        "huaweicloud:endpoints": { modelarts: info.modelarts, iam: info.iam },
    };
}

/** Returns all calls but reads of jobs, in order. */
function callsExceptReads({ requests }: Emulator): string[] {
    return requests.map(({ call }) => call).filter((call) => call !== "show" && call !== "list");
}

/** Runs up, then destroy; returns the calls of each. */
export async function upAndDestroy({
    service,
    stack,
}: TestEnvironment): Promise<{ up: string[]; destroy: string[] }> {
    ok(await stack.up());
    expect(service.jobs.map(({ statusName }) => statusName)).toContain("RUNNING");
    const calls = callsExceptReads(service);
    service.clearRequests();
    ok(await stack.destroy());
    expect(service.jobs).toEqual([]);
    return { up: calls, destroy: callsExceptReads(service) };
}
