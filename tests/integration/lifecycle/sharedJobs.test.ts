import { here, there } from "../../support/emulatedClient";
import { check, checkAndDiff, useEngineRuns } from "../../support/engineRuns";
import { urnOf } from "../../support/urns";

const { emulator, runs, service } = useEngineRuns();
const logs = { trainUrl: "/bucket/logs/" };
const other = { trainUrl: "/bucket/other/" };

describe("two resources of one program that want one job", () => {
    test("are an error at the check of the second", () => {
        const run = runs().start();
        check(run, "x", { visualizationId: "500" });
        const inputs = { visualizationId: "500" };
        const { failures } = run.check({}, { urn: urnOf("y"), inputs });
        expect(failures).toMatchObject([{ property: "visualizationId" }]);
        expect(failures[0]?.reason).toContain(urnOf("x"));
    });

    test("are an error at the check where the first one made it", async () => {
        const x = await runs().createExisting("x", logs);
        const run = runs().start();
        checkAndDiff(run, x, "x", logs);
        const { failures } = run.check({}, { urn: urnOf("y"), inputs: { visualizationId: x.id } });
        expect(failures[0]?.reason).toContain(urnOf("x"));
    });

    test("are an error at the diff and at the create where the second one is checked first", async () => {
        const x = await runs().createExisting("x", logs);
        const run = runs().start();
        const y = check(run, "y", { visualizationId: x.id });
        expect(() => checkAndDiff(run, x, "x", logs)).toThrow(urnOf("y"));
        await expect(run.create(y)).rejects.toThrow(urnOf("x"));
    });

    test("are an error at the create where the project is found by its name", async () => {
        const x = await runs().createExisting("x", { ...logs, projectId: here });
        const run = runs().start({ "huaweicloud:projectId": "" });
        const y = check(run, "y", { visualizationId: x.id });
        checkAndDiff(run, x, "x", { ...logs, projectId: here });
        await expect(run.create(y)).rejects.toThrow(urnOf("x"));
    });

    test("may name the same number in two projects", () => {
        const run = runs().start();
        check(run, "x", { visualizationId: "500", projectId: here });
        check(run, "y", { visualizationId: "500", projectId: there });
    });

    test("go on where an earlier state has both, with a warning, until one of them goes", async () => {
        const x = await runs().createExisting("x", logs);
        const y = await runs().createExisting("y", { visualizationId: x.id });
        const run = runs().start();
        checkAndDiff(run, x, "x", logs);
        checkAndDiff(run, y, "y", { visualizationId: x.id });
        expect(runs().warnings).toHaveLength(1);
        for (const name of ["x", "y"]) expect(runs().warnings[0]).toContain(urnOf(name));
        const last = runs().start();
        checkAndDiff(last, x, "x", logs);
        await last.delete(y.id, y.state);
        expect(service()).toEqual([`${x.id} RUNNING`]);
    });

    test("run again where one of them stops the job before the other one is registered", async () => {
        emulator().makeJob({ id: 501 });
        const c = await runs().createExisting("c", { visualizationId: "501" });
        const d = await runs().createExisting("d", { visualizationId: "501" });
        emulator().makeJob({ id: 502 });
        const run = runs().start();
        checkAndDiff(run, c, "c", { visualizationId: "502" });
        await run.delete("501", c.state);
        const resource = check(run, "d", { visualizationId: "501" }, d.resource.inputs);
        expect(run.diff("501", d.state, resource).changes).toBe(true);
        await run.update("501", d.state, resource);
        expect(service()).toContain("501 RUNNING");
    });

    test("run in the end where one of them stops the job while the other one is registered", async () => {
        emulator().makeJob({ id: 501 });
        const c = await runs().createExisting("c", { visualizationId: "501" });
        const d = await runs().createExisting("d", { visualizationId: "501" });
        const run = runs().start();
        checkAndDiff(run, c, "c", logs);
        // The service still shows a job that runs when the update of the other one reads it.
        emulator().injectFault({ match: { call: "stop" }, kind: "delay", seconds: 0.3 });
        let update: Promise<unknown> | undefined;
        emulator().onRequest(({ call }) => {
            if (call !== "stop") return;
            update ??= run.update("501", d.state, checkAndDiff(run, d, "d", { visualizationId: "501" }));
        });
        await run.delete("501", c.state);
        await update;
        expect(service()).toEqual(["501 RUNNING"]);
    });
});

describe("the deletion policy of a deletion", () => {
    test.each<[what: string, before: object, now: object, ends: string[]]>([
        ["the new one", logs, { ...other, deletionPolicy: "stop" }, ["8992 KILLED"]],
        ["the new one", { ...logs, deletionPolicy: "stop" }, other, []],
        [
            "the old one where an adopted job is replaced",
            { visualizationId: "8992" },
            { ...logs, deletionPolicy: "delete" },
            ["8992 KILLED"],
        ],
        [
            "the old one where a job is replaced by an adopted one",
            logs,
            { visualizationId: "500" },
            ["500 RUNNING"],
        ],
    ])("is %s", async (_, before, now, ends) => {
        if ("visualizationId" in before) emulator().makeJob({ id: 8992 });
        if ("visualizationId" in now) emulator().makeJob({ id: 500 });
        const x = await runs().createExisting("x", before);
        const run = runs().start();
        checkAndDiff(run, x, "x", now);
        await run.delete(x.id, x.state);
        expect(service()).toEqual(ends.map((each) => each.replace("8992", x.id)));
    });
});

describe("a lost create", () => {
    const board = { ...logs, name: "board", description: "ours" };
    const loseCreate = () => {
        emulator().injectFault({ match: { call: "create" }, kind: "reset-before" });
    };

    test("does not adopt the job of another resource with the same name", async () => {
        emulator().setOptions({ uniqueNames: false });
        const run = runs().start();
        const { id } = await run.create(check(run, "a", board));
        loseCreate();
        await expect(run.create(check(run, "b", board))).rejects.toThrow(
            new RegExp(`the only job of that name \\(${id}\\) is the job of .*::a`),
        );
        expect(service()).toEqual([`${id} RUNNING`]);
    });

    test.each([
        ["folder", { trainUrl: "/bucket/theirs/" }],
        ["description", { description: "theirs" }],
    ])("does not adopt a job of a colleague with another %s", async (_, values) => {
        loseCreate();
        const theirs = { ...board, ...values };
        const end = emulator().onRequest(({ call }) => {
            if (call === "create") emulator().makeJob({ id: 700, ...theirs });
        });
        const run = runs().start();
        await expect(run.create(check(run, "b", board))).rejects.toMatchObject({
            outcomeUnknown: true,
            message: expect.stringContaining("700 (RUNNING") as string,
        });
        end();
        expect(emulator().jobs).toMatchObject([{ id: "700", statusName: "RUNNING", ...theirs }]);
        expect(emulator().requests.filter(({ call }) => call === "update")).toEqual([]);
    });
});
