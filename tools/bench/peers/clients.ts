import path from "node:path";
import type { Emulator } from "../../../emulator/src";
import { run } from "../../engine/childProcess";
import { openstackVariables } from "../../engine/emulatorConfig";
import { createProject, ok } from "../../engine/project";
import { dynamicProvider, providerPlugin } from "../../engine/providers";
import { scriptProject } from "../stacks";
import type { Peer, PeerOperation } from "./peerRuns";

export interface Client {
    /** Resolves with the exit codes of the client's processes when the client says that it is done. */
    run(operation: PeerOperation): Promise<readonly number[]>;
    close(): Promise<void>;
}

const limitMs = 30 * 60_000;

/** Prepares a client, which is not measured. `python` has the foreign clients. */
export async function createClient(
    peer: Peer,
    ids: readonly string[],
    emulator: Emulator,
    python: string,
): Promise<Client> {
    if (peer === "cli" || peer === "loop") return createForeignClient(peer, ids, emulator, python);
    return createStackClient(peer, ids, emulator);
}

function createForeignClient(
    peer: "cli" | "loop",
    ids: readonly string[],
    { info }: Emulator,
    python: string,
): Client {
    const env = {
        PATH: process.env.PATH,
        HOME: path.dirname(python),
        PYTHONWARNINGS: "ignore",
        ...openstackVariables(info),
    };
    const call = async (...args: readonly string[]): Promise<number> =>
        (await run(python, args, { env, cwd: path.dirname(python), timeoutMs: limitMs })).code;
    const commands = { stop: "stop", start: "restart", list: "list", refresh: "show" } as const;
    const openstack = ["-m", "openstackclient.shell", "ma", "visualization", "job"];
    const runCli = async (operation: PeerOperation): Promise<number[]> => {
        const command = commands[operation];
        if (command === "list") return [await call(...openstack, command)];
        const codes: number[] = [];
        for (const id of ids) codes.push(await call(...openstack, command, id));
        return codes;
    };
    return {
        run: async (operation) =>
            peer === "cli"
                ? runCli(operation)
                : [await call(path.join(__dirname, "loop.py"), operation, ...ids)],
        close: () => Promise.resolve(),
    };
}

const declareJobs = (ids: readonly string[], state: "running" | "stopped"): string => `
const { VisualizationJob } = require("pulumi-modelarts");
for (const id of ${JSON.stringify(ids)})
    new VisualizationJob("board-" + id, { visualizationId: id, state: "${state}" });
`;
const listJobs = `
const { getVisualizationJobs } = require("pulumi-modelarts");
exports.count = getVisualizationJobs({}).then(({ jobs }) => jobs.length);
`;

/** Creates a stack that has adopted the jobs. */
async function createStackClient(
    peer: "dynamic" | "plugin",
    ids: readonly string[],
    emulator: Emulator,
): Promise<Client> {
    const provider = peer === "plugin" ? providerPlugin : dynamicProvider;
    const stack = await createProject({ ...(await scriptProject(provider, emulator)), timeoutMs: limitMs });
    const allAtOnce = "--parallel=1000";
    const write = (program: string): Promise<void> => stack.write(program, "index.js");
    try {
        await write(declareJobs(ids, "running"));
        ok(await stack.up(allAtOnce));
    } catch (error) {
        await stack.remove();
        throw error;
    }
    return {
        run: async (operation) => {
            if (operation === "refresh") return [(await stack.refresh(allAtOnce)).code];
            if (operation === "list") {
                await write(listJobs);
                return [(await stack.preview()).code];
            }
            await write(declareJobs(ids, operation === "stop" ? "stopped" : "running"));
            return [(await stack.up(allAtOnce)).code];
        },
        close: () => stack.remove(),
    };
}
