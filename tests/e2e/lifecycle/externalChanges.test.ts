import type { FaultOrder } from "../../../emulator/src";
import { ok } from "../../../tools/engine/project";
import type { ResourceState } from "../../../tools/engine/stackExport";
import { doors } from "../../support/providers";
import { startWorld, type World } from "../../support/testStack";
import { asked, byName, programOf } from "../../support/programs";

const folder = `trainUrl: "/bucket/logs/"`;

interface Row {
    readonly name: string;
    readonly args: string;
    /** What somebody did. */
    readonly did: { readonly status?: number; readonly description?: string } | "deleted";
    /** What the state has after a refresh; left out: the resource is gone from it. */
    readonly seen?: Readonly<Record<string, unknown>>;
    /** What the preview shows. */
    readonly shown: string | RegExp;
    /** What up asks of the same job. */
    readonly mended: readonly string[];
}
const rows: readonly Row[] = [
    {
        name: "stopped",
        args: `{ ${folder}, state: "running" }`,
        did: { status: 13 },
        seen: { state: "stopped", status: "CANCELED" },
        shown: `"stopped" => "running"`,
        mended: ["restart"],
    },
    {
        name: "beingStopped",
        args: `{ ${folder}, state: "running" }`,
        did: { status: 9 },
        seen: { state: "stopping", status: "KILLING" },
        shown: `"stopping" => "running"`,
        mended: ["restart"],
    },
    {
        name: "restarted",
        args: `{ ${folder}, state: "stopped" }`,
        did: { status: 8 },
        seen: { state: "running", status: "RUNNING" },
        shown: `"running" => "stopped"`,
        mended: ["stop"],
    },
    {
        name: "described",
        args: `{ ${folder}, state: "running", description: "ours" }`,
        did: { description: "somebody's" },
        seen: { description: "somebody's" },
        shown: `"somebody's" => "ours"`,
        mended: ["update"],
    },
    {
        name: "describedFromNothing",
        args: `{ ${folder}, state: "running" }`,
        did: { description: "by hand" },
        seen: { description: "by hand" },
        shown: /- description +: "by hand"|- description: "by hand"/,
        mended: ["update"],
    },
    {
        name: "stoppedAndDescribed",
        args: `{ ${folder}, state: "running", description: "both" }`,
        did: { status: 12, description: "changed" },
        seen: { state: "stopped", description: "changed" },
        shown: `"changed" => "both"`,
        mended: ["update", "restart"],
    },
    {
        name: "takenOver",
        args: `{ visualizationId: "70", state: "stopped" }`,
        did: { status: 8 },
        seen: { state: "running" },
        shown: `"running" => "stopped"`,
        mended: ["stop"],
    },
    {
        name: "removed",
        args: `{ ${folder}, state: "running" }`,
        did: "deleted",
        shown: /^ *\+ /,
        mended: [],
    },
];

/** What is not a sure "no such job", each for one job. */
const doubts: readonly FaultOrder[] = [
    { kind: "html", status: 404 },
    { answer: { status: 404, body: { error_code: "APIG.0101", error_msg: "The API does not exist" } } },
    { answer: { status: 404, body: {} } },
    { answer: { status: 200, body: {} } },
    { answer: { status: 403, body: { error_code: "ModelArts.0210", error_message: "project" } } },
    { kind: "empty", status: 404 },
    { kind: "half-json" },
    { answer: { status: 400, body: { error_code: "ModelArts.0104", error_message: "job_id" } } },
];

/* One stack, told in order: each step begins where the one before ended. */
describe.each(doors)("what somebody did past the program (by the $name)", (door) => {
    let world: World;
    let jobs: Record<string, ResourceState>;
    const idOf = (name: string): string => jobs[name]?.id ?? "";

    beforeAll(async () => {
        world = await startWorld({
            door,
            program: programOf(Object.fromEntries(rows.map(({ name, args }) => [name, args]))),
            config: { "huaweicloud:maxRetries": "0" },
        });
        world.service.makeJob({ id: 70 });
        ok(await world.stack.up());
        jobs = await byName(world.stack);
    }, 120_000);
    beforeEach(() => {
        world.service.clearRequests();
    });
    afterAll(() => world.close());

    it("is not that a job is gone where an answer leaves a doubt: all stay in the state", async () => {
        const { service, stack } = world;
        // Else one list would answer for all of them.
        const denied = { status: 403, body: { error_code: "ModelArts.0112", error_message: "no lists" } };
        service.fault({ match: { call: "list" }, times: "always", answer: denied });
        doubts.forEach((doubt, number) => {
            const jobId = idOf(rows[number]?.name ?? "");
            service.fault({ ...doubt, match: { call: "show", jobId }, times: "always" });
        });
        expect((await stack.refresh()).code).not.toBe(0);
        const looked = service.requests.filter(({ call }) => call === "show").map(({ jobId }) => jobId);
        service.clearFaults();
        expect(new Set(looked)).toEqual(new Set(Object.values(jobs).map(({ id }) => id)));
        const kept = ({ id, outputs, inputs }: ResourceState) => ({ id, outputs, inputs });
        expect(Object.values(await byName(stack)).map(kept)).toEqual(Object.values(jobs).map(kept));
    }, 120_000);

    describe("after it was done", () => {
        let after: Record<string, ResourceState>;
        let preview: string;
        let wrote: string[];
        beforeAll(async () => {
            const { service, stack } = world;
            for (const { name, did } of rows) {
                if (did === "deleted") service.removeJob(idOf(name));
                else service.changeJob(idOf(name), did);
            }
            service.clearRequests();
            ok(await stack.refresh());
            after = await byName(stack);
            preview = ok(await stack.preview("--diff")).stdout;
            wrote = asked(service);
        }, 120_000);

        it("is looked at by refresh and preview, which ask for nothing", () => {
            expect(wrote).toEqual([]);
        });

        it.each(rows)("is in the state after a refresh, and in the next preview: $name", (row) => {
            const { name, seen, shown } = row;
            if (seen === undefined) expect(after[name]).toBeUndefined();
            else expect(after[name]).toMatchObject({ id: idOf(name), outputs: seen });
            const about = preview.split(/\n(?= *[~+-]? *(?:pulumi-nodejs|modelarts):)/);
            const part = about.find((each) => each.includes(`::${name}]`)) ?? "";
            expect(part).toMatch(shown);
        });
    });

    it("is mended by up, in place and with no more calls than it takes", async () => {
        const { service, stack } = world;
        const killing = idOf("beingStopped");
        let looks = 0;
        service.onRequest(({ jobId, call }) => {
            if (jobId === killing && call === "show" && ++looks === 2) service.moveJob(killing, 12);
        });
        ok(await stack.up());
        for (const { name, mended } of rows)
            expect([name, asked(service, idOf(name))]).toEqual([name, mended]);
        expect(asked(service).filter((call) => call === "create")).toHaveLength(1);
        const now = await byName(stack);
        for (const { name, did } of rows) {
            const { id, outputs } = now[name] ?? {};
            if (did !== "deleted") {
                expect(id).toBe(idOf(name));
                const { state, description } = jobs[name]?.outputs ?? {};
                expect(outputs).toMatchObject({
                    state,
                    ...(description === undefined ? {} : { description }),
                });
            }
        }
        expect(service.jobs).toHaveLength(rows.length);
    }, 120_000);
});
