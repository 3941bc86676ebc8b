import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { root } from "../../../tools/repository";
import { findActionlint } from "../../../tools/engine/actionlint";
import { run } from "../../../tools/engine/childProcess";
import { classify } from "../../support/documentCommands";

interface Step {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
    readonly permissions?: unknown;
    readonly strategy?: { readonly matrix: Readonly<Record<string, unknown>> };
    readonly "timeout-minutes"?: number;
    readonly steps: readonly Step[];
}
interface Workflow {
    readonly permissions?: unknown;
    readonly jobs: Readonly<Record<string, Job>>;
}

const folder = path.join(root, ".github", "workflows");
const names = readdirSync(folder);
const textOf = (name: string) => readFileSync(path.join(folder, name), "utf8");
const workflow = (name: string) => parse(textOf(name)) as Workflow;
const stepsOf = (name: string) => Object.values(workflow(name).jobs).flatMap(({ steps }) => steps);

test("actionlint finds no fault in the workflows", async () => {
    const files = names.map((name) => path.join(folder, name));
    const { stdout, stderr } = await run(await findActionlint(), ["-no-color", ...files], {
        cwd: root,
        timeoutMs: 60_000,
    });
    expect(stdout + stderr).toBe("");
}, 600_000);

test("actionlint finds what is wrong in a workflow", async () => {
    const text = textOf("ci.yml").replace("${{ matrix.node }}", "${{ matrix.nodes }}");
    const temporary = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-workflow-"));
    try {
        const file = path.join(temporary, "ci.yml");
        await writeFile(file, text);
        const { code, stdout } = await run(await findActionlint(), [file], { timeoutMs: 60_000 });
        expect([code, stdout]).toEqual([1, expect.stringContaining('property "nodes" is not defined')]);
    } finally {
        await rm(temporary, { recursive: true });
    }
}, 600_000);

describe.each(names)("the workflow %s", (name) => {
    test("names each action by a commit, with the version in a comment", () => {
        const uses = textOf(name)
            .split("\n")
            .filter((line) => /\buses:/.test(line));
        expect(uses.length).toBeGreaterThan(0);
        for (const line of uses) expect(line).toMatch(/uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    });

    test("gives each job no more rights than it names, and no credentials of git to its steps", () => {
        const { permissions, jobs } = workflow(name);
        expect([{}, { contents: "read" }]).toContainEqual(permissions);
        for (const [job, { permissions: own, "timeout-minutes": limit }] of Object.entries(jobs)) {
            expect(limit).toBeGreaterThan(0);
            if (job !== "publish") expect([undefined, { contents: "read" }]).toContainEqual(own);
        }
        for (const { uses = "", with: inputs } of stepsOf(name))
            if (uses.startsWith("actions/checkout@"))
                expect(inputs).toEqual({ "persist-credentials": false });
    });

    test("runs scripts that the documents name, and puts no expression into a shell", () => {
        const lines = stepsOf(name).flatMap(({ run: text = "" }) => text.split("\n"));
        expect(lines.filter((line) => line.includes("${{"))).toEqual([]);
        const commands = lines.filter((line) => /^npm (run|test)\b/.test(line));
        for (const line of commands) {
            const words = line.replace('"${TAG#v}" --plugins "$RUNNER_TEMP/plugins"', "0.1.0").split(" ");
            expect(classify(words).findFault()).toBeUndefined();
            expect(readFileSync(path.join(root, "CONTRIBUTING.md"), "utf8")).toContain(
                words.slice(0, 3).join(" "),
            );
        }
        expect(commands.length).toBeGreaterThan(0);
    });
});

test("actions that several workflows use have one commit each", () => {
    const commits = names
        .flatMap(stepsOf)
        .flatMap(({ uses = "" }) => [uses.split("@") as [string, string]])
        .filter(([action]) => action !== "");
    const unique = new Map(commits);
    for (const [action, commit] of commits) expect(unique.get(action)).toBe(commit);
});

test("the tests run on three systems with three versions of Node.js", () => {
    expect(workflow("ci.yml").jobs["test"]?.strategy?.matrix).toMatchObject({
        os: ["ubuntu-latest", "macos-latest", "windows-latest"],
        node: [20, 22, 24],
    });
});
