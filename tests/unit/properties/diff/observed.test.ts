import { diff } from "../../../../provider/src/properties/diff";
import { validInputs, folder } from "../../../support/inputs";
import { sampleJob, stateOf } from "../../../support/jobs";

type Args = Readonly<Record<string, unknown>>;

const newJobArgs: Args = { trainUrl: folder, name: "board-1" };
const adopted: Args = { visualizationId: "8992" };

/** Whether a run with the same program has anything to do about what a refresh found. */
const due = (args: Args, job: ReturnType<typeof sampleJob>) => {
    const { changes, replaces } = diff(stateOf(args, job), validInputs(args));
    expect(replaces).toEqual([]);
    return changes;
};

/** One status of each kind. */
const kinds = { running: 8, starting: 7, stopping: 9, stopped: 13, failed: 11, unknown: 99 };
type Kind = keyof typeof kinds;

const rows: readonly (readonly [
    state: string | undefined,
    skipAwait: boolean,
    fine: readonly Kind[],
    why: string,
])[] = [
    ["running", false, ["running"], "everything else is not what was asked for"],
    ["running", true, ["running", "starting"], "nobody waits for the end of the start"],
    ["stopped", false, ["stopped", "failed"], "a failed job is not billed"],
    ["stopped", true, ["stopped", "failed", "stopping"], "nobody waits for the end of the stop"],
    [undefined, false, Object.keys(kinds) as Kind[], "nobody touches the run state"],
    [undefined, true, Object.keys(kinds) as Kind[], "nobody touches the run state"],
];
const cases = rows.flatMap(([state, skipAwait, fine, why]) =>
    (Object.keys(kinds) as Kind[]).map((kind) => ({
        state,
        skipAwait,
        kind,
        due: !fine.includes(kind),
        why,
    })),
);

describe("what a refresh found of the run state", () => {
    test.each(cases)(
        "asked for $state (skipAwait $skipAwait), found $kind: an update is due? $due: $why",
        ({ state, skipAwait, kind, due: expected }) => {
            for (const job of [newJobArgs, adopted])
                expect(due({ ...job, state, skipAwait }, sampleJob(kinds[kind]))).toBe(expected);
        },
    );
});

describe("what a refresh found of the description", () => {
    test.each<[string, Args, string | undefined, boolean, string]>([
        ["made here", { ...newJobArgs, description: "text" }, "edited", true, "it is put back"],
        ["made here", { ...newJobArgs, description: "text" }, "text", false, "it is as asked"],
        ["made here", { ...newJobArgs, description: "text" }, "", true, "it is put back"],
        ["made here", { ...newJobArgs, description: "" }, "", false, "it is as asked"],
        ["made here", newJobArgs, "", false, "left out means empty"],
        ["made here", newJobArgs, "edited", true, "left out means empty"],
        ["taken over", adopted, "edited", false, "it keeps its own"],
        ["taken over", { ...adopted, description: "text" }, "edited", true, "it is put back"],
        ["taken over", { ...adopted, description: "" }, "edited", true, "it is put back"],
    ])("of a job %s, with %j, found %j: an update is due? %s: %s", (_, args, description, expected) => {
        expect(due(args, sampleJob(8, { ...(description === undefined ? {} : { description }) }))).toBe(
            expected,
        );
    });
});

describe("a new job that has not come up yet", () => {
    const unstarted = (job: ReturnType<typeof sampleJob>) => ({
        ...stateOf(newJobArgs, job),
        __starting: true,
    });

    test("is due for its start, though the program asks for no run state", () => {
        expect(diff(unstarted(sampleJob(11)), validInputs(newJobArgs))).toMatchObject({
            changes: true,
            replaces: [],
        });
    });
});

test("what grows by itself never makes an update due", () => {
    for (const runningSeconds of [0, 1e6])
        expect(due(newJobArgs, sampleJob(8, { runningSeconds }))).toBe(false);
});
