import { ok } from "../../../tools/engine/project";
import { providers } from "../../../tools/engine/providers";
import { describeService, describeState, jobsByName, programOf } from "../../support/programs";
import { urnOf } from "../../support/urns";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";

describe.each(providers)("a forced replacement right after the first up (by the $name)", (provider) => {
    let environment: TestEnvironment;
    afterEach(() => environment.close());

    it("gives each of several resources a job that runs, and lets an adopted job go on", async () => {
        environment = await startTestEnvironment({
            provider,
            program: programOf({
                one: `{ trainUrl: "/bucket/one/" }`,
                two: `{ trainUrl: "/bucket/two/", state: "running" }`,
                stopOnly: `{ trainUrl: "/bucket/stopOnly/", deletionPolicy: "stop" }`,
                adopted: `{ visualizationId: "500", state: "running" }`,
                tainted: `{ visualizationId: "501" }`,
            }),
        });
        const { service, stack } = environment;
        for (const id of [500, 501]) service.makeJob({ id });
        ok(await stack.up());
        const before = await jobsByName(stack);
        service.clearRequests();

        ok(await stack.pulumi(["state", "taint", urnOf("tainted", provider), "--yes"]));
        const names = ["one", "two", "stopOnly", "adopted"];
        ok(await stack.up(...names.flatMap((name) => ["--replace", urnOf(name, provider)])));

        const after = await jobsByName(stack);
        const newIds = ["one", "two", "stopOnly"].map((name) => after[name]?.id ?? "");
        for (const name of ["one", "two", "stopOnly"]) expect(after[name]?.id).not.toBe(before[name]?.id);
        expect(await describeState(stack)).toEqual([
            "adopted: 500 running",
            `one: ${after.one?.id} running`,
            `stopOnly: ${after.stopOnly?.id} running`,
            "tainted: 501 running",
            `two: ${after.two?.id} running`,
        ]);
        const running = ["500", "501", ...newIds].map((id) => `${id} RUNNING`);
        expect(describeService(service)).toEqual([...running, `${before.stopOnly?.id} KILLED`].sort());
        const changedIds = service.requests
            .filter(({ method }) => method !== "GET")
            .map(({ jobId }) => jobId);
        expect(changedIds).not.toContain("500");
        expect(changedIds).not.toContain("501");
        ok(await stack.up("--refresh", "--expect-no-changes"));
    }, 180_000);
});
