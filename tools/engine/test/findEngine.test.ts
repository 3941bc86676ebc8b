import { readdir } from "node:fs/promises";
import path from "node:path";

import { run } from "../childProcess";
import { cacheFolder, findEngine } from "../findEngine";
import { isAtLeast } from "../onPath";
import { FakeMachine, goScript, pulumiScript } from "./fakeMachine";

describe("findEngine", () => {
    let machine: FakeMachine;
    let version: string;
    beforeEach(async () => {
        machine = await FakeMachine.start();
        version = machine.environment.pins.pulumi.version;
    });
    afterEach(() => machine.stop());

    test("takes the engine on PATH if it is new enough", async () => {
        const pulumi = await machine.addExecutable("pulumi", pulumiScript("3.999.0"));
        await machine.addExecutable("pulumi-language-nodejs", "#!/bin/sh\n");
        const engine = await findEngine(machine.environment);
        expect(engine).toMatchObject({ pulumi, version: "3.999.0", from: "PATH" });
        expect(engine.env.PATH.split(path.delimiter)).toEqual([
            path.dirname(pulumi),
            machine.environment.npmPackage,
        ]);
        expect(machine.logLines).toEqual([]);
    });

    test.each([
        ["is too old", pulumiScript("3.100.0"), "it is 3.100.0, and 3.169.0 or newer is needed"],
        ["fails", "#!/bin/sh\nexit 3\n", "prints no version"],
        [
            "has no language host",
            pulumiScript("3.999.0"),
            "pulumi-language-nodejs is neither on PATH nor beside it",
        ],
    ])("says why it does not use an engine on PATH that %s", async (_why, script, line) => {
        await machine.addExecutable("pulumi", script);
        await machine.addExecutable("go", goScript(version));
        await expect(findEngine(machine.environment)).resolves.toMatchObject({ from: "go" });
        expect(machine.logLines[0]).toContain(line);
    });

    test("downloads the official release once", async () => {
        await machine.serveRelease();
        const engine = await findEngine(machine.environment);
        expect(engine).toMatchObject({ from: "download", version });
        expect((await run(engine.pulumi, ["version"], { timeoutMs: 20_000 })).stdout).toBe(`v${version}\n`);
        expect(machine.logLines).toEqual([
            expect.stringContaining(`Downloading Pulumi ${version}`) as unknown,
        ]);

        await machine.respond(`throw new Error("no network")`);
        await expect(findEngine(machine.environment)).resolves.toEqual(engine);
    });

    test.each([
        ["cannot be reached", `throw new Error("ECONNREFUSED")`, "does not respond: ECONNREFUSED"],
        ["responds with 404", `return new Response("", { status: 404 })`, ": 404"],
        ["gives a script that fails", `return new Response("echo no tarball >&2; exit 1")`, "no tarball"],
    ])("builds with Go where the host %s", async (_what, body, line) => {
        await machine.respond(body);
        await machine.addExecutable("go", goScript(version));
        const engine = await findEngine(machine.environment);
        expect(engine).toMatchObject({ from: "go", version });
        expect(machine.logLines[1]).toContain(line);
        expect(machine.logLines[2]).toContain(`Go builds Pulumi ${version}`);
        expect((await readdir(path.dirname(engine.pulumi))).sort()).toEqual([
            "pulumi",
            "pulumi-language-nodejs",
            "pulumi-resource-pulumi-nodejs",
            "pulumi-resource-pulumi-nodejs.cmd",
        ]);
    });

    test("fails with what was tried and what to do where there is nothing, and leaves nothing", async () => {
        const failure = await findEngine(machine.environment).catch((error: unknown) => error as Error);
        const { message } = failure as Error;
        for (const part of [
            "No Pulumi CLI was found, and none could be made",
            "PATH: there is no pulumi",
            "official release: ",
            "Go: there is no go on PATH",
            "Install Pulumi",
        ])
            expect(message).toContain(part);
        expect(await readdir(path.dirname(cacheFolder(machine.environment)))).toEqual([]);
    });

    test("shows the last lines of Go when the build fails", async () => {
        const line = "dial tcp: lookup proxy.golang.org: no such host";
        await machine.addExecutable("go", goScript(version, line));
        await expect(findEngine(machine.environment)).rejects.toThrow(line);
    });
});

test.each([
    ["3.169.0", "3.169.0", true],
    ["3.170.0", "3.169.9", true],
    ["3.99.0", "3.169.0", false],
    ["4.0.0", "3.169.0", true],
    ["3.168.99", "3.169.0", false],
    ["3.169.0-dev.0", "3.169.0", true],
    ["3.170.0+dirty", "3.169.0", true],
    ["3.170", "3.169.0", false],
    ["3.170.0.1", "3.169.0", false],
    ["unknown", "3.169.0", false],
])("whether %s is at least %s: %s", (version, oldest, expected) => {
    expect(isAtLeast(version, oldest)).toBe(expected);
});
