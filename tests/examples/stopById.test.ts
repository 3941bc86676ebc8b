import { Reader } from "./reader";

jest.setTimeout(180_000);

test("stop-by-id stops just the job with that ID, once, and leaves it when the stack ends", async () => {
    const reader = await Reader.start("stop-by-id");
    try {
        for (const id of [8991, 8992]) reader.walk.service.makeJob({ id, name: `board-${id}` });
        await reader.next();
        expect(reader.jobs()).toEqual({ "board-8991": "RUNNING", "board-8992": "KILLED" });
        await reader.unchanged();
        await reader.next();
        expect(await reader.walk.project.outputs()).toEqual({ name: "board-8992", state: "stopped" });
        await reader.next();
        expect(reader.jobs()).toEqual({ "board-8991": "RUNNING", "board-8992": "KILLED" });
        expect(reader.acts()).toEqual(["stop 8992"]);
        reader.expectEnd();
    } finally {
        await reader.close();
    }
});
