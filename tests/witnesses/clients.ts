import path from "node:path";

import type { Emulator } from "../../emulator/src";
import { run } from "../../tools/engine/childProcess";
import { openstackVariables } from "../../tools/engine/emulatorConfig";

/** The arguments of one call, as each client takes them. */
export interface Invocation {
    /** The method, the path below the jobs of the project, the query and the body. */
    readonly vendor: readonly [method: string, path: string, query?: object, body?: object];
    /** The method of the SDK, its arguments in order, and those by name. */
    readonly otcSdk: readonly [method: string, args: readonly unknown[], parameters?: object];
    /** The arguments after `openstack ma visualization job`. */
    readonly otcCli: readonly string[];
}

export const clients = ["vendor", "vendor, temporary key", "otcSdk", "otcCli"] as const;
export type Client = (typeof clients)[number];

export interface Outcome {
    readonly exitCode: number;
    /** The JSON that the client prints; undefined where it prints nothing. */
    readonly result: unknown;
    readonly stderr: string;
}

/** A test of foreign clients; a machine without these clients skips it, and the global setup says why. */
export const testWitness = process.env.WITNESSES_PYTHON === undefined ? test.skip : test;

/** Runs one call by a foreign client in a process of its own, against the emulator. */
export async function runClient(
    client: Client,
    invocation: Invocation,
    emulator: Emulator,
): Promise<Outcome> {
    const python = process.env.WITNESSES_PYTHON ?? "";
    // This is an environment without proxies, and a home without configuration files.
    const machine = { PATH: process.env.PATH, HOME: path.dirname(python), PYTHONWARNINGS: "ignore" };
    const env = { ...machine, ...settings(client, emulator) };
    const options = { env, cwd: path.dirname(python), timeoutMs: 60_000 };
    const { code, stdout, stderr } = await run(python, commandLine(client, invocation), options);
    const result: unknown = stdout.trim() === "" ? undefined : JSON.parse(stdout);
    return { exitCode: code, result, stderr };
}

function commandLine(client: Client, { vendor, otcSdk, otcCli }: Invocation): string[] {
    const script = (name: string, call: unknown) => [path.join(__dirname, name), JSON.stringify(call)];
    if (client === "otcSdk") return script("otc.py", otcSdk.length === 2 ? [...otcSdk, {}] : otcSdk);
    if (client !== "otcCli") {
        const [method, target, query = {}, body = null] = vendor;
        return script("vendor.py", [method, target, query, body]);
    }
    const format = otcCli[0] === "delete" ? [] : ["--format", "json"];
    return ["-m", "openstackclient.shell", "ma", "visualization", "job", ...otcCli, ...format];
}

function settings(client: Client, { info, options }: Emulator): Record<string, string> {
    if (client.startsWith("otc")) return openstackVariables(info);
    const keys: Record<string, string> =
        client === "vendor"
            ? { HW_ACCESS_KEY: info.accessKey, HW_SECRET_KEY: info.secretKey }
            : {
                  HW_ACCESS_KEY: options.temporaryAccessKey,
                  HW_SECRET_KEY: options.temporarySecretKey,
                  HW_SECURITY_TOKEN: options.securityToken,
              };
    return { ...keys, HW_REGION_NAME: info.region, MODELARTS: info.url, IAM: info.url };
}

/**
 * Returns the recorded calls of the jobs: method, path below the jobs of the project with its query sorted, status and
 * body.
 */
export function jobRequests({ requests }: Emulator) {
    return requests.flatMap(({ method, path: target, status, body }) => {
        const [, below, query] = /\/visualization-jobs([^?]*)(?:\?(.*))?$/.exec(target) ?? [];
        if (below === undefined) return [];
        const sortedQuery = query === undefined ? "" : `?${query.split("&").sort().join("&")}`;
        const value: unknown = body === "" ? undefined : JSON.parse(body);
        return [{ request: `${method} ${below}${sortedQuery}`, status, body: value }];
    });
}
