import path from "node:path";
import { type Emulator, startEmulator } from "../../../emulator/src";
import { run } from "../../../tools/engine/childProcess";
import { emulatorConfig } from "../../../tools/engine/emulatorConfig";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";

/*
 * A process of the Automation API runs programs of several accounts: one after the other, at once, and with a key that
 * was changed between two runs of a stack.
 */
const script = `
    import { LocalWorkspace } from "@pulumi/pulumi/automation";
    import { getVisualizationJobs } from "pulumi-modelarts";

    const accounts = JSON.parse(process.argv[2]);
    const program = async () => ({ names: (await getVisualizationJobs({})).jobs.map(({ name }) => name) });
    const select = async ({ stackName, config }) => {
        const stack = await LocalWorkspace.createOrSelectStack({ stackName, projectName: "accounts", program });
        await stack.setAllConfig(config);
        return stack;
    };
    const names = async (stack) => {
        try { return (await stack.up()).outputs.names.value; }
        catch (error) { return /"(ak not exist|[^"]*signature[^"]*)"/.exec(error.message)?.[1] ?? error.message; }
    };
    async function main() {
        const [one, two, wrong] = accounts;
        const sequence = [await names(await select(one)), await names(await select(two))];
        const stacks = [await select(one), await select(two)];
        const concurrent = await Promise.all(stacks.map(names));
        const changedKey = [await names(await select(wrong)), await names(await select(one))];
        console.log(JSON.stringify({ sequence, concurrent, changedKey }));
    }
    main().catch((error) => { console.error(error); process.exitCode = 1; });
`;

let environment: TestEnvironment;
let services: Emulator[];
beforeAll(async () => {
    environment = await startTestEnvironment({ program: "", files: { "accounts.ts": script } });
    services = await Promise.all(
        ["one", "two"].map(async (name, i) => {
            const service = await startEmulator({
                accessKey: `EXAMPLE-KEY-${name}`,
                secretKey: `fake-secret-key-${name}`,
                projectId: String(i + 1).repeat(32),
            });
            service.makeJob({ id: 8992, name: `job-of-${name}` });
            return service;
        }),
    );
}, 120_000);
afterAll(async () => {
    await Promise.all(services.map((service) => service.close()));
    await environment.close();
});

function toAccount(service: Emulator, stackName: string, changes: Record<string, string> = {}) {
    const { config, secrets } = emulatorConfig(service.info);
    const values = { ...config, ...secrets, ...changes };
    const entries = Object.entries(values).map(([key, value]) => [
        key,
        { value: typeof value === "string" ? value : JSON.stringify(value) },
    ]);
    return { stackName, config: Object.fromEntries(entries) as unknown };
}

test("a lookup uses the account of the program that calls it", async () => {
    const [one, two] = services as [Emulator, Emulator];
    const accounts = [
        toAccount(one, "one"),
        toAccount(two, "two"),
        toAccount(one, "one", { "huaweicloud:accessKey": "EXAMPLE-OLD-KEY" }),
    ];
    const { folder, env } = environment.stack;
    const result = await run(
        process.execPath,
        ["-r", "ts-node/register/transpile-only", path.join(folder, "accounts.ts"), JSON.stringify(accounts)],
        { cwd: folder, env, timeoutMs: 200_000 },
    );
    expect(result.stderr).toBe("");
    expect(JSON.parse(result.stdout)).toEqual({
        sequence: [["job-of-one"], ["job-of-two"]],
        concurrent: [["job-of-one"], ["job-of-two"]],
        changedKey: [expect.stringContaining("ak not exist"), ["job-of-one"]],
    });
    const keys = services.map(({ requests }) => new Set(requests.map(({ status }) => status)));
    expect(keys).toEqual([new Set([200, 401]), new Set([200])]);
}, 240_000);
