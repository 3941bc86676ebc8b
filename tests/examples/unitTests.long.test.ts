import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Reader } from "./reader";

jest.setTimeout(180_000);

test("unit-tests has tests that pass without a service and fail for a broken program, and a program that works", async () => {
    const reader = await Reader.start("unit-tests");
    const { service, project } = reader.runner;
    try {
        await reader.runNextBlock();
        expect(service.requests).toEqual([]);

        const file = path.join(project.folder, "boards.ts");
        const text = await readFile(file, "utf8");
        for (const [right, wrong] of [
            [/^ *autoStopHours.*\n/m, ""],
            ["/logs/", "/"],
        ] as const) {
            const brokenText = text.replace(right, wrong);
            expect(brokenText).not.toBe(text);
            await writeFile(file, brokenText);
            expect((await reader.runner.command("npm", ["test"])).code).not.toBe(0);
        }
        await writeFile(file, text);

        await reader.runNextBlock();
        expect(Object.values(reader.jobs())).toEqual(["RUNNING", "RUNNING"]);
        await reader.expectUnchanged();
        await reader.runNextBlock();
        expect(reader.jobs()).toEqual({});
        await reader.expectEnd();
    } finally {
        await reader.close();
    }
});
