import { jobsIn } from "../support/testStack";
import { ok } from "../../tools/engine/project";
import { Reader } from "./reader";

jest.setTimeout(180_000);

test("stop-from-list stops the old running jobs once", async () => {
    const reader = await Reader.start("stop-from-list");
    const { service, project } = reader.runner;
    try {
        const hoursAgo = (hours: number) => Date.now() - hours * 3_600_000;
        service.makeJob({ id: 1, name: "old", createdAt: hoursAgo(9) });
        service.makeJob({ id: 2, name: "older", createdAt: hoursAgo(90) });
        service.makeJob({ id: 3, name: "young", createdAt: hoursAgo(7) });
        service.makeJob({ id: 4, name: "at-rest", createdAt: hoursAgo(90), status: 12 });
        service.makeJob({ id: 5, name: "on-its-way", createdAt: hoursAgo(90), status: 7 });
        await reader.runNextBlock();
        expect(reader.actions()).toEqual([]);

        await reader.runNextBlock();
        const rest = { young: "RUNNING", "at-rest": "KILLED", "on-its-way": "WAITING" };
        expect(reader.jobs()).toEqual({ old: "KILLED", older: "KILLED", ...rest });
        expect(await project.outputs()).toEqual({ stopped: ["older (2)", "old (1)"] });
        expect(reader.actions().sort()).toEqual(["stop 1", "stop 2"]);

        // Their owners restart both. One is stopping when the next run removes it from the state.
        service.moveJob(1, 7);
        service.moveJob(2, 8);
        await reader.runNextBlock();
        const after = { old: "WAITING", older: "KILLED", ...rest };
        expect(reader.jobs()).toEqual(after);
        expect((await jobsIn(project)).map(({ id }) => id)).toEqual(["2"]);
        ok(await project.up());
        expect(await jobsIn(project)).toEqual([]);
        await reader.expectUnchanged();

        await reader.runNextBlock();
        expect(reader.jobs()).toEqual(after);
        expect(reader.actions().sort()).toEqual(["stop 1", "stop 2", "stop 2"]);
        await reader.expectEnd("old", "young", "on-its-way");
    } finally {
        await reader.close();
    }
});
