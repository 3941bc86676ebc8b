import { ResourceInitFailedError } from "../../../provider/src/lifecycle/errors";
import { here } from "../../support/emulatedClient";
import { check, checkAndDiff, useEngineRuns } from "../../support/engineRuns";

const { emulator, runs, service } = useEngineRuns();
const logs = { trainUrl: "/bucket/logs/" };
const other = { trainUrl: "/bucket/other/" };

describe("a job that passes from one resource to another in one run", () => {
    test("goes on where a resource is replaced by itself", async () => {
        emulator().makeJob({ id: 500 });
        const x = await runs().createExisting("x", { visualizationId: "500" });
        const run = runs().start();
        const next = check(run, "x", { visualizationId: "500" });
        emulator().clearRequests();
        await run.delete(x.id, x.state);
        expect((await run.create(next)).id).toBe("500");
        expect(emulator().requests.filter(({ method }) => method !== "GET")).toEqual([]);
    });

    test("is in the state of the next owner, although that one cannot reach it", async () => {
        emulator().makeJob({ id: 500 });
        const x = await runs().createExisting("x", { visualizationId: "500" });
        const run = runs().start();
        const next = check(run, "x", { visualizationId: "500" });
        await run.delete(x.id, x.state);
        emulator().injectFault({ match: { call: "show" }, kind: "html", status: 404 });
        const error: unknown = await run.create(next).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(ResourceInitFailedError);
        expect(error).toMatchObject({ id: "500", state: { outputs: { state: "unknown", projectId: here } } });
    });

    test("is stopped and runs again where two resources swap their jobs", async () => {
        for (const id of [502, 503]) emulator().makeJob({ id });
        const left = await runs().createExisting("left", { visualizationId: "502" });
        const right = await runs().createExisting("right", { visualizationId: "503" });
        const run = runs().start();
        const nextLeft = checkAndDiff(run, left, "left", { visualizationId: "503" });
        const nextRight = checkAndDiff(run, right, "right", { visualizationId: "502" });
        await Promise.all([run.delete("502", left.state), run.delete("503", right.state)]);
        await Promise.all([run.create(nextLeft), run.create(nextRight)]);
        expect(service().sort()).toEqual(["502 RUNNING", "503 RUNNING"]);
    });

    test("runs again where its other resource, which is replaced by itself, comes after the stop", async () => {
        for (const id of [506, 507]) emulator().makeJob({ id });
        const x = await runs().createExisting("x", { visualizationId: "506" });
        const run = runs().start();
        checkAndDiff(run, x, "x", { visualizationId: "507" });
        await run.delete("506", x.state);
        expect(service()).toContain("506 KILLED");
        // The engine replaces y by force, so that it compares nothing.
        const y = check(run, "y", { visualizationId: "506" });
        await run.delete("506", { ...x.state, urn: y.urn });
        await run.create(y);
        expect(service()).toContain("506 RUNNING");
    });

    test("runs again where its next owner is registered after the stop", async () => {
        emulator().makeJob({ id: 502 });
        const left = await runs().createExisting("left", { visualizationId: "502" });
        const run = runs().start();
        emulator().makeJob({ id: 503 });
        checkAndDiff(run, left, "left", { visualizationId: "503" });
        await run.delete("502", left.state);
        expect(service()).toContain("502 KILLED");
        await run.create(check(run, "right", { visualizationId: "502" }));
        expect(service()).toContain("502 RUNNING");
    });

    test.each([[logs], [{ ...logs, deletionPolicy: "stop" }]])(
        "runs in the end where its next owner comes while a delete stops it",
        async (inputs) => {
            const x = await runs().createExisting("x", inputs);
            const run = runs().start();
            checkAndDiff(run, x, "x", { ...inputs, trainUrl: "/bucket/other/" });
            let adoption: Promise<unknown> | undefined;
            emulator().onRequest(({ call }) => {
                if (call !== "stop") return;
                adoption ??= run.create(check(run, "y", { visualizationId: x.id, state: "running" }));
            });
            await run.delete(x.id, x.state);
            await adoption;
            expect(service()).toEqual([`${x.id} RUNNING`]);
        },
    );

    test("keeps its name, which its former resource then cannot give to a new one", async () => {
        const logsWithName = { ...logs, name: "board" };
        const x = await runs().createExisting("x", logsWithName);
        const run = runs().start();
        checkAndDiff(run, x, "x", { ...other, name: "board" });
        await run.create(check(run, "y", { visualizationId: x.id }));
        await run.delete(x.id, x.state);
        const { urn } = x.state;
        const { inputs } = run.check(
            {},
            { urn, inputs: { ...other, name: "board" } },
            { priorOutputs: { ...x.state.outputs } },
        );
        await expect(run.create({ urn, inputs })).rejects.toThrow(
            /y has it now\. Give the new job another name/,
        );
    });

    test("is missed with a reason where it was deleted before its next owner was registered", async () => {
        const x = await runs().createExisting("x", logs);
        const run = runs().start();
        checkAndDiff(run, x, "x", other);
        await run.delete(x.id, x.state);
        const y = check(run, "y", { visualizationId: x.id });
        await expect(run.create(y)).rejects.toThrow(/::x had it, and has removed it in this run/);
    });

    test.each(["in the same process", "in another one"])(
        "is not adopted while the service deletes it, %s",
        async (where) => {
            emulator().setOptions({ stop: 1 });
            const x = await runs().createExisting("x", logs);
            const one = runs().startProcess("127.0.0.1:1");
            const two = where === "in another one" ? runs().startProcess("127.0.0.1:1") : one;
            checkAndDiff(one, x, "x", other);
            let adoption: Promise<string> | undefined;
            emulator().onRequest(({ call }) => {
                if (call !== "delete") return;
                const y = check(two, "y", { visualizationId: x.id });
                adoption = two.create(y).then(
                    () => "adopted",
                    (error: unknown) => `${(error as Error).message} The service has ${service().join()}.`,
                );
            });
            await one.delete(x.id, x.state);
            expect(await adoption).toMatch(
                /the service deletes it: .*::x had it, and has removed it in this run.* The service has \d+ KILLING\.$/s,
            );
            expect(service()).toEqual([]);
        },
    );
});
