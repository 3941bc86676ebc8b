import { Reader } from "./reader";

jest.setTimeout(180_000);

test("python-sdk-migration makes every call of the Python SDK, and stops jobs in its three ways", async () => {
    const reader = await Reader.start("python-sdk-migration");
    const { service } = reader.runner;
    try {
        await reader.runNextBlock();
        const [first = ""] = service.requests.flatMap(({ jobId }) => jobId ?? []);
        expect(reader.actions()).toEqual([
            "create",
            ...["update", "stop", "restart", "stop", "delete"].map((call) => `${call} ${first}`),
        ]);
        const calls = service.requests.map(({ call }) => call);
        expect(calls).toEqual(expect.arrayContaining(["list", "show"]));

        for (const [id, name] of [
            [100, "old-one"],
            [101, "young"],
            [102, "very-old-two"],
            [8000, "by-id"],
        ] as const)
            service.makeJob({ id, name });
        service.clearRequests();
        reader.runner.replace("8992", "8000");
        await reader.runNextBlock();
        await reader.expectUnchanged();
        expect(reader.actions()).toEqual(["create"]);
        const createdId = service.jobs.find(({ name }) => name === "resnet-board")?.id ?? "";

        await reader.runNextBlock();
        const stoppedJobs = { "old-one": "KILLED", "very-old-two": "KILLED", "by-id": "KILLED" };
        expect(reader.jobs()).toEqual({ ...stoppedJobs, "resnet-board": "KILLED", young: "RUNNING" });
        await reader.expectUnchanged();
        await reader.runNextBlock();
        expect(reader.jobs()).toEqual({ ...stoppedJobs, young: "RUNNING" });
        const actions = [
            "stop 100",
            "stop 102",
            "stop 8000",
            `stop ${createdId}`,
            "create",
            `delete ${createdId}`,
        ];
        expect(reader.actions().sort()).toEqual(actions.sort());
        await reader.expectEnd("young");
    } finally {
        await reader.close();
    }
});
