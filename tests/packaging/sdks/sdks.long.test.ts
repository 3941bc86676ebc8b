import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import ts from "typescript";
import { root } from "../../../tools/repository";
import { succeed } from "../../../tools/engine/childProcess";
import { hasGo } from "../../../tools/engine/goBuild";
import { committedSchema } from "../../../tools/schema/committed";
import { readExample } from "../../../tools/schema/examples";
import { buildSdks, type SdkFile } from "../../../tools/sdks/buildSdks";
import { sdkLanguages, type SdkLanguage } from "../../../tools/sdks/generate";
import { compileJava, findJavaObstacle, javaClassPath } from "../../../tools/sdks/java";
import { sdkNames } from "../../../tools/sdks/names";

const version = "1.8.7";
const names = sdkNames();
const timeoutMs = 300_000;
const examples = ["board", "stopById", "findJob", "listJobs"];

let top: string;
let files: readonly SdkFile[] = [];
let withoutSdk: Partial<Record<SdkLanguage, string>>;

/** Returns the reasons why some SDKs cannot be made: this machine lacks tools. */
async function findMissing(): Promise<typeof withoutSdk> {
    const java = findJavaObstacle();
    if (!(await hasGo(process.env)))
        return Object.fromEntries(sdkLanguages.map((language) => [language, "There is no go on PATH."]));
    return java === undefined ? {} : { java };
}

beforeAll(async () => {
    top = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-sdks-test-"));
    withoutSdk = await findMissing();
    for (const [language, reason] of Object.entries(withoutSdk))
        console.warn(`The SDK for ${language} is not made: ${reason}`);
    const languages = sdkLanguages.filter((language) => withoutSdk[language] === undefined);
    files = await buildSdks({ version, folder: path.join(top, "files"), languages });
}, 600_000);
afterAll(() => rm(top, { recursive: true, force: true }));

const fileOf = (language: SdkLanguage, end: string): string => {
    const match = files.find((each) => each.language === language && each.file.endsWith(end));
    if (match === undefined) throw new Error(`No ${end} for ${language}.`);
    return match.file;
};

/** Unpacks a file and returns the folder. Python knows every format. */
async function unpack(file: string): Promise<string> {
    const folder = await mkdtemp(path.join(top, "unpacked-"));
    const script =
        "import sys, tarfile, zipfile; (zipfile.ZipFile if zipfile.is_zipfile(sys.argv[1]) else tarfile.open)(sys.argv[1]).extractall(sys.argv[2])";
    await succeed("python3", ["-W", "ignore", "-c", script, file, folder], { timeoutMs });
    return folder;
}

const programOf = (example: string, language: string): string =>
    readExample(example).programs.find((program) => program.language === language)?.text ?? "";

/** Makes a test that runs nothing where the SDK could not be made. The reason is in the output. */
const ifMade = (language: SdkLanguage, check: () => Promise<void>) => async (): Promise<void> => {
    if (withoutSdk[language] === undefined) await check();
};

const plugin = { resource: true, name: "modelarts", version };

describe("the SDK for", () => {
    it("every language is what its registry takes", () => {
        const expected: Readonly<Record<SdkLanguage, readonly string[]>> = {
            nodejs: [`${names.npm.slice(1).replace("/", "-")}-${version}.tgz`],
            python: [`${names.python}-${version}-py3-none-any.whl`, `${names.python}-${version}.tar.gz`],
            go: [`modelarts-go-${version}.zip`],
            java: [".jar", "-sources.jar", "-javadoc.jar", ".pom"].map((end) => `modelarts-${version}${end}`),
            dotnet: [`${names.dotnetNamespace}.ModelArts.${version}.tar.gz`],
        };
        for (const language of sdkLanguages.filter((each) => withoutSdk[each] === undefined)) {
            const sdkFiles = files.filter((each) => each.language === language);
            expect(sdkFiles.map(({ file }) => path.basename(file))).toEqual(expected[language]);
        }
    });

    it(
        "Node.js has types that the examples of the schema fit",
        ifMade("nodejs", async () => {
            const sdk = path.join(await unpack(fileOf("nodejs", ".tgz")), "package");
            const manifest = JSON.parse(await readFile(path.join(sdk, "package.json"), "utf8")) as object;
            expect(manifest).toMatchObject({ name: names.npm, version, pulumi: plugin });
            const folder = await mkdtemp(path.join(top, "programs-"));
            const modules = path.join(folder, "node_modules");
            await mkdir(path.join(modules, path.dirname(names.npm)), { recursive: true });
            await symlink(
                path.join(root, "node_modules", "@pulumi"),
                path.join(modules, "@pulumi"),
                "junction",
            );
            await symlink(sdk, path.join(modules, names.npm), "junction");
            const sources = examples.map((example) => path.join(folder, `${example}.ts`));
            for (const [index, file] of sources.entries())
                await writeFile(file, programOf(examples[index] ?? "", "typescript"));
            const options = {
                module: ts.ModuleKind.Node16,
                moduleResolution: ts.ModuleResolutionKind.Node16,
            };
            const program = ts.createProgram(sources, {
                ...options,
                preserveSymlinks: true,
                target: ts.ScriptTarget.ES2022,
                types: [],
                strict: true,
                skipLibCheck: true,
                noEmit: true,
            });
            const diagnostics = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
            expect(diagnostics).toEqual([]);
        }),
        120_000,
    );

    it(
        "Python is a package with its licence and the plugin's version, and the examples name only what it has",
        ifMade("python", async () => {
            const wheel = path.join(await unpack(fileOf("python", ".whl")), names.python);
            const json = await readFile(path.join(wheel, "pulumi-plugin.json"), "utf8");
            expect(JSON.parse(json)).toEqual(plugin);
            const sources = (await readdir(wheel)).filter((name) => name.endsWith(".py"));
            const text = await Promise.all(sources.map((name) => readFile(path.join(wheel, name), "utf8")));
            for (const example of examples) {
                const program = programOf(example, "python");
                const script = `compile(${JSON.stringify(program)}, "p", "exec")`;
                await succeed("python3", ["-W", "error", "-c", script], { timeoutMs });
                const uses = [...program.matchAll(/modelarts\.(\w+)\(|(\w+)=|found\.(\w+)/g)];
                for (const [, name = "", argument = "", field = ""] of uses)
                    expect(text.join("\n")).toMatch(
                        new RegExp(`(class|def|    ) ?${name || argument || field}\\b`),
                    );
            }
            const sdist = await unpack(fileOf("python", ".tar.gz"));
            expect(await readdir(path.join(sdist, `${names.python}-${version}`))).toContain("LICENSE");
        }),
        120_000,
    );

    it(
        "Go is a complete module, with which the examples of the schema compile",
        ifMade("go", async () => {
            const sdk = path.join(await unpack(fileOf("go", ".zip")), `${names.goModule}@v${version}`);
            const json = await readFile(path.join(sdk, "pulumi-plugin.json"), "utf8");
            expect(JSON.parse(json)).toEqual(plugin);
            // The examples lie beside the SDK, so that one go.mod, which the flag keeps as it is, serves both.
            for (const example of examples) {
                const folder = path.join(sdk, "examples", example);
                await mkdir(folder, { recursive: true });
                await writeFile(path.join(folder, "main.go"), `${programOf(example, "go").trimEnd()}\n`);
            }
            const options = { cwd: sdk, timeoutMs };
            await succeed("go", ["vet", "-mod=readonly", "./..."], options);
            const unformattedFiles = await succeed("gofmt", ["-l", "examples"], options);
            expect(unformattedFiles).toBe("");
        }),
        600_000,
    );

    it(
        "Java has the plugin's version in its jar, and the examples of the schema compile with it",
        ifMade("java", async () => {
            const jar = fileOf("java", `modelarts-${version}.jar`);
            const resources = path.join(await unpack(jar), ...names.javaPackage.split("."), "modelarts");
            expect(JSON.parse(await readFile(path.join(resources, "plugin.json"), "utf8"))).toEqual(plugin);
            expect(await readFile(path.join(resources, "version.txt"), "utf8")).toBe(version);
            const classPath = [jar, await javaClassPath()].join(path.delimiter);
            const source = await mkdtemp(path.join(top, "java-"));
            for (const example of examples) {
                await mkdir(path.join(source, example));
                const program = `package ${example};\n${programOf(example, "java")}`;
                await writeFile(path.join(source, example, "App.java"), program);
            }
            await compileJava(source, path.join(top, "classes"), classPath);
        }),
        120_000,
    );

    it(
        ".NET is a project, and the examples name only what its code has",
        ifMade("dotnet", async () => {
            const name = `${names.dotnetNamespace}.ModelArts`;
            const project = path.join(await unpack(fileOf("dotnet", ".tar.gz")), `${name}.${version}`);
            expect(await readFile(path.join(project, `${name}.csproj`), "utf8")).toContain(
                `<Version>${version}<`,
            );
            const picture = await readFile(path.join(project, "logo.png"));
            expect(picture.subarray(1, 4).toString()).toBe("PNG");
            const sources = (await readdir(project)).filter((file) => file.endsWith(".cs"));
            const text = await Promise.all(sources.map((file) => readFile(path.join(project, file), "utf8")));
            for (const example of examples)
                for (const [, word = ""] of programOf(example, "csharp").matchAll(
                    /(?:new |\.|\{ | {8})([A-Z]\w+)/g,
                ))
                    if (!/^(Collections|Generic|ModelArts|RunAsync|Dictionary|Apply)$/.test(word))
                        expect(text.join("\n")).toMatch(new RegExp(`\\b${word}\\b`));
        }),
        60_000,
    );
});

test("the examples in YAML name only what the schema has", () => {
    const { resources, functions } = committedSchema;
    const job = resources["modelarts:index:VisualizationJob"]?.inputProperties ?? {};
    const inputs = Object.values(functions).flatMap((each) => Object.keys(each.inputs.properties));
    for (const example of examples) {
        const keys = [...programOf(example, "yaml").matchAll(/^ {6,8}(\w+):/gm)].map(([, key = ""]) => key);
        const validKeys = [...Object.keys(job), ...inputs, "function", "arguments"];
        expect(keys.filter((key) => !validKeys.includes(key))).toEqual([]);
    }
});
