import { canRun, expectBoardLifecycle } from "./pluginBoard";
import { Reader } from "./reader";

jest.setTimeout(600_000);

test("python creates, lists, stops and deletes a job through the plugin and its own SDK, and prints no secret", async () => {
    if (!(await canRun("python"))) return;
    const reader = await Reader.start("python", "global");
    /** By its ID, and the first one of a list. */
    const stopOthers = async () => {
        const { service } = reader.runner;
        for (const id of [7001, 7002]) service.makeJob({ id, name: `old-${id}` });
        const before = reader.actions().length;
        await reader.runNextBlock();
        const jobs = { somebodys: "KILLED", "old-7001": "KILLED", "old-7002": "RUNNING" };
        expect(reader.jobs()).toMatchObject(jobs);
        const actions = reader.actions().slice(before);
        expect([...actions].sort()).toEqual(["stop 7001", "stop 8992"]);
        return { jobs, actions };
    };
    try {
        await reader.runNextBlock();
        await expectBoardLifecycle(reader, (billed) => billed, stopOthers);
    } finally {
        await reader.close();
    }
});
