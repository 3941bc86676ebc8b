import { Reader } from "./reader";

jest.setTimeout(180_000);

test("mindinsight creates a job of that type", async () => {
    const reader = await Reader.start("mindinsight");
    try {
        await reader.runNextBlock();
        expect(reader.runner.service.jobs).toMatchObject([
            { type: "mindinsight", trainUrl: "/example-bucket/summary/", hours: 4, statusName: "RUNNING" },
        ]);
        await reader.expectUnchanged();
        await reader.runNextBlock();
        await reader.runNextBlock();
        expect(reader.jobs()).toEqual({});
        await reader.expectEnd();
    } finally {
        await reader.close();
    }
});
