import { classify } from "../support/documentCommands";
import { exampleProjects } from "../support/exampleProjects";
import { type Block, documents, readDocument } from "../../tools/docs/markdown";
import { type Command, parseCommands } from "../../tools/docs/shell";
import { placeholderCredentials, DocumentRunner } from "../support/documentRunner";

/** The blocks with something to run, in their order. The Chinese README has the same as the English one. */
function walkable(file: string): readonly Block[] {
    return readDocument(file).blocks.filter(
        (block) =>
            block.language === "bash" &&
            parseCommands(block).some(({ words }) => /pulumi|emulator|environment/.test(classify(words).by)),
    );
}
/** Walked through by `tests/examples`, each in a copy outside of the repository. */
const elsewhere = exampleProjects().map((name) => `examples/${name}/README.md`);
/**
 * Walked through by teams.test.ts, with a bucket, by orphans.test.ts, after an accident, and by plugin.test.ts and
 * moveDoor.test.ts, with a program for each part.
 */
const apart = ["docs/teams.md", "docs/troubleshooting.md", "docs/plugin.md"];
const files = documents()
    .filter((file) => file !== "README.zh-CN.md" && ![...apart, ...elsewhere].includes(file))
    .filter((file) => walkable(file).length > 0);
const settings = "docs/configuration.md";

let runner: DocumentRunner;
const proxies = Object.entries(process.env).filter(([name]) => /^(https?|all|no)_proxy$/i.test(name));
beforeAll(async () => {
    runner = await DocumentRunner.start();
    // The settings are tried from here, too.
    for (const [name] of proxies) Reflect.deleteProperty(process.env, name);
    process.env["HTTPS_PROXY"] = runner.tunnel.url;
}, 60_000);
afterAll(async () => {
    delete process.env["HTTPS_PROXY"];
    Object.assign(process.env, Object.fromEntries(proxies));
    await runner.close();
}, 60_000);

const withLines = (blocks: readonly Block[]) => blocks.map((block) => [block.line, block] as const);
const plain = (text: string): Command => ({ text, words: text.split(" "), line: 0 });
const jobs = () => runner.service.jobs.map(({ statusName }) => statusName);
const acts = () =>
    runner.service.requests
        .map(({ call }) => call)
        .filter((call) => /^(create|stop|restart|delete)$/.test(call));

test("there is something to walk through", () => {
    expect(files).toEqual(expect.arrayContaining(["README.md", settings, "provider/README.md"]));
});

describe.each(files.filter((file) => file !== settings))("what %s says works", (file) => {
    const blocks = walkable(file);
    const observedJobs: (readonly [command: string, jobs: readonly string[]])[] = [];

    beforeAll(async () => {
        runner.openNewTerminal();
        runner.service.clearRequests();
        const first = blocks.flatMap(parseCommands).find(({ words }) => words[0] === "pulumi");
        if (first?.words[1] !== "stack") await runner.run(plain("pulumi stack init unnamed"));
    }, 60_000);

    test.each(withLines(blocks))(
        "line %i",
        async (_line, block) => {
            for (const command of parseCommands(block)) {
                await runner.run(command);
                if (/^pulumi (up|destroy)/.test(command.text)) observedJobs.push([command.text, jobs()]);
            }
        },
        60_000,
    );

    test("and does what it says", () => {
        const life = { up: ["pulumi up", ["RUNNING"]], stop: ["pulumi up", ["KILLED"]] } as const;
        const end = ["pulumi destroy", []] as const;
        if (file === "README.md") {
            // The last one is of the emulator that was started by hand.
            expect(observedJobs).toEqual([life.up, life.stop, end, ["pulumi up", []]]);
            expect(runner.startedEmulator?.jobs).toMatchObject([{ statusName: "RUNNING" }]);
        } else if (file === "examples/policy-cost-guard/README.md") {
            expect(observedJobs).toEqual([
                ["pulumi up --policy-pack examples/policy-cost-guard", ["RUNNING"]],
                end,
            ]);
        } else {
            expect(observedJobs).toEqual([]);
            return;
        }
        expect(acts()).toEqual(["create", "stop", "delete"]);
    });
});

describe(`what ${settings} says works`, () => {
    const blocks = walkable(settings);
    const last = "After a key was changed";
    const hostsOf = (rest: string) => [`iam.${rest}`, `modelarts.${rest}`];
    const byKey = (form: string) => ({
        authorization: expect.stringContaining(`${form}=EXAMPLE-ACCESS-KEY`) as unknown,
    });
    /** For each heading, where its settings lead to, and as whom. */
    const expected: Readonly<Record<string, { hosts: string[]; headers: object }>> = {
        "Public Huawei Cloud": { hosts: hostsOf("cn-north-4.myhuaweicloud.com"), headers: byKey("Access") },
        "Open Telekom Cloud": { hosts: hostsOf("eu-de.otc.t-systems.com"), headers: byKey("Credential") },
        "Private cloud": { hosts: ["iam.", "modelarts."], headers: byKey("Access") },
        "User name and password": {
            hosts: hostsOf("eu-de.otc.t-systems.com"),
            headers: { "x-auth-token": expect.any(String) as unknown },
        },
        "Temporary keys": {
            hosts: hostsOf("eu-de.otc.t-systems.com"),
            headers: {
                authorization: expect.stringContaining("Credential=EXAMPLE-TEMPORARY-ACCESS-KEY") as unknown,
                "x-security-token": placeholderCredentials.securityToken,
            },
        },
        "A token that you already have": {
            hosts: hostsOf("eu-de.otc.t-systems.com"),
            headers: { "x-auth-token": placeholderCredentials.token },
        },
    };

    beforeEach(() => {
        runner.openNewTerminal();
    });

    test.each(withLines(blocks.filter(({ under }) => under !== last)))(
        "line %i",
        async (_line, block) => {
            // Each block stands for itself.
            await runner.forgetConfig("eu-de");
            runner.tunnel.hosts.clear();
            runner.service.clearRequests();
            const commands = parseCommands(block);
            for (const command of commands) await runner.run(command);
            const complete = /(secret|password|token|_SK|_KEY|PASSWORD|AUTH_TOKEN)\b/i.test(block.text);
            if (!complete)
                for (const line of ["HW_ACCESS_KEY=EXAMPLE-ACCESS-KEY", "HW_SECRET_KEY=EXAMPLE-SECRET-KEY"])
                    await runner.run(plain(`export ${line}`));
            await runner.list();
            if (!complete) return;
            const { hosts, headers } = expected[block.under] ?? {};
            expect([...runner.tunnel.hosts]).toEqual(
                hosts?.map((host) => expect.stringContaining(host) as unknown),
            );
            expect(runner.service.requests.at(-1)).toMatchObject({ call: "list", status: 200, headers });
        },
        60_000,
    );

    test(
        last,
        async () => {
            const [change, destroy] = blocks.filter(({ under }) => under === last).map(parseCommands);
            const newKey = { accessKey: "EXAMPLE-NEW-ACCESS-KEY", secretKey: "EXAMPLE-NEW-SECRET-KEY" };
            const setKey = async ({ accessKey, secretKey }: typeof newKey) => {
                await runner.run(plain(`pulumi config set huaweicloud:accessKey ${accessKey}`));
                await runner.run(plain(`pulumi config set --secret huaweicloud:secretKey ${secretKey}`));
            };
            await runner.run(plain("pulumi stack init key"));
            await runner.forgetConfig("eu-de");
            await setKey(placeholderCredentials);
            await runner.run(plain("pulumi up"));
            runner.service.setOptions(newKey);
            for (const command of change ?? []) await runner.run(command);
            expect(jobs()).toEqual(["RUNNING"]);

            runner.service.setOptions(placeholderCredentials);
            await setKey(placeholderCredentials);
            for (const command of destroy ?? []) await runner.run(command);
            expect(jobs()).toEqual([]);
        },
        120_000,
    );
});
