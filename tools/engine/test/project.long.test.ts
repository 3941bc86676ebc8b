import { mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { succeed } from "../childProcess";
import { createProject, ok, type PulumiProject } from "../project";
import { root } from "../../repository";

const valueProgram = `
import * as pulumi from "@pulumi/pulumi";
const config = new pulumi.Config();
export const greeting = config.require("greeting");
export const word = config.requireSecret("word");
export const list = new pulumi.Config("elsewhere").requireObject("list");
`;

// A busy machine takes much longer than the few seconds of an idle one.
jest.setTimeout(240_000);

describe("the driver of the real engine", () => {
    let project: PulumiProject | undefined;
    afterEach(async () => {
        await project?.remove();
        project = undefined;
    });

    test("runs a program with its configuration and gives its outputs", async () => {
        project = await createProject({
            program: valueProgram,
            config: { greeting: "hello", "elsewhere:list": [1, { deep: true }] },
            secrets: { word: "hush" },
        });
        await project.setConfig("greeting", "-- bye");
        await project.setConfig("word", "hush too", { secret: true });
        await project.setConfig("elsewhere:list[1].deep", "false", { path: true });
        const up = ok(await project.up());
        expect(await project.outputs()).toEqual({
            greeting: "-- bye",
            word: "hush too",
            list: [1, { deep: false }],
        });
        expect(up.stdout).not.toContain("hush");
        const exported = await project.export();
        expect(JSON.stringify(exported)).not.toContain("hush");
        expect(exported).toEqual(JSON.parse(ok(await project.pulumi(["stack", "export"])).stdout));

        await project.removeConfig("greeting");
        const settings = ok(await project.pulumi(["config", "--json"])).stdout;
        expect(Object.keys(JSON.parse(settings) as object)).toEqual(["elsewhere:list", "test:word"]);
    });

    test("gives the exit code and message of a program that fails", async () => {
        project = await createProject({ program: `throw new Error("so not");` });
        const result = await project.up();
        expect(result.code).not.toBe(0);
        expect(result.stdout + result.stderr).toContain("so not");
        expect(() => ok(result)).toThrow("so not");
    });

    test("passes no credentials and proxies of the caller to the program", async () => {
        const outer = {
            HW_SECRET_KEY: "s",
            OS_PASSWORD: "p",
            MODELARTS_SIGNING: "scoped",
            https_proxy: "http://[::1]:1",
        };
        Object.assign(process.env, outer);
        try {
            project = await createProject({
                program: `export const names = Object.keys(process.env).filter((name) => /^(HW|OS|MODELARTS)_|proxy|^OWN$/i.test(name));`,
                env: { OWN: "1" },
            });
            ok(await project.up());
            expect(await project.outputs()).toEqual({ names: ["OWN"] });
        } finally {
            for (const name of Object.keys(outer)) Reflect.deleteProperty(process.env, name);
        }
    });

    test("ends a run after the timeout", async () => {
        project = await createProject({
            program: `setInterval(() => undefined, 1000); new Promise(() => undefined);`,
        });
        await expect(project.pulumi(["up", "--yes"], 4_000)).rejects.toThrow("was not done after 4 s");
    });

    test("removes its folders", async () => {
        project = await createProject({ example: "tensorboard", config: { state: "stopped" } });
        const { folder } = project;
        await project.remove();
        await expect(readdir(path.dirname(folder))).rejects.toThrow("ENOENT");
    });
});

test("a project has its stack where the folder for temporary files is a link, as on macOS", async () => {
    const top = await mkdtemp(path.join(tmpdir(), "linked-"));
    const link = path.join(top, "link");
    // Node.js reads the variable of the process, which a test cannot set.
    const script = `
        const { createProject, ok } = require("./tools/engine/project.ts");
        createProject({ program: "export const greeting = 1;" }).then(async (project) => {
            try {
                ok(await project.up());
                console.log(JSON.stringify(await project.outputs()));
            } finally {
                await project.remove();
            }
        });`;
    try {
        await symlink(top, link, "junction");
        const args = ["--require", "ts-node/register/transpile-only", "--eval", script];
        const options = { cwd: root, env: { ...process.env, TMPDIR: link }, timeoutMs: 200_000 };
        expect(await succeed(process.execPath, args, options)).toBe('{"greeting":1}\n');
    } finally {
        await rm(top, { recursive: true });
    }
});
