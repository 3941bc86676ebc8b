import { Reader } from "./reader";

jest.setTimeout(180_000);

test("stop-by-id stops only the job with that ID, once, and keeps it after destroy", async () => {
    const reader = await Reader.start("stop-by-id");
    try {
        for (const id of [8991, 8992]) reader.runner.service.makeJob({ id, name: `board-${id}` });
        await reader.runNextBlock();
        expect(reader.jobs()).toEqual({ "board-8991": "RUNNING", "board-8992": "KILLED" });
        await reader.expectUnchanged();
        await reader.runNextBlock();
        expect(await reader.runner.project.outputs()).toEqual({ name: "board-8992", state: "stopped" });
        await reader.runNextBlock();
        expect(reader.jobs()).toEqual({ "board-8991": "RUNNING", "board-8992": "KILLED" });
        expect(reader.actions()).toEqual(["stop 8992"]);
        await reader.expectEnd("board-8991");
    } finally {
        await reader.close();
    }
});
