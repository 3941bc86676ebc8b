import { readFileSync } from "node:fs";
import path from "node:path";
import { type MatrixEntry, matrixEntries, type ProgramKind, nodes, sdks } from "./matrixEntries";
import { kinds } from "./kinds";
import { root } from "../../../tools/repository";

interface Manifest {
    readonly engines: { readonly node: string };
    readonly peerDependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
}

const provider = JSON.parse(readFileSync(path.join(root, "provider", "package.json"), "utf8")) as Manifest;
const line = ({ node }: MatrixEntry): string => node.replace(/\..*/, "");
const linesOf = (isIncluded: (entry: MatrixEntry) => boolean): string[] =>
    [...new Set(matrixEntries.filter(isIncluded).map(line))].sort();
const lines = ["20", "22", "24"];
const all = ["bun", "npm", "pnpm", "yarn"];

describe("the matrix", () => {
    test("begins where the package says that it begins", () => {
        expect(provider.engines.node).toBe(`>=${nodes.oldest}`);
        expect(provider.peerDependencies["@pulumi/pulumi"]).toBe(`^${sdks.oldest}`);
        expect(provider.devDependencies["@pulumi/pulumi"]).toBe(sdks.newestFor20);
    });

    test.each(["oldest", "newest"])("has the %s SDK on each line of Node.js", (end) => {
        const newest = (entry: MatrixEntry) => (line(entry) === "20" ? sdks.newestFor20 : sdks.newest);
        const expectedSdk = (entry: MatrixEntry) => (end === "oldest" ? sdks.oldest : newest(entry));
        expect(linesOf((entry) => entry.pulumi === expectedSdk(entry))).toEqual(lines);
    });

    test("has the oldest and the newest Node.js of each line that it names", () => {
        const versions = new Set(matrixEntries.map(({ node }) => node));
        expect([...versions].sort()).toEqual(Object.values(nodes).sort());
    });

    test.each(Object.keys(kinds) as ProgramKind[])(
        "has %s on each line of Node.js, or two of them",
        (kind) => {
            const actualLines = linesOf((entry) => entry.kind === kind);
            expect(actualLines).toEqual(kind === "tsx" ? ["20", "22"] : lines);
        },
    );

    test.each<ProgramKind>(["typescript", "esModules"])(
        "has %s installed by each package manager",
        (kind) => {
            const managers = matrixEntries.filter((entry) => entry.kind === kind).map(({ by }) => by);
            expect([...new Set(managers)].sort()).toEqual(
                kind === "typescript" ? all : all.filter((by) => by !== "npm"),
            );
        },
    );
});
