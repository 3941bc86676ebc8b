import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { ConnectionPool } from "../../provider/src/lifecycle/connections";
import { diskUserFiles } from "../../provider/src/modelarts/config/userFiles";
import { type Block, readDocument } from "../../tools/docs/markdown";
import { type Command, parseCommands } from "../../tools/docs/shell";
import { ok } from "../../tools/engine/project";
import { isRunnable } from "../support/documentCommands";
import { DocumentRunner, placeholderCredentials } from "../support/documentRunner";

const blocks = readDocument("docs/configuration.md").blocks.filter(isRunnable);
/** The commands that name the backend and the passphrase. Each new terminal needs them. */
const backend = parseCommands(blocks[0] ?? { text: "", line: 0 }).slice(0, 2);
const ofKeyChange = (block: Block): boolean => block.under === "After a key was changed";
const stacksOfThePage = blocks
    .flatMap(parseCommands)
    .flatMap(({ words: [program, command, action, name = ""] }) =>
        program === "pulumi" && command === "stack" && action === "init" ? [name] : [],
    );
const plain = (text: string): Command => ({ text, words: text.split(" "), line: 0 });

/** The metadata address of a machine with an agency. */
const metadata = http.createServer((request, response) => {
    const { temporaryAccessKey: access, temporarySecretKey: secret } = placeholderCredentials;
    const expires_at = "2099-12-31T23:59:59Z";
    const credential = { access, secret, securitytoken: placeholderCredentials.securityToken, expires_at };
    if (request.method === "GET") response.end(JSON.stringify({ credential }));
    else response.writeHead(404).end();
});
let metadataAddress: string;

let runner: DocumentRunner;
const proxies = Object.entries(process.env).filter(([name]) => /^(https?|all|no)_proxy$/i.test(name));
beforeAll(async () => {
    runner = await DocumentRunner.start();
    // The page sets up a stack of the reader in each form, and this test one more.
    runner.keptStacks = [...stacksOfThePage, "key"];
    await new Promise<void>((resolve) => metadata.listen(0, "127.0.0.1", resolve));
    metadataAddress = `http://127.0.0.1:${(metadata.address() as AddressInfo).port}`;
    // This process tries the settings, too.
    for (const [name] of proxies) Reflect.deleteProperty(process.env, name);
    process.env["HTTPS_PROXY"] = runner.tunnel.url;
}, 60_000);
afterAll(async () => {
    delete process.env["HTTPS_PROXY"];
    Object.assign(process.env, Object.fromEntries(proxies));
    await runner.close();
    await new Promise((resolve) => metadata.close(resolve));
}, 60_000);

async function openNewTerminal(): Promise<void> {
    runner.openNewTerminal();
    for (const command of backend) await runner.run(command);
}

/** Leaves nothing of the stack's configuration but a region. */
async function forgetConfig(region: string): Promise<void> {
    const { project, service, stack } = runner;
    const file = `Pulumi.${stack}.yaml`;
    const before = await readFile(path.join(project.folder, file), "utf8").catch(() => "");
    const salt = /^encryptionsalt:.*$/m.exec(before)?.[0] ?? "";
    await project.write(`${salt}\nconfig:\n  huaweicloud:region: ${region}\n`, file);
    service.setOptions({ region, projectName: "" });
}

/** Lists jobs with the settings that a resource of the stack gets. */
async function listJobs(): Promise<void> {
    const result = ok(await runner.project.pulumi(["config", "--json", "--show-secrets"]));
    const config = JSON.parse(result.stdout) as Record<string, { value?: string }>;
    const { env, folder } = runner.project;
    const environment = { ...env, HOME: folder, HW_METADATA_URL: metadataAddress };
    const connections = new ConnectionPool(environment, { userFiles: { ...diskUserFiles, folder } });
    connections.configure((key) => config[key]?.value);
    const workingFolder = process.cwd();
    // A command runs in the working folder.
    process.chdir(folder);
    try {
        const { client } = await connections.getConnection();
        for await (const job of client.jobs.list()) expect(job.id).not.toBe("");
    } finally {
        process.chdir(workingFolder);
    }
}

const hostsOf = (rest: string) => [`iam.${rest}`, `modelarts.${rest}`];
const contains = (text: string) => expect.stringContaining(text) as unknown;
const telekom = hostsOf("eu-de.otc.t-systems.com");
const { securityToken, token } = placeholderCredentials;
const temporaryKeyHeaders = {
    authorization: contains("Credential=EXAMPLE-TEMPORARY-ACCESS-KEY"),
    "x-security-token": securityToken,
};
/** For each heading, the hosts to which its settings lead, and the headers that authenticate. */
const expected: Readonly<Record<string, { hosts: string[]; headers: object }>> = {
    "Public Huawei Cloud": {
        hosts: hostsOf("cn-north-4.myhuaweicloud.com"),
        headers: { authorization: contains("Access=EXAMPLE-ACCESS-KEY") },
    },
    "Open Telekom Cloud": {
        hosts: telekom,
        headers: { authorization: contains("Credential=EXAMPLE-ACCESS-KEY") },
    },
    "Private cloud": {
        hosts: ["iam.", "modelarts."],
        headers: { authorization: contains("Access=EXAMPLE-ACCESS-KEY") },
    },
    "User name and password": {
        hosts: telekom,
        headers: { "x-auth-token": expect.any(String) as unknown },
    },
    "Temporary keys": { hosts: telekom, headers: temporaryKeyHeaders },
    "A cloud in clouds.yaml": {
        hosts: telekom,
        headers: { "x-auth-token": expect.any(String) as unknown },
    },
    "The file of the vendor's SDKs": {
        hosts: telekom,
        headers: { authorization: contains("Credential=EXAMPLE-ACCESS-KEY") },
    },
    "A profile of KooCLI": {
        hosts: telekom,
        headers: { authorization: contains("Credential=EXAMPLE-ACCESS-KEY") },
    },
    "The agency of the machine": { hosts: telekom, headers: temporaryKeyHeaders },
    "A command that prints credentials": { hosts: telekom, headers: temporaryKeyHeaders },
    "A token that you already have": { hosts: telekom, headers: { "x-auth-token": token } },
};
/**
 * The files that the settings under a heading need, by path below the home. Their text is here or in the block before.
 */
const filesByHeading: Readonly<Record<string, { path: string; text?: string }>> = {
    "A cloud in clouds.yaml": { path: ".config/openstack/clouds.yaml" },
    "The file of the vendor's SDKs": { path: ".huaweicloud/credentials" },
    "A profile of KooCLI": {
        path: ".hcloud/config.json",
        text: JSON.stringify({
            profiles: [
                {
                    name: "example-profile",
                    accessKeyId: placeholderCredentials.accessKey,
                    secretAccessKey: placeholderCredentials.secretKey,
                },
            ],
        }),
    },
    "A command that prints credentials": { path: "keys.py" },
};
const machineHeadings = [...Object.keys(filesByHeading), "The agency of the machine"];
const allBlocks = readDocument("docs/configuration.md").blocks;

async function writeFileOf({ under }: Block): Promise<void> {
    const { folder } = runner.project;
    for (const { path: other } of Object.values(filesByHeading))
        await rm(path.join(folder, other), { force: true });
    const file = filesByHeading[under];
    if (file === undefined) return;
    const fileBlock = allBlocks.find((block) => block.under === under && block.language !== "bash");
    const target = path.join(folder, file.path);
    await mkdir(path.dirname(target), { recursive: true });
    const text = file.text ?? fileBlock?.text ?? "";
    runner.service.setOptions({ projectName: /project_name: (.*)/.exec(text)?.[1] ?? "" });
    await writeFile(target, file.path === "keys.py" ? `print("""${text}""")` : text, { mode: 0o600 });
}

const completeBlock = /(secret|password|token|_SK|_KEY|PASSWORD|AUTH_TOKEN)\b/i;

const oldConfiguration = "run `pulumi refresh --run-program` first.";

describe("what docs/configuration.md says works", () => {
    test.each(blocks.filter((block) => !ofKeyChange(block)))(
        "line $line",
        async (block) => {
            // Each block stands for itself, without what the blocks before have set.
            await openNewTerminal();
            await forgetConfig("eu-de");
            runner.tunnel.hosts.clear();
            runner.service.clearRequests();
            for (const command of parseCommands(block)) await runner.run(command);
            await writeFileOf(block);
            const isComplete = completeBlock.test(block.text) || machineHeadings.includes(block.under);
            if (!isComplete) {
                await runner.run(plain("export HW_ACCESS_KEY=EXAMPLE-ACCESS-KEY"));
                await runner.run(plain("export HW_SECRET_KEY=EXAMPLE-SECRET-KEY"));
            }
            await listJobs();
            if (!isComplete) return;
            const { hosts, headers } = expected[block.under] ?? {};
            expect([...runner.tunnel.hosts]).toEqual(hosts?.map(contains));
            expect(runner.service.requests.at(-1)).toMatchObject({ call: "list", status: 200, headers });
        },
        60_000,
    );

    test("after a key was changed", async () => {
        const { service } = runner;
        const [change = [], destroy = []] = blocks.filter(ofKeyChange).map(parseCommands);
        const newKey = { accessKey: "EXAMPLE-NEW-ACCESS-KEY", secretKey: "EXAMPLE-NEW-SECRET-KEY" };
        const setKey = async ({ accessKey, secretKey }: typeof newKey) => {
            await runner.run(plain(`pulumi config set huaweicloud:accessKey ${accessKey}`));
            await runner.run(plain(`pulumi config set --secret huaweicloud:secretKey ${secretKey}`));
        };
        await openNewTerminal();
        await runner.run(plain("pulumi stack init key"));
        await forgetConfig("eu-de");
        await setKey(placeholderCredentials);
        await runner.run(plain("pulumi up"));
        service.setOptions(newKey);
        await setKey(newKey);
        expect((await runner.project.refresh()).stdout).toContain(oldConfiguration);
        for (const command of change) await runner.run(command);
        expect(service.jobs.map(({ statusName }) => statusName)).toEqual(["RUNNING"]);

        service.setOptions(placeholderCredentials);
        await setKey(placeholderCredentials);
        expect((await runner.project.destroy()).stdout).toContain(oldConfiguration);
        for (const command of destroy) await runner.run(command);
        expect(service.jobs).toEqual([]);
    }, 300_000);
});
