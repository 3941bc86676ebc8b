import type { FaultSpec } from "../../../emulator/src";
import { ok } from "../../../tools/engine/project";
import type { ResourceState } from "../../../tools/engine/stackExport";
import { providers } from "../../../tools/engine/providers";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import { writeCalls, jobsByName, programOf } from "../../support/programs";

const folder = `trainUrl: "/bucket/logs/"`;

interface Row {
    readonly name: string;
    readonly args: string;
    /** The change that does not come from the program. */
    readonly change: { readonly status?: number; readonly description?: string } | "deleted";
    /** What the state has after a refresh; without it, the resource has left the state. */
    readonly expectedOutputs?: Readonly<Record<string, unknown>>;
    /** A part of the preview. */
    readonly previewText: string | RegExp;
    /** The calls of the next up for the same job. */
    readonly calls: readonly string[];
}
const rows: readonly Row[] = [
    {
        name: "stopped",
        args: `{ ${folder}, state: "running" }`,
        change: { status: 13 },
        expectedOutputs: { state: "stopped", status: "CANCELED" },
        previewText: `"stopped" => "running"`,
        calls: ["restart"],
    },
    {
        name: "beingStopped",
        args: `{ ${folder}, state: "running" }`,
        change: { status: 9 },
        expectedOutputs: { state: "stopping", status: "KILLING" },
        previewText: /"stopp(?:ed|ing)" => "running"/,
        calls: ["restart"],
    },
    {
        name: "restarted",
        args: `{ ${folder}, state: "stopped" }`,
        change: { status: 8 },
        expectedOutputs: { state: "running", status: "RUNNING" },
        previewText: `"running" => "stopped"`,
        calls: ["stop"],
    },
    {
        name: "described",
        args: `{ ${folder}, state: "running", description: "ours" }`,
        change: { description: "theirs" },
        expectedOutputs: { description: "theirs" },
        previewText: `"theirs" => "ours"`,
        calls: ["update"],
    },
    {
        name: "describedFromNothing",
        args: `{ ${folder}, state: "running" }`,
        change: { description: "by hand" },
        expectedOutputs: { description: "by hand" },
        previewText: /- description +: "by hand"|- description: "by hand"/,
        calls: ["update"],
    },
    {
        name: "stoppedAndDescribed",
        args: `{ ${folder}, state: "running", description: "both" }`,
        change: { status: 12, description: "changed" },
        expectedOutputs: { state: "stopped", description: "changed" },
        previewText: `"changed" => "both"`,
        calls: ["update", "restart"],
    },
    {
        name: "adopted",
        args: `{ visualizationId: "70", state: "stopped" }`,
        change: { status: 8 },
        expectedOutputs: { state: "running" },
        previewText: `"running" => "stopped"`,
        calls: ["stop"],
    },
    {
        name: "removed",
        args: `{ ${folder}, state: "running" }`,
        change: "deleted",
        previewText: /^ *\+ /,
        calls: [],
    },
];

/** Responses that are no certain "not found", each for one job. */
const uncertainResponses: readonly FaultSpec[] = [
    { kind: "html", status: 404 },
    { response: { status: 404, body: { error_code: "APIG.0101", error_msg: "The API does not exist" } } },
    { response: { status: 404, body: {} } },
    { response: { status: 200, body: {} } },
    { response: { status: 403, body: { error_code: "ModelArts.0210", error_message: "project" } } },
    { kind: "empty", status: 404 },
    { kind: "truncated-json" },
    { response: { status: 400, body: { error_code: "ModelArts.0104", error_message: "job_id" } } },
];

/* These tests share one stack, in order: each step begins where the one before ended. */
describe.each(providers)("an external change (by the $name)", (provider) => {
    let environment: TestEnvironment;
    let jobs: Record<string, ResourceState>;
    const idOf = (name: string): string => jobs[name]?.id ?? "";

    beforeAll(async () => {
        environment = await startTestEnvironment({
            provider,
            program: programOf(Object.fromEntries(rows.map(({ name, args }) => [name, args]))),
            config: { "huaweicloud:maxRetries": "0" },
        });
        environment.service.makeJob({ id: 70 });
        ok(await environment.stack.up());
        jobs = await jobsByName(environment.stack);
    }, 120_000);
    beforeEach(() => {
        environment.service.clearRequests();
    });
    afterAll(() => environment.close());

    it("does not follow from an uncertain response: every job stays in the state", async () => {
        const { service, stack } = environment;
        // Without this fault, one list would serve all of them.
        const denial = { status: 403, body: { error_code: "ModelArts.0112", error_message: "no lists" } };
        service.injectFault({ match: { call: "list" }, times: "always", response: denial });
        uncertainResponses.forEach((response, number) => {
            const jobId = idOf(rows[number]?.name ?? "");
            service.injectFault({ ...response, match: { call: "show", jobId }, times: "always" });
        });
        expect((await stack.refresh()).code).not.toBe(0);
        const polledIds = service.requests.filter(({ call }) => call === "show").map(({ jobId }) => jobId);
        service.clearFaults();
        expect(new Set(polledIds)).toEqual(new Set(Object.values(jobs).map(({ id }) => id)));
        const persistedPart = ({ id, outputs, inputs }: ResourceState) => ({ id, outputs, inputs });
        expect(Object.values(await jobsByName(stack)).map(persistedPart)).toEqual(
            Object.values(jobs).map(persistedPart),
        );
    }, 120_000);

    describe("of every kind", () => {
        let after: Record<string, ResourceState>;
        let preview: string;
        let writes: string[];
        beforeAll(async () => {
            const { service, stack } = environment;
            for (const { name, change } of rows) {
                if (change === "deleted") service.removeJob(idOf(name));
                else service.changeJob(idOf(name), change);
            }
            service.clearRequests();
            ok(await stack.refresh());
            after = await jobsByName(stack);
            preview = ok(await stack.preview("--diff")).stdout;
            writes = writeCalls(service);
        }, 120_000);

        it("is observed by refresh and preview without a write", () => {
            expect(writes).toEqual([]);
        });

        it.each(rows)("is in the state after a refresh, and in the next preview: $name", (row) => {
            const { name, expectedOutputs, previewText } = row;
            if (expectedOutputs === undefined) expect(after[name]).toBeUndefined();
            else expect(after[name]).toMatchObject({ id: idOf(name), outputs: expectedOutputs });
            const about = preview.split(/\n(?= *[~+-]? *(?:pulumi-nodejs|modelarts):)/);
            const part = about.find((each) => each.includes(`::${name}]`)) ?? "";
            expect(part).toMatch(previewText);
        });
    });

    it("is reverted by up in place, with the fewest calls", async () => {
        const { service, stack } = environment;
        const killing = idOf("beingStopped");
        let pollCount = 0;
        service.onRequest(({ jobId, call }) => {
            if (jobId === killing && call === "show" && ++pollCount === 2) service.moveJob(killing, 12);
        });
        ok(await stack.up());
        for (const { name, calls } of rows)
            expect([name, writeCalls(service, idOf(name))]).toEqual([name, calls]);
        expect(writeCalls(service).filter((call) => call === "create")).toHaveLength(1);
        const now = await jobsByName(stack);
        for (const { name, change } of rows) {
            const { id, outputs } = now[name] ?? {};
            if (change !== "deleted") {
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
