import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { reserved, type Room, rooms } from "../../tools/architecture/rooms";
import { root } from "../../tools/repository";

/** Returns a file of the room. A pattern of several files stands for its first one. */
function sampleFile(pattern: string, name: string): string {
    const file = pattern.replace(/\((\w+)(?:\|\w+)*\)/, "$1");
    return file.endsWith("/") ? `${file}${name}.ts` : file;
}

function isAllowed(from: Room, to: Room): boolean {
    if (from === to) return true;
    return from.to.some(
        (name) =>
            `${to.name}/`.startsWith(`${name}/`) || (name === "provider" && to.path.startsWith("provider/")),
    );
}

interface Violation {
    readonly from: string;
    readonly to: string;
    readonly rule: { readonly name: string };
}

/** Lints a tree that has these files only, with the rules of this repository. */
async function lint(files: Readonly<Record<string, string>>): Promise<Violation[]> {
    const folder = await mkdtemp(path.join(tmpdir(), "rooms-"));
    try {
        const all = { "tsconfig.json": "{}", ...files };
        for (const [name, text] of Object.entries(all)) {
            await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
            await writeFile(path.join(folder, name), text);
        }
        await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"), "junction");
        const linter = path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
        const args = ["--config", path.join(root, ".dependency-cruiser.mjs"), "--output-type", "json"];
        const { stdout } = await promisify(execFile)(
            process.execPath,
            [linter, ...args, ...new Set(Object.keys(files).map((name) => name.split("/")[0] ?? ""))],
            { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
        ).catch((error: unknown) => error as { stdout: string });
        const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } };
        return summary.violations;
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

const relative = (from: string, to: string): string => {
    const target = path.posix.relative(path.posix.dirname(from), to).replace(/\.ts$/, "");
    return target.startsWith(".") ? target : `./${target}`;
};

describe("the linter", () => {
    test("rejects an import for each arrow that the rooms do not have, and no other", async () => {
        const targets = new Map(rooms.map((room) => [room, sampleFile(room.path, "target")]));
        const files: Record<string, string> = {};
        for (const to of targets.values()) files[to] = "export type Value = string;\n";
        const forbidden: string[] = [];
        for (const [number, from] of rooms.entries()) {
            // Each room has one file of its own that imports all others, so that there is no cycle.
            const file = sampleFile(from.path, `probe${String(number)}`);
            const others = [...targets].filter(([room, target]) => room !== from && target !== file);
            const imports = others.map(
                ([, target], index) =>
                    `import type { Value as V${String(index)} } from "${relative(file, target)}";`,
            );
            files[file] = `${files[file] ?? ""}${imports.join("\n")}\n`;
            for (const [to, target] of others)
                if (!isAllowed(from, to)) forbidden.push(`${file} -> ${target}`);
        }
        const violations = await lint(files);
        const arrows = violations.filter(({ rule }) => rule.name === "not-in-allowed");
        expect(arrows.map(({ from, to }) => `${from} -> ${to}`).sort()).toEqual(forbidden.sort());
    }, 60_000);

    describe("rejects", () => {
        const cycle = ["provider/src/lifecycle/one.ts", "provider/src/lifecycle/two.ts"];
        const packageUsers = ["emulator/src/probe.ts", "provider/src/properties/probe.ts"];
        const imports = reserved.map(({ packages, only }, index) => ({
            name: packages.startsWith("@pulumi") ? "@pulumi/pulumi" : packages.replace("/", ""),
            only,
            owner: sampleFile(only, "owner"),
            outsider: `provider/src/lifecycle/probe${String(index)}.ts`,
        }));
        let violations: Violation[];
        const violationsOf = (files: readonly string[]): string[] =>
            violations
                .filter(({ from }) => files.includes(from))
                .map(({ from, rule }) => `${from}: ${rule.name}`);

        beforeAll(async () => {
            const files: Record<string, string> = {
                "provider/src/lifecycle/one.ts":
                    'import type { Two } from "./two";\nexport type One = Two | 1;\n',
                "provider/src/lifecycle/two.ts":
                    'import type { One } from "./one";\nexport type Two = One | 2;\n',
            };
            for (const file of packageUsers)
                files[file] =
                    'import { connect } from "pulumi-modelarts/client";\nexport const value = connect;\n';
            for (const { name, owner, outsider } of imports)
                files[owner] = files[outsider] =
                    `import * as all from "${name}";\nexport const keys = Object.keys(all);\n`;
            violations = await lint(files);
        }, 60_000);

        test("a cycle, also of types", () => {
            expect(violationsOf(cycle)).toContain(`${cycle[0] ?? ""}: no-cycles`);
        });

        test.each(imports)("an import of $name outside of $only", ({ owner, outsider, only }) => {
            expect(violationsOf([owner, outsider])).toEqual([
                expect.stringContaining(`${outsider}: only ${only} imports`),
            ]);
        });

        test("an import of the package by its name", () => {
            expect(violationsOf(packageUsers).sort()).toEqual(
                packageUsers.map((file) => `${file}: not-in-allowed`),
            );
        });
    });
});
