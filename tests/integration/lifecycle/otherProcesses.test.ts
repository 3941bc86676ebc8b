import { useEmulator } from "../../support/emulatedClient";
import { check, checkAndDiff, useEngineRuns } from "../../support/engineRuns";
import { MemoryFiles } from "../../support/memoryFiles";
import { newLifecycle } from "../../support/testLifecycle";
import { urnOf } from "../../support/urns";

const engineAddress = "127.0.0.1:1";

describe("a provider process knows of the others of its run", () => {
    const { runs, service } = useEngineRuns();

    test("the deletionPolicy of a resource that moves to another provider and is replaced", async () => {
        const former = await runs().createExisting("x", { name: "x", trainUrl: "/bucket/logs/" });
        const usual = runs().startProcess(engineAddress);
        const own = runs().startProcess(engineAddress);
        const inputs = { name: "x2", trainUrl: "/bucket/other/", deletionPolicy: "stop" };
        checkAndDiff(own, former, "x", inputs);
        // The engine asks the provider of the state to delete, which has checked nothing.
        await usual.delete(former.id, former.state, former.resource.urn);
        expect(service()).toEqual([`${former.id} KILLED`]);
    });
});

describe("a provider process that has died", () => {
    const emulator = useEmulator({ boot: 0.05, stop: 0.05 });

    test("has adopted a job, which another one does not remove", async () => {
        const files = new MemoryFiles();
        const living = new Set([1, 2, 3]);
        const isProcessAlive = (id: number) => living.has(id);
        const start = (processId: number) =>
            newLifecycle(emulator(), { files, processId, engineAddress, isProcessAlive });
        const urn = urnOf("x");
        const first = newLifecycle(emulator());
        const { id, state } = await first.create({ urn, inputs: { name: "x", trainUrl: "/bucket/logs/" } });
        const [own, usual] = [start(2), start(3)];
        await own.create(check(own, "y", { visualizationId: id, state: "running" }));
        living.delete(2);
        await usual.delete(id, state, urn);
        expect(emulator().job(id)).toMatchObject({ statusName: "RUNNING" });
    });
});
