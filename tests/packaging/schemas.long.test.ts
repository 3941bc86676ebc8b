import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "../../tools/engine/childProcess";
import { prepareVirtualEnvironment } from "../../tools/engine/python";
import { filesIn } from "../../tools/package/checksums";
import { type Sbom } from "../../tools/release/sbom";
import { writeSboms } from "../../tools/release/sboms";
import { readPackageVersion, root } from "../../tools/repository";

jest.setTimeout(300_000);

let folder: string;
/** The Python with the validators; `undefined` where they cannot be installed, and the output has the reason. */
let python: string | undefined;
beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-schemas-"));
    const requirements = path.join(root, "tests", "packaging", "requirements.txt");
    python = await prepareVirtualEnvironment("validators", requirements).catch((error: unknown) => {
        console.warn(`No file is compared with its schema: ${(error as Error).message}`);
        return undefined;
    });
});
afterAll(() => rm(folder, { recursive: true }));

/** Makes a test that does nothing without the validators. */
const ifInstalled = (check: (python: string) => Promise<void>) => async (): Promise<void> => {
    if (python !== undefined) await check(python);
};

describe("a file that GitHub reads fits the schema of SchemaStore", () => {
    const schemas = [
        { schema: "dependabot", files: /^dependabot\.yml$/ },
        { schema: "github-workflows", files: /^workflows\// },
        { schema: "github-issue-forms", files: /^ISSUE_TEMPLATE\/(?!config\.yml)/ },
        { schema: "github-issue-config", files: /^ISSUE_TEMPLATE\/config\.yml$/ },
    ];
    const github = path.join(root, ".github");
    const validate = (command: string, schema: string, files: readonly string[]) =>
        run(command, ["-m", "check_jsonschema", "--builtin-schema", `vendor.${schema}`, ...files], {
            cwd: github,
            timeoutMs: 120_000,
        });

    test("and each file has one", () => {
        for (const file of filesIn(github))
            expect(schemas.filter(({ files }) => files.test(file))).toHaveLength(1);
    });

    test.each(schemas)("$schema", ({ schema, files }) =>
        ifInstalled(async (command) => {
            const matches = filesIn(github).filter((file) => files.test(file));
            expect(matches).not.toEqual([]);
            expect(await validate(command, schema, matches)).toMatchObject({ code: 0 });
        })(),
    );

    test(
        "and a name that the schema lacks is noticed",
        ifInstalled(async (command) => {
            const invalidFile = path.join(folder, "dependabot.yml");
            const text = await readFile(path.join(github, "dependabot.yml"), "utf8");
            await writeFile(invalidFile, text.replace("default-days", "default-day"));
            const { code, stdout } = await validate(command, "dependabot", [invalidFile]);
            expect([code, stdout]).toEqual([1, expect.stringContaining("'default-day' was unexpected")]);
        }),
    );
});

describe("the SBOMs", () => {
    /** Returns what the schema of CycloneDX has against a text, or nothing. */
    const findFault = async (command: string, sbom: Sbom): Promise<string> => {
        const file = path.join(folder, "sbom.json");
        await writeFile(file, JSON.stringify(sbom));
        const script = [
            "import sys",
            "from cyclonedx.schema import SchemaVersion",
            "from cyclonedx.validation.json import JsonStrictValidator",
            "version = SchemaVersion.from_version(sys.argv[1])",
            "error = JsonStrictValidator(version).validate_str(open(sys.argv[2]).read())",
            'print("" if error is None else error)',
        ].join("\n");
        const { code, stdout, stderr } = await run(command, ["-c", script, sbom.specVersion, file], {
            timeoutMs: 120_000,
        });
        expect([code, stderr]).toEqual([0, ""]);
        return stdout.trim();
    };

    test(
        "of package and plugin fit the schema of CycloneDX, and one that does not is noticed",
        ifInstalled(async (command) => {
            const out = path.join(folder, "out");
            await mkdir(out);
            expect(await writeSboms(root, readPackageVersion(), folder, out)).toEqual([]);
            const sboms = filesIn(out);
            expect(sboms).toHaveLength(2);
            const ofPlugin = await readFile(path.join(out, sboms[1] ?? ""), "utf8");
            const { node } = process.versions;
            expect(JSON.parse(ofPlugin)).toMatchObject({
                components: expect.arrayContaining([
                    expect.objectContaining({ name: "node", version: node }),
                ]) as unknown,
            });
            for (const name of sboms) {
                const sbom = JSON.parse(await readFile(path.join(out, name), "utf8")) as Sbom;
                expect(await findFault(command, sbom)).toBe("");
                const [first, ...others] = sbom.components;
                const invalidComponents = [{ ...first, type: "part" }, ...others] as Sbom["components"];
                expect(await findFault(command, { ...sbom, components: invalidComponents })).toContain(
                    "'part'",
                );
            }
        }),
    );
});
