import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { root } from "../../../tools/repository";
import { run } from "../../../tools/engine/childProcess";

interface Step {
    readonly name?: string;
    readonly run?: string;
}
const text = readFileSync(path.join(root, ".github", "workflows", "release.yml"), "utf8");
const { jobs } = parse(text) as { jobs: { publish: { steps: readonly Step[] } } };
/** The steps that upload, in their order. */
const uploads = jobs.publish.steps.filter(({ run = "" }) => /\b(gh|npm) /.test(run));

/**
 * Programs in place of gh and npm. A file in `there` is what GitHub or npm has. Each program writes down what it is to
 * do.
 */
const programs = {
    gh: `#!/bin/sh
[ "$1 $2" = "release view" ] && exec test -e "../there/$3"
echo "gh $*" >> ../calls; : > "../there/$3"
`,
    // The second package is unknown to npm, which then fails. Of the first one it has no such version, and prints nothing.
    npm: `#!/bin/sh
[ "$1" = view ] && { [ ! -e "../there/$2" ] || echo 0.1.0; test "$2" = one@0.1.0; exit; }
[ ! -e ../there/refusal ] || { echo "no trusted publisher" >&2; exit 1; }
echo "npm $*" >> ../calls
`,
};

describe("the steps of the workflow that upload a release", () => {
    let folder: string;
    const write = (file: string, content = ""): void => {
        mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
        writeFileSync(path.join(folder, file), content);
    };
    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "pulumi-modelarts-publish-"));
        for (const [name, script] of Object.entries(programs)) {
            write(`bin/${name}`, script);
            chmodSync(path.join(folder, "bin", name), 0o755);
        }
        for (const file of ["github/plugin.tar.gz", "npm/one.tgz", "npm/two.tgz"]) write(`release/${file}`);
        for (const [file, name] of Object.entries({ one: "one", two: "@scope/two" })) {
            write("package/package.json", JSON.stringify({ name, version: "0.1.0" }));
            execFileSync("tar", ["-czf", `release/npm/${file}.tgz`, "package"], { cwd: folder });
        }
        mkdirSync(path.join(folder, "there"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    /** Runs the steps as the workflow does: a step that fails is the last one. Returns what gh and npm were to do. */
    async function upload(): Promise<{ codes: number[]; calls: string[] }> {
        write("calls");
        const codes: number[] = [];
        const PATH = [path.join(folder, "bin"), process.env["PATH"]].join(path.delimiter);
        for (const { run: script = "" } of uploads) {
            const flags = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
            const env = { ...process.env, PATH, TAG: "v0.1.0" };
            const cwd = path.join(folder, "release");
            const { code } = await run("bash", flags, { cwd, env, timeoutMs: 30_000 });
            codes.push(code);
            if (code !== 0) break;
        }
        return { codes, calls: readFileSync(path.join(folder, "calls"), "utf8").trim().split("\n") };
    }
    const all = "github/plugin.tar.gz npm/one.tgz npm/two.tgz";
    const releaseCall = `gh release create v0.1.0 --verify-tag --title v0.1.0 --notes-file notes.md ${all}`;
    const publishCalls = ["one", "two"].map(
        (name) => `npm publish ./npm/${name}.tgz --access public --provenance`,
    );

    test("make the release on GitHub, then publish each package", async () => {
        expect(await upload()).toEqual({ codes: [0, 0], calls: [releaseCall, ...publishCalls] });
    });

    test("make the release also where npm refuses, and a second run does the rest", async () => {
        write("there/refusal");
        expect(await upload()).toEqual({ codes: [0, 1], calls: [releaseCall] });
        rmSync(path.join(folder, "there", "refusal"));
        // A person has published this one by hand.
        write("there/one@0.1.0");
        expect(await upload()).toEqual({
            codes: [0, 0],
            calls: [`gh release upload v0.1.0 --clobber ${all}`, publishCalls[1]],
        });
    });
});
