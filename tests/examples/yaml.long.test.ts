import { expectBoardLifecycle } from "./pluginBoard";
import { canRun } from "../support/languages";
import { Reader } from "./reader";

jest.setTimeout(180_000);

test("yaml creates, lists, stops and deletes a job through the plugin, and prints no secret", async () => {
    if (!(await canRun("yaml"))) return;
    const reader = await Reader.start("yaml", "global");
    try {
        await expectBoardLifecycle(reader, (output) =>
            (output as { name: string }[]).map(({ name }) => name),
        );
    } finally {
        await reader.close();
    }
});
