import type { JobQuery } from "../../../provider/src/modelarts/job";
import { editions, type StartOptions } from "../../../emulator/src";
import { collect, connectToEmulator, onlyRequest, useEmulator } from "../../support/emulatedClient";
import { rejectionOf } from "../../support/errors";
import { mixedEdition } from "../../support/mixedEdition";
import { callsOnOneJob } from "../../support/apiCalls";

/** A list query with every parameter. */
const queryWithAllParameters: Required<JobQuery> = {
    status: "RUNNING",
    nameContains: "a b+c&d=é",
    workspaceId: "w1",
    sortBy: "createdAt",
    order: "desc",
};

const emulator = useEmulator({ workspaces: ["0", "w1"] });
const prefix = () => `/v1/${emulator().info.projectId}/visualization-jobs`;

describe.each<[string, StartOptions]>([
    ...Object.keys(editions).map((edition): [string, object] => [edition, { edition }]),
    ["with a mixture of forms", mixedEdition],
])("the edition %s", (_, options) => {
    beforeEach(() => {
        emulator().setOptions({ ...options });
    });
    const jobs = () => connectToEmulator(emulator()).jobs;

    test("create sends every parameter and returns the new job", async () => {
        const job = await jobs().create({
            name: "board",
            trainUrl: "/bucket/logs/",
            description: "état",
            jobType: "mindinsight",
            flavor: "f.1",
            autoStopHours: 4,
        });
        expect(job).toMatchObject({
            id: "8992",
            name: "board",
            status: { code: 1, name: "INIT", state: "starting" },
        });
        expect(JSON.parse(onlyRequest(emulator()).body)).toStrictEqual({
            job_name: "board",
            train_url: "/bucket/logs/",
            job_desc: "état",
            job_type: "mindinsight",
            flavor: { code: "f.1" },
            schedule: [{ type: "stop", time_unit: "HOURS", duration: 4 }],
        });
        const isOld = emulator().options.newFields === "ignored";
        expect(emulator().job(job.id)).toMatchObject({
            name: "board",
            trainUrl: "/bucket/logs/",
            description: "état",
            ...(isOld ? {} : { type: "mindinsight", flavor: "f.1", hours: 4 }),
        });
        expect(onlyRequest(emulator())).toMatchObject({ method: "POST", path: prefix() });
    });

    test("create sends nothing but name and folder when the rest is left out", async () => {
        const { id } = await jobs().create({ name: "board", trainUrl: "/bucket/logs/" });
        const body: unknown = JSON.parse(onlyRequest(emulator()).body);
        expect(body).toStrictEqual({ job_name: "board", train_url: "/bucket/logs/" });
        expect(emulator().job(id)).toMatchObject({
            description: "",
            type: "tensorboard",
            flavor: null,
            hours: null,
        });
    });

    test("get returns the job", async () => {
        const { id } = emulator().makeJob({
            name: "board",
            description: "text",
            trainUrl: "/bucket/logs/",
            createdAt: Date.UTC(2024, 0, 31),
            status: 12,
            duration: 90_000,
        });
        expect(await jobs().get(id)).toMatchObject({
            id,
            name: "board",
            description: "text",
            trainUrl: "/bucket/logs/",
            createdAt: "2024-01-31T00:00:00.000Z",
            runningSeconds: 90,
            status: { code: 12, name: "KILLED", state: "stopped" },
        });
        expect(onlyRequest(emulator())).toMatchObject({ method: "GET", path: `${prefix()}/${id}` });
    });

    test("get returns an empty description", async () => {
        const { id } = emulator().makeJob();
        expect((await jobs().get(id)).description).toBe("");
    });

    test("update sets the description, also to an empty one", async () => {
        const { id } = emulator().makeJob({ description: "before" });
        for (const description of ["after", "0", ""]) {
            emulator().clearRequests();
            await jobs().update(id, { description });
            expect(onlyRequest(emulator())).toMatchObject({ method: "PUT", path: `${prefix()}/${id}` });
            expect(emulator().job(id)?.description).toBe(description);
        }
    });

    test("stop, restart and delete send one request each and do not wait", async () => {
        const { id } = emulator().makeJob();
        await jobs().stop(id);
        expect(emulator().job(id)?.statusName).toBe("KILLING");
        emulator().moveJob(id, 12);
        await jobs().restart(id);
        expect(emulator().job(id)?.statusName).toBe("INIT");
        emulator().moveJob(id, 12);
        await jobs().delete(id);
        expect(emulator().job(id)?.upcoming).toEqual(["deleted"]);
        expect(emulator().requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
            `POST ${prefix()}/${id}/stop`,
            `POST ${prefix()}/${id}/restart`,
            `DELETE ${prefix()}/${id}`,
        ]);
    });

    test("a job that does not exist is not found by any call on it", async () => {
        for (const { run } of callsOnOneJob)
            expect(await rejectionOf(run(jobs(), "999"))).toMatchObject({ kind: "not-found" });
    });

    test("list returns the matching jobs in the requested order", async () => {
        emulator().makeJob({ name: "a b+c&d=é-1", workspaceId: "w1", createdAt: 1000 });
        emulator().makeJob({ name: "a b+c&d=é-2", workspaceId: "w1", createdAt: 2000 });
        emulator().makeJob({ name: "a b+c&d=é-3", workspaceId: "w1", status: 12 });
        emulator().makeJob({ name: "a b+c&d=é-4" });
        emulator().makeJob({ name: "a b c d", workspaceId: "w1" });
        const result = await collect(jobs().list(queryWithAllParameters));
        expect(result.map(({ name }) => name)).toEqual(["a b+c&d=é-2", "a b+c&d=é-1"]);
    });

    test("list sends every parameter", async () => {
        await collect(jobs().list(queryWithAllParameters));
        const { path } = onlyRequest(emulator());
        expect(path).not.toMatch(/[+ ]/);
        expect(Object.fromEntries(new URL(path, "http://x").searchParams)).toEqual({
            status: "8",
            per_page: "100",
            page: "1",
            sortBy: "create_time",
            order: "desc",
            search_content: "a b+c&d=é",
            workspace_id: "w1",
        });
    });

    test.each([
        ["id", "job_id"],
        ["name", "job_name"],
        ["description", "job_desc"],
        ["createdAt", "create_time"],
        ["status", "status"],
    ] as const)("list sorts by %s", async (sortBy, wire) => {
        await collect(jobs().list({ sortBy }));
        expect(onlyRequest(emulator()).path).toContain(`sortBy=${wire}&`);
    });

    test("list sends the sort field and the order when they are left out, since the defaults of the editions differ", async () => {
        const ids = [emulator().makeJob(), emulator().makeJob(), emulator().makeJob()].map(({ id }) => id);
        expect((await collect(jobs().list())).map(({ id }) => id)).toEqual(ids);
        const { searchParams } = new URL(onlyRequest(emulator()).path, "http://x");
        expect([...searchParams.keys()].sort()).toEqual(["order", "page", "per_page", "sortBy"]);
    });
});
