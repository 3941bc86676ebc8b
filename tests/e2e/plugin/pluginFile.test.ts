import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ok } from "../../../tools/engine/project";
import { providerPlugin } from "../../../tools/engine/providers";
import { jobsIn, program, startTestEnvironment } from "../../support/testStack";
import { root } from "../../../tools/repository";

const folder = path.join(root, "provider", "pulumi-plugin");
const runPlugin = require.resolve("@pulumi/pulumi/cmd/run-plugin");
const board = program(`{ trainUrl: "/bucket/logs/", state: "running" }`);

describe("the plugin of PulumiPlugin.yaml", () => {
    it("serves the engine when the language host of Node.js runs it", async () => {
        const manifest = { plugins: { providers: [{ name: "modelarts", path: folder }] } };
        const environment = await startTestEnvironment({
            provider: providerPlugin,
            path: [],
            program: board,
            manifest,
        });
        const bin = mkdtempSync(path.join(tmpdir(), "pulumi-modelarts-run-plugin-"));
        try {
            const up = await environment.stack.up();
            if (up.code !== 0) {
                expect(up.stdout + up.stderr).toMatch(/not supported|not implemented|Unimplemented/i);
                console.log(
                    "The host of Node.js programs here is too old to run a plugin: the test starts it as a newer one does.",
                );
                await environment.stack.write(
                    JSON.stringify({ name: "test", runtime: { name: "nodejs" } }),
                    "Pulumi.yaml",
                );
                const executable = path.join(bin, "pulumi-resource-modelarts");
                writeFileSync(
                    executable,
                    `#!/bin/sh\nexec "${process.execPath}" "${runPlugin}" "${folder}" "$@"\n`,
                );
                chmodSync(executable, 0o755);
                environment.stack.env.PATH = [bin, environment.stack.env.PATH].join(path.delimiter);
                ok(await environment.stack.up());
            }
            expect(environment.service.jobs).toMatchObject([{ statusName: "RUNNING" }]);
            ok(await environment.stack.destroy());
            expect([environment.service.jobs, await jobsIn(environment.stack)]).toEqual([[], []]);
        } finally {
            rmSync(bin, { recursive: true });
            await environment.close();
        }
    }, 120_000);
});
