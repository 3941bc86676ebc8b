import { expectBoardLifecycle, stopOtherJobs } from "./pluginBoard";
import { canRun } from "../support/languages";
import { Reader } from "./reader";

jest.setTimeout(600_000);

test("python creates, lists, stops and deletes a job through the plugin and its own SDK, and prints no secret", async () => {
    if (!(await canRun("python"))) return;
    const reader = await Reader.start("python", "global");
    try {
        await reader.runNextBlock();
        await expectBoardLifecycle(reader, (output) => output, stopOtherJobs);
    } finally {
        await reader.close();
    }
});
