import { here, there } from "../../support/emulatedClient";
import { check, checkAndDiff, useEngineRuns } from "../../support/engineRuns";

const { emulator, runs, service } = useEngineRuns();
const logs = { trainUrl: "/bucket/logs/" };
const other = { trainUrl: "/bucket/other/" };

describe("a delete leaves the job to the resource that has it", () => {
    test("as the next generation of the same resource", async () => {
        emulator().makeJob({ id: 500 });
        const y = await runs().createExisting("y", { visualizationId: "500" });
        const run = runs().start();
        await run.create(check(run, "y", { visualizationId: "500" }));
        await run.delete(y.id, y.state);
        expect(service()).toEqual(["500 RUNNING"]);
    });

    test("as a resource under the former URN of the one that goes", async () => {
        emulator().makeJob({ id: 500 });
        const board = await runs().createExisting("board", { visualizationId: "500" });
        const run = runs().start();
        await run.create(check(run, "board", { visualizationId: "500" }));
        // The state of a dynamic resource keeps the URN from before the alias.
        await run.delete(board.id, board.state);
        expect(service()).toEqual(["500 RUNNING"]);
    });

    test("in another provider process of the same engine run", async () => {
        const x = await runs().createExisting("x", logs);
        const [one, two] = [runs().startProcess("127.0.0.1:1"), runs().startProcess("127.0.0.1:1")];
        await two.create(check(two, "y", { visualizationId: x.id }));
        await one.delete(x.id, x.state);
        expect(service()).toEqual([`${x.id} RUNNING`]);
    });

    test("but not in another engine run", async () => {
        const x = await runs().createExisting("x", logs);
        const [one, two] = [runs().startProcess("127.0.0.1:1"), runs().startProcess("127.0.0.1:2")];
        await two.create(check(two, "y", { visualizationId: x.id }));
        await one.delete(x.id, x.state);
        expect(service()).toEqual([]);
    });

    test("but not to one that has the same number in another project", async () => {
        emulator().makeJob({ id: 700, projectId: there });
        const x = await runs().createExisting("x", { visualizationId: "700", projectId: there });
        const run = runs().start();
        checkAndDiff(run, x, "x", logs);
        check(run, "y", { visualizationId: "700" });
        await run.delete(x.id, x.state);
        expect(service()).toEqual(["700 KILLED"]);
    });

    test("while a refresh compares a resource that the program no longer has, the job is removed", async () => {
        const x = await runs().createExisting("x", logs);
        const run = runs().start();
        run.diff(x.id, x.state, x.resource);
        await run.delete(x.id, x.state);
        expect(service()).toEqual([]);
    });

    test("a replacement that the engine forces after a diff removes the job", async () => {
        const x = await runs().createExisting("x", logs);
        const run = runs().start();
        checkAndDiff(run, x, "x", logs);
        const next = check(run, "x", logs);
        await run.delete(x.id, x.state);
        const { id } = await run.create(next);
        expect(service()).toEqual([`${id} RUNNING`]);
        expect(id).not.toBe(x.id);
    });
});

describe("a delete does not give up a job that the program declares to adopt", () => {
    // Engines before 3.274 check what depends on a failed create, and then skip it.
    test("after a create of the run has failed, since the one that adopts may be skipped", async () => {
        const x = await runs().createExisting("x", logs);
        const run = runs().start();
        const duplicate = check(run, "refused", { ...logs, name: x.state.outputs.name });
        await expect(run.create(duplicate)).rejects.toMatchObject({ kind: "duplicate-name" });
        check(run, "y", { visualizationId: x.id });
        await expect(run.delete(x.id, x.state)).rejects.toMatchObject({ kind: "rejected" });
        expect(service()).toEqual([`${x.id} RUNNING`]);
    });

    test("while no resource has it: the state keeps it", async () => {
        const x = await runs().createExisting("x", logs);
        const run = runs().start();
        checkAndDiff(run, x, "x", other);
        check(run, "y", { visualizationId: x.id });
        await expect(run.delete(x.id, x.state)).rejects.toMatchObject({
            kind: "rejected",
            job: { id: x.id },
        });
        expect(service()).toEqual([`${x.id} RUNNING`]);
    });

    test("and waits for the other resource", async () => {
        const x = await runs().createExisting("x", logs);
        const run = runs().start();
        checkAndDiff(run, x, "x", other);
        const y = check(run, "y", { visualizationId: x.id });
        await Promise.all([run.delete(x.id, x.state), run.create(y)]);
        expect(service()).toEqual([`${x.id} RUNNING`]);
    });

    test("where the other one's project is found by its name", async () => {
        const x = await runs().createExisting("x", { ...logs, projectId: here });
        const run = runs().start({ "huaweicloud:projectId": "" });
        checkAndDiff(run, x, "x", { ...other, projectId: here });
        check(run, "y", { visualizationId: x.id });
        await expect(run.delete(x.id, x.state)).rejects.toThrow("has not adopted it");
    });

    test("when the adoption has failed", async () => {
        const x = await runs().createExisting("x", logs);
        const run = runs().start();
        const y = check(run, "y", { visualizationId: x.id });
        emulator().injectFault({ match: { call: "show" }, kind: "html", status: 404 });
        await expect(run.create(y)).rejects.toMatchObject({ kind: "unexpected-response" });
        await expect(run.delete(x.id, x.state)).rejects.toThrow("stays in the state");
        expect(service()).toEqual([`${x.id} RUNNING`]);
    });
});
