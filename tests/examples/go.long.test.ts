import { expectBoardLifecycle, stopOtherJobs } from "./pluginBoard";
import { canRun } from "../support/languages";
import { Reader } from "./reader";

jest.setTimeout(900_000);

test("go creates, lists, stops and deletes a job through the plugin and its own SDK, and prints no secret", async () => {
    if (!(await canRun("go"))) return;
    const reader = await Reader.start("go", "global");
    try {
        await reader.runNextBlock();
        await expectBoardLifecycle(reader, (output) => output, stopOtherJobs);
    } finally {
        await reader.close();
    }
});
