import { readdir } from "node:fs/promises";
import path from "node:path";

import { run } from "../childProcess";
import { FakeMachine, goScript, pulumiScript } from "./fakeMachine";
import { cacheFolder, findEngine } from "../findEngine";
import { archiveName, checksumsName } from "../platform";

describe("finding the engine", () => {
    let machine: FakeMachine;
    let expected: string;
    beforeEach(async () => {
        machine = await FakeMachine.start();
        expected = machine.environment.pins.pulumi.version;
    });
    afterEach(() => machine.stop());

    it("takes one on PATH that is new enough, and asks nobody", async () => {
        const pulumi = await machine.addExecutable("pulumi", pulumiScript("3.999.0"));
        await machine.addExecutable("pulumi-language-nodejs", "#!/bin/sh\n");
        machine.connectServer();
        const engine = await findEngine(machine.environment);
        expect(engine).toMatchObject({ pulumi, version: "3.999.0", from: "PATH" });
        expect(engine.env.PATH.split(path.delimiter)).toEqual([
            path.dirname(pulumi),
            machine.environment.npmPackage,
        ]);
        expect(machine.logLines).toEqual([]);
        expect(machine.requests).toEqual([]);
    });

    it.each([
        ["is too old", pulumiScript("3.100.0"), "it is 3.100.0, and 3.169.0 or newer is needed"],
        ["does not run", "#!/bin/sh\nexit 3\n", "does not answer"],
        [
            "has no language host",
            pulumiScript("3.999.0"),
            "pulumi-language-nodejs is neither on PATH nor beside it",
        ],
    ])("passes over, with a line, one on PATH that %s", async (_why, script, line) => {
        await machine.addExecutable("pulumi", script);
        await machine.addExecutable("go", goScript(expected));
        await expect(findEngine(machine.environment)).resolves.toMatchObject({ from: "go" });
        expect(machine.logLines[0]).toContain(line);
    });

    it("downloads the official release, once, and it runs", async () => {
        await machine.serveRelease(expected, pulumiScript(expected));
        const engine = await findEngine(machine.environment);
        expect(engine).toMatchObject({ from: "download", version: expected });
        expect((await run(engine.pulumi, ["version"], { timeoutMs: 20_000 })).stdout).toBe(`v${expected}\n`);
        expect(machine.logLines.join("\n")).toContain(`Downloading Pulumi ${expected}`);

        const requestCount = machine.requests.length;
        await expect(findEngine(machine.environment)).resolves.toEqual(engine);
        expect(machine.requests).toHaveLength(requestCount);
    });

    it("refuses a download with another checksum, and keeps nothing of it", async () => {
        await machine.serveRelease(expected, pulumiScript(expected), "0".repeat(64));
        await expect(findEngine(machine.environment)).rejects.toThrow(/is thrown away: its SHA-256 is/);
        expect(await readdir(path.dirname(cacheFolder(machine.environment)))).toEqual([]);
    });

    it.each([
        ["is not there", () => undefined, /ECONNREFUSED/],
        [
            "refuses",
            (on: FakeMachine) => {
                on.connectServer();
            },
            /the answer is 404/,
        ],
        [
            "does not answer",
            (on: FakeMachine) => {
                on.serve(checksumsName(on.environment.pins.pulumi.version), "silence");
            },
            /does not answer in time/,
        ],
        [
            "does not know the archive",
            (on: FakeMachine) => {
                on.serve(checksumsName(on.environment.pins.pulumi.version), Buffer.from(""));
            },
            /has no checksum of/,
        ],
    ])("goes on with Go, with a line, where the host %s", async (_what, arrange, line) => {
        arrange(machine);
        await machine.addExecutable("go", goScript(expected));
        const engine = await findEngine(machine.environment);
        expect(engine).toMatchObject({ from: "go", version: expected });
        expect(machine.logLines[0]).toMatch(line);
        expect(machine.logLines[1]).toContain(`Go builds Pulumi ${expected}`);
        expect((await readdir(path.dirname(engine.pulumi))).sort()).toEqual([
            "pulumi",
            "pulumi-language-nodejs",
            "pulumi-resource-pulumi-nodejs",
            "pulumi-resource-pulumi-nodejs.cmd",
        ]);
    });

    it("goes on with Go when the archive stands still on its way", async () => {
        await machine.serveRelease(expected, pulumiScript(expected));
        machine.serve(archiveName(expected, { os: "linux", arch: "x64" }), "silence");
        await machine.addExecutable("go", goScript(expected));
        await expect(findEngine(machine.environment)).resolves.toMatchObject({ from: "go" });
    });

    it("ends with what was tried and what to do when there is nothing", async () => {
        const failure = await findEngine(machine.environment).catch((error: unknown) => error as Error);
        const { message } = failure as Error;
        expect(message).toContain("No Pulumi CLI was found, and none could be made");
        for (const part of [
            "PATH: there is no pulumi",
            "official release: ",
            "Go: there is no go on PATH",
            "Install Pulumi",
        ]) {
            expect(message).toContain(part);
        }
    });

    it("tells Go's own last lines when the build fails", async () => {
        await machine.addExecutable(
            "go",
            goScript(expected, "dial tcp: lookup proxy.golang.org: no such host"),
        );
        await expect(findEngine(machine.environment)).rejects.toThrow(
            "lookup proxy.golang.org: no such host",
        );
    });
});
