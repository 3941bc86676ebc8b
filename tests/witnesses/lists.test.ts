import { useEmulator } from "../support/emulatedClient";
import { type Client, type Invocation, jobRequests, runClient, testWitness } from "./clients";

const emulator = useEmulator();

interface Row {
    readonly what: string;
    readonly invocation: Invocation;
    readonly request: string;
    /** The job IDs that the client reads; undefined where the service may refuse the query. */
    readonly ids?: readonly number[];
    readonly clients: readonly Client[];
    readonly knownBug?: string;
}

const firstTen = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const otc = ["otcSdk", "otcCli"] as const;
const list = (vendor: object, otcSdk: object, ...otcCli: string[]): Invocation => ({
    vendor: ["GET", "", vendor],
    otcSdk: ["visualization_jobs", [], otcSdk],
    otcCli: ["list", ...otcCli],
});
const secondPage = list(
    { page: 2, per_page: 5, order: "desc" },
    { offset: 2, limit: 5, order: "desc" },
    ...["--offset", "2", "--limit", "5", "--order", "desc"],
);
const byName = list({ sortBy: "job_name" }, { sort_by: "job_name" }, "--sort-by", "job_name");
const ofWorkspace = list({ workspace_id: "w" }, { workspace_id: "w" }, "--workspace-id", "w");
const blank = list({ search_content: "a b" }, { search_content: "a b" }, "--search-content", "a b");

const rows: readonly Row[] = [
    {
        what: "the second page",
        invocation: secondPage,
        request: "GET ?order=desc&page=2&per_page=5",
        ids: [7, 6, 5, 4, 3],
        clients: ["vendor", ...otc],
    },
    {
        what: "all jobs",
        invocation: list({}, {}),
        request: "GET ",
        ids: firstTen,
        clients: otc,
        knownBug: "reads the first page only",
    },
    {
        what: "a search for a blank",
        invocation: blank,
        request: "GET ?search_content=a%20b",
        ids: [],
        clients: ["vendor"],
    },
    {
        what: "a search for a blank",
        invocation: blank,
        request: "GET ?search_content=a+b",
        ids: [],
        clients: otc,
        knownBug: "sends a blank as a plus sign",
    },
    {
        what: "the jobs by name",
        invocation: byName,
        request: "GET ?sortBy=job_name",
        ids: [1, 10, 11, 12, 2, 3, 4, 5, 6, 7],
        clients: ["vendor"],
    },
    {
        what: "the jobs by name",
        invocation: byName,
        request: "GET ?sort_by=job_name",
        clients: otc,
        knownBug: "sends another name than sortBy",
    },
    {
        what: "the jobs of a workspace",
        invocation: ofWorkspace,
        request: "GET ?workspace_id=w",
        ids: [],
        clients: ["vendor"],
    },
    {
        what: "the jobs of a workspace",
        invocation: ofWorkspace,
        request: "GET ",
        ids: firstTen,
        clients: otc,
        knownBug: "drops workspace_id",
    },
];

/** Returns the job IDs in what a client has read from a list. */
function idsOf(result: unknown): unknown[] {
    const jobs = (result as { jobs?: unknown } | undefined)?.jobs ?? result;
    return (jobs as Record<string, unknown>[]).map((job) => job.job_id ?? job["Job Id"]);
}

testWitness.each(
    rows.flatMap(({ clients, knownBug, ...row }) =>
        clients.map((client) => ({ client, bug: knownBug ? `, known bug: ${knownBug}` : "", ...row })),
    ),
)(
    "list of $what by $client$bug",
    async ({ client, invocation, request, ids }) => {
        const service = emulator();
        service.setOptions({ workspaces: ["0", "w"] });
        for (let id = 1; id <= 12; id++) service.makeJob({ id });

        const { result, ...outcome } = await runClient(client, invocation, service);

        expect(jobRequests(service).map((one) => one.request)).toEqual([request]);
        if (ids) expect({ ...outcome, ids: idsOf(result) }).toEqual({ exitCode: 0, stderr: "", ids });
    },
    90_000,
);
