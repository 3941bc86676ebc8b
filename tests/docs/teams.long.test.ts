import { mkdtemp, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import S3rver from "s3rver";
import type { ResourceState } from "../../tools/engine/stackExport";
import { readDocument } from "../../tools/docs/markdown";
import { parseCommands } from "../../tools/docs/shell";
import { placeholderCredentials, DocumentRunner } from "../support/documentRunner";

/** The only pair of keys that the server accepts. */
const bucketKeys = { accessKey: "S3RVER", secretKey: "S3RVER" };

/** An object storage with one bucket, on this machine. */
interface Bucket {
    /** The address of the server. */
    readonly url: string;
    /** The requests that the server has got, without those of the methods here. */
    readonly requests: readonly Pick<IncomingMessage, "method" | "url" | "headers">[];
    /** Returns the text of each object, by its key. */
    objects(): Promise<Map<string, string>>;
    put(key: string, text: string): Promise<void>;
    close(): Promise<void>;
}

async function startBucket(name: string): Promise<Bucket> {
    const directory = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-bucket-"));
    const options = { address: "127.0.0.1", port: 0, silent: true, directory };
    const server = new S3rver({ ...options, configureBuckets: [{ name }] });
    const { port } = await server.run();
    const url = `http://127.0.0.1:${port}`;
    const requests: IncomingMessage[] = [];
    server.httpServer.prependListener("request", (request: IncomingMessage) => {
        if (request.headers.authorization !== undefined) requests.push(request);
    });
    // This request has no keys: the server lets in everybody who has none.
    const sendRequest = async (rest: string, init?: RequestInit): Promise<string> => {
        const response = await fetch(`${url}/${name}${rest}`, init);
        if (!response.ok) throw new Error(`The bucket responded with ${response.status} for ${rest}.`);
        return response.text();
    };
    return {
        url,
        requests,
        async objects() {
            const keys = [...(await sendRequest("?list-type=2")).matchAll(/<Key>(.*?)<\/Key>/g)];
            const texts = new Map<string, string>();
            for (const [, key = ""] of keys) texts.set(key, await sendRequest(`/${key}`));
            return texts;
        },
        async put(key, text) {
            await sendRequest(`/${key}`, { method: "PUT", body: text });
        },
        async close() {
            await server.close();
            await rm(directory, { recursive: true, force: true });
        },
    };
}

const document = readDocument("docs/teams.md");
const blocks = (heading: string, language = "bash") =>
    document.blocks.filter(
        ({ under, language: blockLanguage }) => under === heading && blockLanguage === language,
    );
const plain = (text: string) => ({ text, words: text.split(" "), line: 0 });

const [login, first, second] = blocks("State in an OBS bucket");
const [pipeline] = blocks("A pipeline", "yaml");
const [unlock] = blocks("Two at once");
const [end] = blocks("The end of a stack");

let runner: DocumentRunner;
let bucket: Bucket;
beforeAll(async () => {
    bucket = await startBucket("example-state");
    runner = await DocumentRunner.start();
    runner.replace("https://obs.eu-de.otc.t-systems.com", bucket.url);
    runner.replace("EXAMPLE-BUCKET-ACCESS-KEY", bucketKeys.accessKey);
    runner.replace("EXAMPLE-BUCKET-SECRET-KEY", bucketKeys.secretKey);
}, 60_000);
afterAll(async () => {
    await runner.close();
    await bucket.close();
}, 60_000);

async function runAll(...blocksToRun: ((typeof document.blocks)[number] | undefined)[]): Promise<void> {
    for (const block of blocksToRun) {
        if (block === undefined) throw new Error("The document has no such block any more.");
        for (const command of parseCommands(block)) await runner.run(command);
    }
}

const actions = () =>
    runner.service.requests
        .map(({ call }) => call)
        .filter((call) => /^(create|stop|restart|delete)$/.test(call));

/** Returns the resources of the state in the bucket, or `undefined` where there is no such stack. */
async function resources(): Promise<ResourceState[] | undefined> {
    const text = (await bucket.objects()).get(".pulumi/stacks/boards/team.json");
    if (text === undefined) return undefined;
    return (JSON.parse(text) as { checkpoint: { latest: { resources: ResourceState[] } } }).checkpoint.latest
        .resources;
}

async function ofType(type: RegExp): Promise<ResourceState | undefined> {
    return (await resources())?.find((resource) => type.test(resource.type));
}

describe("what docs/teams.md says works", () => {
    it("keeps the state of the first one in the bucket, without any key that the environment has", async () => {
        await runAll(login, first);
        expect(runner.service.jobs).toMatchObject([{ statusName: "RUNNING" }]);
        expect(await ofType(/:VisualizationJob$/)).toMatchObject({ id: runner.service.jobs[0]?.id });
        const all = [...(await bucket.objects()).values()].join("\n");
        for (const secret of [
            placeholderCredentials.accessKey,
            placeholderCredentials.secretKey,
            "EXAMPLE-PASSPHRASE",
        ])
            expect(all).not.toContain(secret);
    }, 120_000);

    it.each(["docs/teams.md", "docs/security.md"])(
        "takes about as much of it for a job as %s says",
        async (file) => {
            const [, kilobytes] = /about ([\d.]+) kB of state/.exec(readDocument(file).text) ?? [];
            const size = JSON.stringify(await ofType(/:VisualizationJob$/)).length / 1000;
            expect(Math.abs(size - Number(kilobytes))).toBeLessThan(0.3);
        },
    );

    it("has the configuration of the stack beside the jobs, as docs/security.md says", async () => {
        expect((await ofType(/^pulumi:providers:/))?.inputs).toMatchObject({ "huaweicloud:region": "eu-de" });
    });

    it("sends the bucket none of the checksums that OBS does not know, and the region that was given", () => {
        expect(bucket.requests.length).toBeGreaterThan(0);
        for (const { headers } of bucket.requests) {
            const checksums = Object.keys(headers).filter((name) =>
                /^x-amz-(trailer|sdk-checksum|checksum-crc)/.test(name),
            );
            expect([headers["content-encoding"], ...checksums]).toEqual([undefined]);
            expect(headers.authorization).toMatch(/Credential=S3RVER\/\d+\/eu-de\/s3\//);
        }
    });

    it("lets a colleague go on, who finds nothing to do", async () => {
        const keys = parseCommands(first ?? { text: "", line: 0 }).filter(({ text }) =>
            text.startsWith("export "),
        );
        await runner.switchMachine();
        await runAll(login);
        for (const key of keys) await runner.run(key);
        await runAll(second);
        expect(actions()).toEqual(["create"]);
    }, 120_000);

    it("lets a pipeline do the same, with no more than its environment", async () => {
        const secrets = new Map(
            [login, first].flatMap((block) =>
                parseCommands(block ?? { text: "", line: 0 }).flatMap(({ words }) => {
                    const [, name = "", value = ""] = /^(\w+)=(.*)$/.exec(words[1] ?? "") ?? [];
                    return words[0] === "export" ? [[name, value] as const] : [];
                }),
            ),
        );
        await runner.switchMachine();
        const text = pipeline?.text ?? "";
        for (const [, name = "", value = ""] of text.matchAll(/^ {6}([A-Z][A-Z_]+): (.+)$/gm)) {
            const [, secret] = /^\$\{\{ secrets\.(\w+) \}\}$/.exec(value) ?? [];
            const real = secret === undefined ? value : secrets.get(secret);
            if (real === undefined) throw new Error(`The document does not set ${secret} anywhere else.`);
            await runner.run({ text: name, words: ["export", `${name}=${real}`], line: 0 });
        }
        const runs = [...text.matchAll(/^ +- run: (.+)$/gm)].map(([, command = ""]) => command);
        expect(runs).toContain("pulumi up --stack team --yes");
        for (const command of runs) await runner.run(plain(command));
        expect(actions()).toEqual(["create"]);
    }, 120_000);

    it("refuses a run while another one has the lock, until that is removed", async () => {
        const lock = {
            pid: 1,
            username: "example-user",
            hostname: "another machine",
            timestamp: "2026-01-01T00:00:00Z",
        };
        await bucket.put(".pulumi/locks/organization/boards/team/0.json", JSON.stringify(lock));
        const up = await runner.project.pulumi(["up", "--stack", "team", "--yes", "--skip-preview"]);
        expect(up.code).not.toBe(0);
        expect(up.stdout + up.stderr).toContain("the stack is currently locked by");
        await runner.run(plain("pulumi stack select team"));
        await runAll(unlock);
        expect([...(await bucket.objects()).keys()].filter((key) => key.includes("/locks/"))).toEqual([]);
    }, 60_000);

    it("ends with no job and no stack", async () => {
        await runAll(end);
        expect(runner.service.jobs).toEqual([]);
        expect(actions()).toEqual(["create", "stop", "delete"]);
        expect(await resources()).toBeUndefined();
    }, 60_000);
});
