import { openConnection, type ApiConnection, type ClientRuntime } from "../../provider/src/modelarts/connect";
import { ConnectionPool, type ConnectionPoolOptions } from "../../provider/src/lifecycle/connections";
import { type Emulator, type RecordedRequest, startEmulator, type StartOptions } from "../../emulator/src";
import { settingsFromValues, type SettingValues } from "./settings";

/** The credentials of the emulator are for the project `here`. The same account has the project `there`. */
export const here = "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e";
export const there = "1e1e1e1e1e1e4e4e8e8e1e1e1e1e1e1e";
export const twoProjects = [
    { id: here, name: "cn-north-4" },
    { id: there, name: "cn-south-1" },
];

/** Starts one emulator for all tests of a file. Each test begins with these options, and without jobs. */
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

function requiredSettings({ info }: Emulator): SettingValues {
    return {
        "huaweicloud:region": info.region,
        "huaweicloud:projectId": info.projectId,
        "huaweicloud:endpoints": JSON.stringify({ modelarts: info.modelarts, iam: info.iam }),
        "huaweicloud:accessKey": info.accessKey,
        "huaweicloud:secretKey": info.secretKey,
    };
}

/** Creates the connections of a stack with the required settings and `values`; an empty value unsets a setting. */
export function createConnectionPool(
    emulator: Emulator,
    values: SettingValues = {},
    options: ConnectionPoolOptions = {},
): ConnectionPool {
    const all: SettingValues = { ...requiredSettings(emulator), ...values };
    const connections = new ConnectionPool({}, options);
    connections.configure((key) => all[key]);
    return connections;
}

/** Creates a client with the required settings, quick retries and `values`; an empty value unsets a setting. */
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

/** Unsets the access key, so that other credentials count. */
export const withoutAccessKey: SettingValues = { "huaweicloud:accessKey": "", "huaweicloud:secretKey": "" };

/** Returns the settings of a user with a password instead of an access key. */
export function passwordSettings({ info }: Emulator): SettingValues {
    return {
        ...withoutAccessKey,
        "huaweicloud:userName": info.userName,
        "huaweicloud:password": info.password,
        "huaweicloud:domainName": info.domainName,
    };
}

/** Returns the only request. Throws when there was none or more than one. */
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
