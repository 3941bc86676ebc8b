import { Reader } from "./reader";

jest.setTimeout(180_000);

test("python-sdk-migration makes every call of the Python SDK, and stops jobs in its three ways", async () => {
    const reader = await Reader.start("python-sdk-migration");
    const { service } = reader.walk;
    try {
        await reader.next();
        const [first = ""] = service.requests.flatMap(({ jobId }) => jobId ?? []);
        expect(reader.acts()).toEqual([
            "create",
            ...["update", "stop", "restart", "stop", "delete"].map((call) => `${call} ${first}`),
        ]);
        const looks = service.requests.map(({ call }) => call);
        expect(looks).toEqual(expect.arrayContaining(["list", "show"]));

        for (const [id, name] of [
            [100, "old-one"],
            [101, "young"],
            [102, "very-old-two"],
            [8000, "by-id"],
        ] as const)
            service.makeJob({ id, name });
        service.clearRequests();
        reader.walk.means("8992", "8000");
        await reader.next();
        await reader.unchanged();
        expect(reader.acts()).toEqual(["create"]);
        const made = service.jobs.find(({ name }) => name === "resnet-board")?.id ?? "";

        await reader.next();
        const stopped = { "old-one": "KILLED", "very-old-two": "KILLED", "by-id": "KILLED" };
        expect(reader.jobs()).toEqual({ ...stopped, "resnet-board": "KILLED", young: "RUNNING" });
        await reader.unchanged();
        await reader.next();
        expect(reader.jobs()).toEqual({ ...stopped, young: "RUNNING" });
        const acts = ["stop 100", "stop 102", "stop 8000", `stop ${made}`, "create", `delete ${made}`];
        expect(reader.acts().sort()).toEqual(acts.sort());
        reader.expectEnd();
    } finally {
        await reader.close();
    }
});
