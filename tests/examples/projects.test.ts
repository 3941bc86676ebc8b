import { readdirSync, readFileSync } from "node:fs";
import { cp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import { exampleProjects, programOf, typescriptProjects } from "../support/exampleProjects";
import { codesIn, readDocument } from "../../tools/docs/markdown";
import { root } from "../../tools/repository";
import { makeProjectFolder } from "../../tools/engine/projectFolder";
import { packPackage } from "../../tools/package/packed";

const folder = path.join(root, "examples");
const projects = exampleProjects();
const text = (...names: string[]): string => readFileSync(path.join(folder, ...names), "utf8");

/** Returns the configuration keys of the project's own namespace, with their defaults. */
function configOf(project: string): Map<string, string | undefined> {
    const [, rest = ""] = text(project, "Pulumi.yaml").split(/^config:\n/m);
    const [config = ""] = rest.split(/^(?=\w)/m);
    const keys = config.split(/^ {2}(?=\w+:$)/m).filter((part) => part !== "");
    return new Map(
        keys.map((part) => [/^\w+/.exec(part)?.[0] ?? "", /^ {4}default: (.*)$/m.exec(part)?.[1]]),
    );
}

test("examples/README.md has every example, and each of its links into this folder is one", () => {
    const links = readDocument("examples/README.md").links.filter((link) => !link.startsWith("../"));
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect([...links].sort()).toEqual(folders.map(({ name }) => `${name}/README.md`).sort());
});

test("every project has a test that runs its README", () => {
    const tests = readdirSync(__dirname).filter((name) => name.endsWith(".test.ts"));
    const all = tests.map((name) => readFileSync(path.join(__dirname, name), "utf8")).join("\n");
    const testedExamples = [...all.matchAll(/Reader\.start\("([\w-]+)"/g)].map((match) => match[1]);
    expect([...new Set(testedExamples)].sort()).toEqual([...projects].sort());
});

describe.each(projects)("%s", (project) => {
    test("is a project that refreshes first", () => {
        const manifest = text(project, "Pulumi.yaml");
        expect(manifest).toMatch(/^options:\n {2}refresh: always\b/m);
    });

    test("has a program of at most 40 lines, with comments", () => {
        const program = text(project, programOf(project));
        expect(program.split("\n").length).toBeLessThanOrEqual(41);
        expect(program).toMatch(/^[ \t]*(\/\/|\/\*\*|#) /m);
    });

    test("documents its configuration in its README", () => {
        const { headings, tables } = readDocument(`examples/${project}/README.md`);
        expect(headings.map((heading) => heading.text)).toEqual([project]);
        const rows = tables.find(({ header }) => header[0] === "configuration")?.rows ?? [];
        const documentedRows = rows
            .filter(([key = ""]) => !key.includes(":"))
            .map(([key = "", byDefault = ""]) => [codesIn(key)[0], codesIn(byDefault)[0]] as const);
        const actualRows = [...configOf(project)].map(([key, byDefault]) => [
            key,
            byDefault === '""' ? undefined : byDefault,
        ]);
        expect(documentedRows).toEqual(actualRows);
    });
});

test.each(typescriptProjects())("%s is an npm package by the name of its folder", (project) => {
    expect(JSON.parse(text(project, "package.json"))).toMatchObject({
        name: `modelarts-${project}`,
        main: "index.ts",
    });
    expect(text(project, "tsconfig.json")).toBe(text("tensorboard", "tsconfig.json"));
});

test("every program compiles with the installed package, and an invalid one does not", async () => {
    const { top, project: projectFolder } = await makeProjectFolder({
        modules: (await packPackage()).modules,
    });
    try {
        for (const project of typescriptProjects())
            await cp(path.join(folder, project), path.join(projectFolder, project), {
                recursive: true,
                filter: (file) => path.basename(file) !== "node_modules",
            });
        const invalidFile = path.join(projectFolder, "tensorboard", "wrong.ts");
        await writeFile(invalidFile, text("tensorboard", "index.ts").replace("trainUrl:", "trainURL:"));
        const { config } = ts.readConfigFile(
            path.join(projectFolder, "tensorboard", "tsconfig.json"),
            (file) => ts.sys.readFile(file),
        ) as { config: object };
        const all = { ...config, include: ["*/*.ts"] };
        const { options, fileNames } = ts.parseJsonConfigFileContent(all, ts.sys, projectFolder);
        const diagnostics = ts
            .getPreEmitDiagnostics(ts.createProgram(fileNames, options))
            .map(({ file, messageText }) => [
                path.relative(projectFolder, file?.fileName ?? projectFolder),
                ts.flattenDiagnosticMessageText(messageText, "\n"),
            ]);
        expect(fileNames.length).toBeGreaterThan(typescriptProjects().length);
        expect(diagnostics).toEqual([
            [path.relative(projectFolder, invalidFile), expect.stringContaining("trainURL")],
        ]);
    } finally {
        await rm(top, { recursive: true, force: true });
    }
}, 240_000);
