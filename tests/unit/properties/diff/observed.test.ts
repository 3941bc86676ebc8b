import { diff } from "../../../../provider/src/properties/diff";
import { folder, validResource } from "../../../support/inputs";
import { resourceState, sampleJob } from "../../../support/jobs";

type Args = Readonly<Record<string, unknown>>;

const newJobArgs: Args = { trainUrl: folder, name: "board-1" };
const adoptedArgs: Args = { visualizationId: "8992" };

/** Tells whether an unchanged program has changes after a refresh has observed this job. */
const hasChanges = (args: Args, job: ReturnType<typeof sampleJob>) => {
    const { changes, replaces } = diff(resourceState(args, job), validResource(args));
    expect(replaces).toEqual([]);
    return changes;
};

/** One status of each state. */
const statusCodes = { running: 8, starting: 7, stopping: 9, stopped: 13, failed: 11, unknown: 99 };
type ObservedState = keyof typeof statusCodes;

const rows: readonly (readonly [
    state: string | undefined,
    skipAwait: boolean,
    acceptedStates: readonly ObservedState[],
    why: string,
])[] = [
    ["running", false, ["running"], "only a running job is as desired"],
    ["running", true, ["running", "starting"], "skipAwait does not wait for the start"],
    ["stopped", false, ["stopped", "failed"], "a failed job is not billed"],
    ["stopped", true, ["stopped", "failed", "stopping"], "skipAwait does not wait for the stop"],
    [undefined, false, Object.keys(statusCodes) as ObservedState[], "the run state is left alone"],
    [undefined, true, Object.keys(statusCodes) as ObservedState[], "the run state is left alone"],
];
const cases = rows.flatMap(([state, skipAwait, acceptedStates, why]) =>
    (Object.keys(statusCodes) as ObservedState[]).map((observed) => ({
        state,
        skipAwait,
        observed,
        expected: !acceptedStates.includes(observed),
        why,
    })),
);

describe("diff after a refresh of the run state", () => {
    test.each(cases)(
        "desired $state (skipAwait $skipAwait), observed $observed: changes $expected, since $why",
        ({ state, skipAwait, observed, expected }) => {
            for (const job of [newJobArgs, adoptedArgs])
                expect(hasChanges({ ...job, state, skipAwait }, sampleJob(statusCodes[observed]))).toBe(
                    expected,
                );
        },
    );
});

describe("diff after a refresh of the description", () => {
    test.each<[string, Args, string | undefined, boolean, string]>([
        ["created", { ...newJobArgs, description: "text" }, "edited", true, "it is restored"],
        ["created", { ...newJobArgs, description: "text" }, "text", false, "it is as desired"],
        ["created", { ...newJobArgs, description: "text" }, "", true, "it is restored"],
        ["created", { ...newJobArgs, description: "" }, "", false, "it is as desired"],
        ["created", newJobArgs, "", false, "left out means empty"],
        ["created", newJobArgs, "edited", true, "left out means empty"],
        ["adopted", adoptedArgs, "edited", false, "an adopted job keeps its own"],
        ["adopted", { ...adoptedArgs, description: "text" }, "edited", true, "it is restored"],
        ["adopted", { ...adoptedArgs, description: "" }, "edited", true, "it is restored"],
    ])("%s job, arguments %j, observed %j: changes %s, since %s", (_, args, description, expected) => {
        expect(
            hasChanges(args, sampleJob(8, { ...(description === undefined ? {} : { description }) })),
        ).toBe(expected);
    });
});

describe("diff of a new job whose start is pending", () => {
    const withUnfinishedStart = (job: ReturnType<typeof sampleJob>) => ({
        ...resourceState(newJobArgs, job),
        isStartPending: true,
    });

    test.each<[ObservedState, boolean, boolean]>([
        ["starting", true, false],
        ["starting", false, true],
        ["failed", true, true],
        ["unknown", true, true],
    ])("observed %s (skipAwait %j): changes %j", (observed, skipAwait, expected) => {
        const args = { ...newJobArgs, skipAwait };
        const prior = { ...resourceState(args, sampleJob(statusCodes[observed])), isStartPending: true };
        expect(diff(prior, validResource(args)).changes).toBe(expected);
    });

    test("has changes although the program desires no state", () => {
        expect(diff(withUnfinishedStart(sampleJob(11)), validResource(newJobArgs))).toMatchObject({
            changes: true,
            replaces: [],
        });
    });
});

test("ignores the running time", () => {
    for (const runningSeconds of [0, 1e6])
        expect(hasChanges(newJobArgs, sampleJob(8, { runningSeconds }))).toBe(false);
});
