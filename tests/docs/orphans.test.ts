import { rm, truncate } from "node:fs/promises";
import path from "node:path";
import { programOf } from "../support/programs";
import { jobsIn } from "../support/testStack";
import { makeProjectFolder } from "../../tools/engine/projectFolder";
import { struck } from "../support/interrupt";
import { scriptIn } from "./commands";
import { readDocument } from "../../tools/docs/markdown";
import { commandsOf } from "../../tools/docs/shell";
import { madeUp, Walk } from "./walk";

const file = "docs/troubleshooting.md";
const blocks = (heading: string, language: string) =>
    readDocument(file).blocks.filter(({ under, language: is }) => under === heading && is === language);
const plain = (text: string) => ({ text, words: text.split(" "), line: 0 });

const [find] = blocks("Find it", "bash");
const [adopted] = blocks("Take it over", "ts");
const [adopt] = blocks("Take it over", "bash");
const board = programOf({ board: `{ trainUrl: "obs://example-bucket/logs/", state: "running" }` });

let walk: Walk;
/** Of somebody who has made it in the console. */
let strangersId: string;
beforeAll(async () => {
    walk = await Walk.start(await makeProjectFolder({ program: board }));
    strangersId = walk.service.makeJob({ name: "of-others", status: 8 }).id;
    await logIn();
    await walk.run(plain("pulumi stack init dev"));
}, 60_000);
afterAll(() => walk.close(), 60_000);

async function logIn(): Promise<void> {
    const { accessKey, secretKey } = madeUp;
    for (const setting of [
        "HW_REGION_NAME=eu-de",
        `HW_ACCESS_KEY=${accessKey}`,
        `HW_SECRET_KEY=${secretKey}`,
    ])
        await walk.run(plain(`export ${setting}`));
}

/** Runs the commands of a block, and gives what the last of them printed. */
async function runAll(block: typeof find): Promise<string> {
    if (block === undefined) throw new Error(`${file} has no such block any more.`);
    let printed = "";
    for (const command of commandsOf(block)) printed = await walk.run(command);
    return printed;
}

const ours = () => walk.service.jobs.filter(({ id }) => id !== strangersId);
const strangersLine = () => `${strangersId} of-others RUNNING`;

/* One accident, told in order, with what the document says to do about it. */
describe("a job that no state knows", () => {
    it("is left by a run that is killed while it makes it", async () => {
        // The look-up of the project, the create, and the first look at the job.
        const hit = await struck(walk.project, walk.service, ["up"], {
            way: "kill",
            at: { request: 3, afterMs: 0 },
        });
        expect(hit).toBe(true);
        expect(ours()).toHaveLength(1);
        expect(await jobsIn(walk.project)).toEqual([]);
    }, 60_000);

    it("is not found by a destroy of the empty stack, which ends well", async () => {
        await walk.run(plain("pulumi cancel --yes"));
        await walk.run(plain("pulumi destroy"));
        expect(ours()).toMatchObject([{ statusName: "RUNNING" }]);
    }, 60_000);

    it("is found on another machine by the script, with the resource that it was for", async () => {
        await walk.anotherMachine();
        await logIn();
        await walk.run(plain("pulumi stack select dev"));
        await walk.project.write(scriptIn(file, "orphans.ts") ?? "", "orphans.ts");
        const [{ id, name } = { id: "", name: "" }] = ours();
        const printed = await runAll(find);
        expect(printed).toMatch(new RegExp(`^${id} ${name} RUNNING \\S+ urn:.*::board$`, "m"));
        expect(printed).toContain(strangersLine());
    }, 60_000);

    it("is found without any state: then every job is listed", async () => {
        const printed = await walk.run(plain("npx ts-node --transpile-only orphans.ts"));
        expect(printed.match(/^\d+/gm)?.sort()).toEqual(walk.service.jobs.map(({ id }) => id).sort());
    }, 60_000);

    it("is the resource's own once it is taken over: no second one is made, and no orphan is left", async () => {
        const [{ id } = { id: "" }] = ours();
        walk.service.clearRequests();
        await walk.project.write((adopted?.text ?? "").replace("8992", id));
        await runAll(adopt);
        expect(walk.service.requests.filter(({ call }) => call === "create")).toEqual([]);
        expect(ours()).toMatchObject([{ id, statusName: "RUNNING" }]);
        const { resources = [], pending_operations: pending = [] } = (await walk.project.export()).deployment;
        expect(resources.map((resource) => resource.id)).toContain(id);
        expect(pending).toEqual([]);
        expect((await runAll(find)).trim().split("\n")).toEqual([expect.stringContaining(strangersLine())]);
    }, 90_000);

    it("is stopped and deleted by destroy, which touches nobody else's", async () => {
        await walk.run(plain("pulumi destroy"));
        expect(walk.service.jobs).toMatchObject([{ id: strangersId, statusName: "RUNNING" }]);
    }, 60_000);
});

test("a state beside which Pulumi was killed is had back whole, as the document says", async () => {
    const row = /^\| `(failed to load checkpoint: EOF)` .* `(\S+)` in that folder \|$/m;
    const [, message = "", place = ""] = row.exec(readDocument(file).text) ?? [];
    const beside = path.join(walk.project.state, place.replace("PROJECT", "test").replace("STACK", "dev"));
    const whole = await walk.project.export();
    await truncate(beside);
    const cut = await walk.project.pulumi(["stack", "export"]);
    expect([cut.code, cut.stdout + cut.stderr]).toEqual([1, expect.stringContaining(message)]);
    await rm(beside);
    expect(await walk.project.export()).toEqual(whole);
}, 60_000);
