import type { Lifecycle } from "../../../provider/src/lifecycle/lifecycle";
import { encodeState } from "../../../provider/src/properties/state";
import { useEmulator } from "../../support/emulatedClient";
import { board, boardUrn, boardWith, InterruptedRuns } from "../../support/interruptedCreates";

const emulator = useEmulator({ boot: 0.05, stop: 0.2 });
let runs: InterruptedRuns;
beforeEach(() => {
    runs = new InterruptedRuns(emulator());
});

const other = { name: "other", trainUrl: "/bucket/other/" };
const nextUrn = boardUrn.replace("board", "next");
const jobs = () => emulator().jobs.map(({ id, statusName }) => `${id} ${statusName}`);

/** Plays `pulumi import` of a job, from this stack or another one, in a process of its own. */
async function importJob(id: string, urn: string): Promise<void> {
    const run = runs.start();
    const { inputs } = await run.import(id, urn);
    run.check({}, { urn, inputs: { ...inputs } });
    run.close();
}

/** Plays a preview of a resource that has the option `import`: the engine reads the job, checks it and compares it. */
async function previewImport(id: string, urn: string): Promise<void> {
    const preview = runs.start();
    const { inputs, state } = await preview.import(id, urn);
    const resource = { urn, inputs: { ...inputs } };
    const result = preview.check(resource.inputs, resource, { priorOutputs: encodeState(state) });
    preview.diff(id, state, { urn, inputs: result.inputs });
    preview.close();
}

const adopt = (run: Lifecycle, id: string) => {
    const { inputs } = run.check({}, { urn: nextUrn, inputs: { visualizationId: id } });
    return run.create({ urn: nextUrn, inputs });
};

describe("the job of a killed create that was imported since", () => {
    test.each([
        ["another resource of the stack", nextUrn],
        ["another stack", nextUrn.replace("::", "-of-another-stack::")],
    ])("by %s is not removed where the program describes another job", async (_, urn) => {
        const id = await runs.createAndKill(board);
        await importJob(id, urn);
        await runs.start().create(boardWith(other));
        expect(jobs()).toContain(`${id} RUNNING`);
        expect(runs.warnings.join()).toContain(`"board" (${id})`);
    });

    test("is not named by the run that imports it", async () => {
        const former = await runs.start().create({ ...board, urn: nextUrn, inputs: { ...other } });
        const id = await runs.createAndKill(board);
        const run = runs.start();
        const { inputs } = await run.import(id, boardUrn);
        run.check({}, { urn: boardUrn, inputs: { ...inputs } });
        run.close();
        runs.warnings.length = 0;
        await runs.start().read(former.id, former.state);
        expect(runs.warnings).toEqual([]);
    });

    test("is not resumed for its former resource, which says so", async () => {
        const id = await runs.createAndKill(board);
        await importJob(id, nextUrn.replace("::", "-of-another-stack::"));
        await expect(runs.start().create(board)).rejects.toThrow(`visualizationId: "${id}"`);
        expect(jobs()).toEqual([`${id} RUNNING`]);
    });
});

describe("the job of an interrupted create", () => {
    const interruptions = {
        "was killed": () => runs.createAndKill(board),
        "lost its response": async () => {
            await runs.loseCreate("reset-after");
            return emulator().jobs[0]?.id ?? "";
        },
    };

    test.each(
        Object.entries(interruptions).flatMap(([title, interrupt]) =>
            [boardUrn, nextUrn].map((urn) => [title, urn, interrupt] as const),
        ),
    )("that %s is not made twice where a preview would import it as %s", async (_, urn, interrupt) => {
        const id = await interrupt();
        await previewImport(id, urn);
        expect(runs.warnings.join()).not.toContain("goes on with job");
        const run = runs.start();
        const { inputs } = run.check({}, { urn: boardUrn, inputs: { ...board.inputs, name: undefined } });
        await expect(run.create({ urn: boardUrn, inputs })).rejects.toThrow(`visualizationId: "${id}"`);
        expect(jobs()).toEqual([`${id} RUNNING`]);
    });

    test("is not made twice where another stack only reads it, and is refreshed", async () => {
        const id = await runs.createAndKill(board);
        const urn = nextUrn.replace("::", "-of-another-stack::");
        const { state } = await runs.start().import(id, urn);
        await runs.start().read(id, { ...state, urn });
        expect((await runs.start().create(board)).id).toBe(id);
    });
});

test("a resource gets the job of a killed create while its former resource removes it", async () => {
    const id = await runs.createAndKill(board);
    const run = runs.start();
    let adoption: Promise<unknown> | undefined;
    emulator().onRequest(({ call }) => {
        if (call === "stop") adoption ??= adopt(run, id);
    });
    await run.create(boardWith(other));
    await adoption;
    expect(jobs()).toContain(`${id} RUNNING`);
});

test("a resource that comes too late for the job of a killed create learns which one has removed it", async () => {
    const id = await runs.createAndKill(board);
    const run = runs.start();
    await run.create(boardWith(other));
    await expect(adopt(run, id)).rejects.toThrow(`${boardUrn} had it, and has removed it in this run`);
});
