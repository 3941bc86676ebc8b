import { rm, truncate } from "node:fs/promises";
import path from "node:path";
import { programOf } from "../support/programs";
import { jobsIn } from "../support/testStack";
import { makeProjectFolder } from "../../tools/engine/projectFolder";
import { runAndInterrupt } from "../support/interrupt";
import { findScript } from "../support/documentCommands";
import { readDocument } from "../../tools/docs/markdown";
import { parseCommands } from "../../tools/docs/shell";
import { placeholderCredentials, DocumentRunner } from "../support/documentRunner";

const file = "docs/troubleshooting.md";
const blocks = (heading: string, language: string) =>
    readDocument(file).blocks.filter(({ under, language: is }) => under === heading && is === language);
const plain = (text: string) => ({ text, words: text.split(" "), line: 0 });

const [find] = blocks("Find it", "bash");
/** The commands that name the backend and the passphrase. */
const backend = parseCommands(find ?? { text: "", line: 0 }).slice(0, 2);
const [adoption] = blocks("Adopt it", "ts");
const [adopt] = blocks("Adopt it", "bash");
const board = programOf({ board: `{ trainUrl: "obs://example-bucket/logs/", state: "running" }` });

let runner: DocumentRunner;
/** A job that was created in the console. */
let foreignJobId: string;
beforeAll(async () => {
    runner = await DocumentRunner.start(await makeProjectFolder({ program: board }));
    runner.keptStacks = ["dev"];
    foreignJobId = runner.service.makeJob({ name: "of-others", status: 8 }).id;
    await logIn();
    for (const command of backend) await runner.run(command);
    await runner.run(plain("pulumi stack init dev"));
}, 60_000);
afterAll(() => runner.close("of-others"), 60_000);

async function logIn(): Promise<void> {
    const { accessKey, secretKey } = placeholderCredentials;
    for (const setting of [
        "HW_REGION_NAME=eu-de",
        `HW_ACCESS_KEY=${accessKey}`,
        `HW_SECRET_KEY=${secretKey}`,
    ])
        await runner.run(plain(`export ${setting}`));
}

/** Runs the commands of a block, and returns what the last of them printed. */
async function runAll(block: typeof find): Promise<string> {
    if (block === undefined) throw new Error(`${file} has no such block any more.`);
    let output = "";
    for (const command of parseCommands(block)) output = await runner.run(command);
    return output;
}

const ownJobs = () => runner.service.jobs.filter(({ id }) => id !== foreignJobId);
const foreignJobLine = () => `${foreignJobId} of-others RUNNING`;

/* These tests go through one accident in order, with what the document says to do about it. */
describe("a job that no state knows", () => {
    it("is left by a run that is killed while it makes it", async () => {
        // The three requests are the lookup of the project, the create, and the first poll of the job.
        const isInterrupted = await runAndInterrupt(runner.project, runner.service, ["up"], {
            method: "kill",
            at: { request: 3, afterMs: 0 },
        });
        expect(isInterrupted).toBe(true);
        expect(ownJobs()).toHaveLength(1);
        expect(await jobsIn(runner.project)).toEqual([]);
    }, 60_000);

    it("is not found by a destroy of the empty stack, which ends well", async () => {
        await runner.run(plain("pulumi cancel --yes"));
        await runner.run(plain("pulumi destroy"));
        expect(ownJobs()).toMatchObject([{ statusName: "RUNNING" }]);
    }, 60_000);

    it("is found on another machine by the script, with the resource that it was for", async () => {
        await runner.switchMachine();
        await logIn();
        await runner.project.write(findScript(file, "orphans.ts") ?? "", "orphans.ts");
        const [{ id, name } = { id: "", name: "" }] = ownJobs();
        const output = await runAll(find);
        expect(output).toMatch(new RegExp(`^${id} ${name} RUNNING \\S+ urn:.*::board$`, "m"));
        expect(output).toContain(foreignJobLine());
    }, 60_000);

    it("is found without any state: then every job is listed", async () => {
        const output = await runner.run(plain("npx ts-node --transpile-only orphans.ts"));
        expect(output.match(/^\d+/gm)?.sort()).toEqual(runner.service.jobs.map(({ id }) => id).sort());
    }, 60_000);

    it("is the resource's own once it is adopted: no second one is created, and no orphan is left", async () => {
        const [{ id } = { id: "" }] = ownJobs();
        runner.service.clearRequests();
        await runner.project.write((adoption?.text ?? "").replace("8992", id));
        await runAll(adopt);
        expect(runner.service.requests.filter(({ call }) => call === "create")).toEqual([]);
        expect(ownJobs()).toMatchObject([{ id, statusName: "RUNNING" }]);
        const { resources = [], pending_operations: pending = [] } = (await runner.project.export())
            .deployment;
        expect(resources.map((resource) => resource.id)).toContain(id);
        expect(pending).toEqual([]);
        expect((await runAll(find)).trim().split("\n")).toEqual([expect.stringContaining(foreignJobLine())]);
    }, 90_000);

    it("is stopped and deleted by destroy, which touches no other job", async () => {
        await runner.run(plain("pulumi destroy"));
        expect(runner.service.jobs).toMatchObject([{ id: foreignJobId, statusName: "RUNNING" }]);
    }, 60_000);
});

test("a state beside which Pulumi was killed is had back whole, as the document says", async () => {
    const row = /^\| `(failed to load checkpoint: EOF)` .* `(\S+)` in that folder \|$/m;
    const [, message = "", location = ""] = row.exec(readDocument(file).text) ?? [];
    const beside = path.join(
        runner.project.state,
        location.replace("PROJECT", "test").replace("STACK", "dev"),
    );
    const whole = await runner.project.export();
    await truncate(beside);
    const result = await runner.project.pulumi(["stack", "export"]);
    expect([result.code, result.stdout + result.stderr]).toEqual([1, expect.stringContaining(message)]);
    await rm(beside);
    expect(await runner.project.export()).toEqual(whole);
}, 60_000);
