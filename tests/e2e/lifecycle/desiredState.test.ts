import type { Emulator, RecordedRequest } from "../../../emulator/src";
import { ok } from "../../../tools/engine/project";
import type { ResourceState } from "../../../tools/engine/stackExport";
import { providers } from "../../../tools/engine/providers";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import { writeCalls, jobsByName, programOf } from "../../support/programs";

/** A change of status by the service: before the response to the poll of this number, or to the next stop. */
type ExternalChange = readonly [when: number | "stop", status: number];

function scheduleExternalChanges(
    service: Emulator,
    events: Readonly<Record<string, readonly ExternalChange[]>>,
): void {
    const pollCounts = new Map<string, number>();
    service.onRequest(({ call, jobId }: RecordedRequest) => {
        for (const id of call === "list" ? Object.keys(events) : [jobId ?? ""]) {
            const pollCount = (pollCounts.get(id) ?? 0) + (call === "list" || call === "show" ? 1 : 0);
            pollCounts.set(id, pollCount);
            for (const [when, status] of events[id] ?? []) {
                if (when === call || (when === pollCount && call !== "stop")) service.moveJob(id, status);
            }
        }
    });
}

interface Row {
    /** The name of the resource. */
    readonly name: string;
    readonly state: "running" | "stopped" | undefined;
    /** The status of an existing job; without it the job is new. `happens` changes it by itself. */
    readonly status?: number;
    readonly happens?: readonly ExternalChange[];
    readonly calls: readonly string[];
    readonly ends: string;
    readonly why: string;
}

const toStop = (name: string, status: number, calls: string[], ends: string, why: string): Row => ({
    name,
    state: "stopped",
    status,
    calls,
    ends,
    why,
});
const toRun = (name: string, status: number, calls: string[], why: string): Row => ({
    ...toStop(name, status, calls, "RUNNING", why),
    state: "running",
});

const rows: readonly Row[] = [
    toStop("running", 8, ["stop"], "KILLED", "one stop"),
    toStop("startingTaken", 7, ["stop"], "KILLED", "the service accepts a stop while the job starts"),
    {
        ...toStop(
            "startingRefused",
            7,
            ["stop", "stop"],
            "KILLED",
            "a stop is rejected while it starts, and sent again once it runs",
        ),
        happens: [[3, 8]],
    },
    { ...toStop("stopping", 9, [], "CANCELED", "it is stopping already"), happens: [[2, 13]] },
    toStop("completed", 10, [], "COMPLETED", "it has stopped"),
    toStop("killed", 12, [], "KILLED", "it has stopped"),
    toStop("canceled", 13, [], "CANCELED", "it has stopped"),
    {
        ...toStop(
            "autoStopped",
            8,
            ["stop"],
            "COMPLETED",
            "the automatic stop came first, so that a rejected stop is success",
        ),
        happens: [["stop", 10]],
    },
    toStop("failed", 11, [], "FAILED", "a failed job is not billed"),
    { ...toStop("unlisted", 99, [], "KILLED", "an unknown status is waited for"), happens: [[2, 12]] },
    toRun("up", 8, [], "it runs already"),
    toRun("restartKilled", 12, ["restart"], "a stopped job is restarted"),
    toRun("restartCanceled", 13, ["restart"], "a job that the console stopped is restarted"),
    toRun("restartFailed", 11, ["restart"], "a failed job is restarted once"),
    { ...toRun("wasStopping", 9, ["restart"], "it is restarted after it has stopped"), happens: [[2, 12]] },
    { ...toRun("onItsWay", 7, [], "it is starting already"), happens: [[2, 8]] },
    { ...toRun("unknown", 0, [], "an unknown status is waited for"), happens: [[2, 8]] },
    { name: "leftRunning", state: undefined, status: 8, calls: [], ends: "RUNNING", why: "not touched" },
    { name: "leftStopped", state: undefined, status: 12, calls: [], ends: "KILLED", why: "not touched" },
    { name: "leftFailed", state: undefined, status: 11, calls: [], ends: "FAILED", why: "not touched" },
    {
        name: "newStopped",
        state: "stopped",
        calls: ["stop"],
        ends: "KILLED",
        why: "a new job starts first",
    },
    { name: "newRunning", state: "running", calls: [], ends: "RUNNING", why: "a new job starts by itself" },
    { name: "newLeft", state: undefined, calls: [], ends: "RUNNING", why: "a new job starts by itself" },
];
const idOf = (row: Row): string => String(100 + rows.indexOf(row));
const news = rows.filter(({ status }) => status === undefined);

/* All rows share one run. */
describe.each(providers)("a job with the desired state (by the $name)", (provider) => {
    let environment: TestEnvironment;
    let jobs: Record<string, ResourceState>;
    beforeAll(async () => {
        const argsOf = (row: Row): string => {
            const state = row.state === undefined ? "" : `, state: "${row.state}"`;
            const isNew = row.status === undefined;
            return `{ ${isNew ? `trainUrl: "/bucket/logs/"` : `visualizationId: "${idOf(row)}"`}${state} }`;
        };
        environment = await startTestEnvironment({
            provider,
            program: programOf(Object.fromEntries(rows.map((row) => [row.name, argsOf(row)]))),
            service: { stopAccepts: ["running", "starting"] },
        });
        const { service, stack } = environment;
        for (const row of rows) {
            if (row.status !== undefined) service.makeJob({ id: idOf(row), status: row.status });
        }
        const startingRow = rows.find(({ name }) => name === "startingRefused");
        service.injectFault({
            match: { call: "stop", ...(startingRow && { jobId: idOf(startingRow) }) },
            response: {
                status: 400,
                body: {
                    is_success: false,
                    error_code: "ModelArts.0105",
                    error_message: "This job can't be stop. job status: 7",
                },
            },
        });
        scheduleExternalChanges(
            service,
            Object.fromEntries(rows.map((row) => [idOf(row), row.happens ?? []])),
        );
        ok(await stack.up());
        jobs = await jobsByName(stack);
    }, 180_000);
    afterAll(() => environment.close());

    it.each(rows)("$state: $name ends as $ends after $calls, since $why", (row) => {
        const { service } = environment;
        const { id = "", outputs } = jobs[row.name] ?? {};
        if (row.status !== undefined) expect(id).toBe(idOf(row));
        expect(writeCalls(service, id)).toEqual(row.calls);
        expect(service.job(id)).toMatchObject({ statusName: row.ends });
        expect(outputs).toMatchObject({ visualizationId: id, status: row.ends });
    });

    it("is created once, and only where it is new", () => {
        expect(writeCalls(environment.service).filter((call) => call === "create")).toHaveLength(news.length);
    });

    it("has no change in the next run", async () => {
        environment.service.clearRequests();
        ok(await environment.stack.up("--refresh", "--expect-no-changes"));
        expect(writeCalls(environment.service)).toEqual([]);
    }, 120_000);
});
