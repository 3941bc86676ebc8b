import { readdir } from "node:fs/promises";
import path from "node:path";

import type { Engine } from "../engine";
import { FakeMachine, goScript } from "./fakeMachine";
import { findLanguageHost } from "../languageHost";
import { readLanguagePin } from "../pins";

describe("the language host of YAML programs", () => {
    let machine: FakeMachine;
    let engine: Engine;
    beforeEach(async () => {
        machine = await FakeMachine.start();
        const pulumi = await machine.addExecutable("pulumi", "#!/bin/sh\n");
        engine = { pulumi, version: "3.999.0", from: "PATH", env: { PATH: path.dirname(pulumi) } };
    });
    afterEach(() => machine.stop());

    test("is the one beside the CLI, as official releases have it", async () => {
        await machine.addExecutable("pulumi-language-yaml", "#!/bin/sh\n");
        await expect(findLanguageHost("yaml", engine, machine.environment)).resolves.toEqual({ folders: [] });
        expect(machine.logLines).toEqual([]);
    });

    test("is built by Go where there is none, once for two concurrent calls", async () => {
        await machine.addExecutable("go", goScript("1"));
        const find = () => findLanguageHost("yaml", engine, machine.environment);
        const [first, second] = await Promise.all([find(), find()]);
        expect(second).toEqual(first);
        const { folders } = first as { folders: string[] };
        expect(await Promise.all(folders.map((folder) => readdir(folder)))).toEqual([
            ["pulumi-language-yaml"],
        ]);
        await expect(find()).resolves.toEqual(first);
        const { version } = readLanguagePin("yaml");
        expect(machine.logLines).toEqual([
            expect.stringContaining(`Go builds pulumi-language-yaml ${version}`) as unknown,
        ]);
    });

    test.each([
        ["there is no go on PATH", undefined],
        ["dial tcp: no route to host", goScript("1", "dial tcp: no route to host")],
    ])("is missing with the reason where %s, and the next call tries again", async (reason, go) => {
        if (go !== undefined) await machine.addExecutable("go", go);
        const host = await findLanguageHost("yaml", engine, machine.environment);
        expect(host).toEqual({ missing: expect.stringContaining(reason) as unknown });
        await machine.addExecutable("go", goScript("1"));
        await expect(findLanguageHost("yaml", engine, machine.environment)).resolves.toHaveProperty(
            "folders.length",
            1,
        );
    });
});

test("the language host of Python needs the script that it starts", async () => {
    const machine = await FakeMachine.start();
    try {
        const pulumi = await machine.addExecutable("pulumi", "#!/bin/sh\n");
        const engine = {
            pulumi,
            version: "3.999.0",
            from: "PATH",
            env: { PATH: path.dirname(pulumi) },
        } as const;
        await machine.addExecutable("pulumi-language-python", "#!/bin/sh\n");
        await expect(findLanguageHost("python", engine, machine.environment)).resolves.toHaveProperty(
            "missing",
        );
        await machine.addExecutable("pulumi-language-python-exec", "#!/bin/sh\n");
        await expect(findLanguageHost("python", engine, machine.environment)).resolves.toEqual({
            folders: [],
        });
    } finally {
        await machine.stop();
    }
});
