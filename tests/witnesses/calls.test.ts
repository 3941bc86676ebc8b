import { useEmulator } from "../support/emulatedClient";
import { clients, type Invocation, jobRequests, runClient, testWitness } from "./clients";

/** The behaviour of one client in one call. */
interface Cell {
    /** The fields that the client has read from the response; undefined where it prints nothing. */
    readonly result?: unknown;
    /** A bug of the client, which the other members of the cell show. */
    readonly knownBug?: string;
    readonly exitCode?: number;
    readonly body?: unknown;
    /** Whether the client sends a request; by default it does. */
    readonly sendsRequest?: boolean;
    /** The job after the call; by default that of the call. */
    readonly job?: object;
}

interface Call {
    readonly invocation: Invocation;
    /** The status of the job 8992 before the call; undefined where there is no job. */
    readonly status?: number;
    /** The method, the path below the jobs of the project, and the sorted query. */
    readonly request: string;
    readonly body?: unknown;
    /** The job after the call; undefined where there is none. */
    readonly job?: object;
    readonly cells: Readonly<Record<"vendor" | "otcSdk" | "otcCli", Cell>>;
}

const board = { job_name: "board", job_desc: "état 作业", train_url: "/bucket/logs/" };
const schedule = { type: "stop", time_unit: "HOURS", duration: 4 };
const success = { is_success: true };
const job = { name: "board", description: "état 作业", trainUrl: "/bucket/logs/" };
const runningBoard = { job_id: 8992, status: 8, ...board };

const calls: Readonly<Record<string, Call>> = {
    create: {
        invocation: {
            vendor: ["POST", "", {}, { ...board, schedule: [schedule] }],
            otcSdk: ["create_visualization_job", [], { ...board, schedule: [schedule] }],
            otcCli: [
                ...["create", board.job_name, "--description", board.job_desc],
                ...["--train-url", board.train_url, "--auto-stop-duration", "4"],
            ],
        },
        request: "POST ",
        body: { ...board, schedule: [schedule] },
        job: { ...job, hours: 4, statusName: "INIT" },
        cells: {
            vendor: { result: { job_id: 8992, job_name: "board", status: 1, ...success } },
            otcSdk: { result: { job_id: 8992, job_name: "board", status: 1, ...success } },
            otcCli: {
                knownBug: "sends the schedule as an object",
                body: { ...board, schedule },
                result: { job_id: 8992, job_name: "board", status: 1, ...success },
            },
        },
    },
    list: {
        invocation: {
            vendor: ["GET", "", { search_content: "oa", order: "asc", status: 8, per_page: 5, page: 1 }],
            otcSdk: [
                "visualization_jobs",
                [],
                { search_content: "oa", order: "asc", status: 8, limit: 5, offset: 1 },
            ],
            otcCli: [
                ...["list", "--search-content", "oa", "--order", "asc", "--status", "8"],
                ...["--limit", "5", "--offset", "1"],
            ],
        },
        status: 8,
        request: "GET ?order=asc&page=1&per_page=5&search_content=oa&status=8",
        job: { ...job, statusName: "RUNNING" },
        cells: {
            vendor: { result: { jobs: [runningBoard], job_total_count: 1 } },
            otcSdk: { result: [runningBoard] },
            otcCli: { result: [{ "Job Id": 8992, "Job Name": "board" }] },
        },
    },
    show: {
        invocation: {
            vendor: ["GET", "/8992"],
            otcSdk: ["get_visualization_job", ["8992"]],
            otcCli: ["show", "8992"],
        },
        status: 8,
        request: "GET /8992",
        job: { ...job, statusName: "RUNNING" },
        cells: {
            vendor: { result: runningBoard },
            otcSdk: { result: runningBoard },
            otcCli: { result: runningBoard },
        },
    },
    update: {
        invocation: {
            vendor: ["PUT", "/8992", {}, { job_desc: "новое" }],
            otcSdk: ["update_visualization_job", ["8992", "новое"]],
            otcCli: ["update", "8992", "--description", "новое"],
        },
        status: 8,
        request: "PUT /8992",
        body: { job_desc: "новое" },
        job: { ...job, description: "новое", statusName: "RUNNING" },
        cells: { vendor: { result: success }, otcSdk: { result: success }, otcCli: { result: success } },
    },
    "update with an empty description": {
        invocation: {
            vendor: ["PUT", "/8992", {}, { job_desc: "" }],
            otcSdk: ["update_visualization_job", ["8992", ""]],
            otcCli: ["update", "8992", "--description", ""],
        },
        status: 8,
        request: "PUT /8992",
        body: { job_desc: "" },
        job: { ...job, description: "", statusName: "RUNNING" },
        cells: { vendor: { result: success }, otcSdk: { result: success }, otcCli: { result: success } },
    },
    stop: {
        invocation: {
            vendor: ["POST", "/8992/stop"],
            otcSdk: ["stop_visualization_job", ["8992"]],
            otcCli: ["stop", "8992"],
        },
        status: 8,
        request: "POST /8992/stop",
        job: { ...job, statusName: "KILLING" },
        cells: {
            vendor: { result: success },
            otcSdk: { knownBug: "returns nothing", result: null },
            otcCli: { knownBug: "fails after the job is stopped", exitCode: 1 },
        },
    },
    restart: {
        invocation: {
            vendor: ["POST", "/8992/restart"],
            otcSdk: ["restart_visualization_job", ["8992"]],
            otcCli: ["restart", "8992"],
        },
        status: 12,
        request: "POST /8992/restart",
        job: { ...job, statusName: "INIT" },
        cells: {
            vendor: { result: success },
            otcSdk: { knownBug: "returns nothing", result: null },
            otcCli: {
                knownBug: "sends nothing, since it takes the client of another service",
                exitCode: 1,
                sendsRequest: false,
                job: { ...job, statusName: "KILLED" },
            },
        },
    },
    delete: {
        invocation: {
            vendor: ["DELETE", "/8992"],
            otcSdk: ["delete_visualization_job", ["8992"]],
            otcCli: ["delete", "8992"],
        },
        status: 12,
        request: "DELETE /8992",
        cells: {
            vendor: { result: success },
            otcSdk: { knownBug: "does not read the response", result: { is_success: null } },
            otcCli: {},
        },
    },
};

const emulator = useEmulator({ boot: 60, stop: 60, deleteAtOnce: true });

const rows = Object.entries(calls).flatMap(([call, { cells, ...rest }]) =>
    clients.map((client) => {
        const cell = cells[client === "otcSdk" || client === "otcCli" ? client : "vendor"];
        return { call, client, ...rest, ...cell, bug: cell.knownBug ? `, known bug: ${cell.knownBug}` : "" };
    }),
);

testWitness.each(rows)(
    "$call by $client$bug",
    async ({
        client,
        invocation,
        status,
        request,
        body,
        exitCode = 0,
        result,
        sendsRequest = true,
        job: expected,
    }) => {
        const service = emulator();
        service.setOptions({
            edition: client.startsWith("otc") ? "otc-2025" : "huawei-2025",
            firstId: "8992",
        });
        if (status !== undefined) service.makeJob({ id: 8992, ...job, status });

        const outcome = await runClient(client, invocation, service);

        expect(outcome).toMatchObject({ exitCode, ...(result === undefined ? {} : { result }) });
        expect(jobRequests(service)).toEqual(sendsRequest ? [{ request, status: 200, body }] : []);
        expect(service.jobs).toEqual(expected ? [expect.objectContaining(expected)] : []);
    },
    90_000,
);
