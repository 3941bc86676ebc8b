import { openConnection, type ApiConnection, type ClientRuntime } from "../../provider/src/modelarts/connect";
import { ConnectionPool } from "../../provider/src/lifecycle/connections";
import { type Emulator, type RecordedRequest, startEmulator, type StartOptions } from "../../emulator/src";
import { settingsFromValues, type SettingValues } from "./settings";

/** One emulator for all tests of a file; each of them finds it without jobs, faults or requests, and as it was started. */
export function useEmulator(options: StartOptions = {}): () => Emulator {
    let emulator: Emulator;
    let initial: Emulator["options"];
    beforeAll(async () => {
        emulator = await startEmulator(options);
        initial = emulator.options;
    });
    afterAll(() => emulator.close());
    afterEach(() => {
        emulator.setOptions(initial);
        emulator.clearFaults();
        for (const { id } of emulator.jobs) emulator.removeJob(id);
        emulator.clearRequests();
    });
    return () => emulator;
}

/** What a user has to set, and no more. */
function requiredSettings({ info }: Emulator): SettingValues {
    return {
        "huaweicloud:region": info.region,
        "huaweicloud:projectId": info.projectId,
        "huaweicloud:endpoints": JSON.stringify({ modelarts: info.modelarts, iam: info.iam }),
        "huaweicloud:accessKey": info.accessKey,
        "huaweicloud:secretKey": info.secretKey,
    };
}

/** The session of a stack with what is needed in its configuration; `values` come on top, and empty ones unset. */
export function createSession(emulator: Emulator, values: SettingValues = {}): ConnectionPool {
    const all: SettingValues = { ...requiredSettings(emulator), ...values };
    const session = new ConnectionPool({});
    session.configure((key) => all[key]);
    return session;
}

/** The client of a user who has set what is needed and no more; `values` come on top, and empty ones unset. */
export function connectToEmulator(
    emulator: Emulator,
    values: SettingValues = {},
    runtime?: ClientRuntime,
): ApiConnection {
    const defaults: SettingValues = {
        ...requiredSettings(emulator),
        "huaweicloud:maxRetries": "0",
        "modelarts:retryDelay": "0.01",
        "modelarts:requestTimeout": "10",
    };
    const settings = settingsFromValues({ ...defaults, ...values });
    return runtime === undefined ? openConnection(settings) : openConnection(settings, runtime);
}

/** What unsets the usual key, so that other credentials count. */
export const withoutAccessKey: SettingValues = { "huaweicloud:accessKey": "", "huaweicloud:secretKey": "" };

/** The one request that came. Throws where it was none, or more than one. */
export function onlyRequest(emulator: Emulator): RecordedRequest {
    const [request, ...others] = emulator.requests;
    if (request === undefined || others.length > 0)
        throw new Error(`There were ${emulator.requests.length} requests`);
    return request;
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
    const list: T[] = [];
    for await (const item of items) list.push(item);
    return list;
}
