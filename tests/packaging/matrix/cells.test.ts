import { readFileSync } from "node:fs";
import path from "node:path";
import { type Cell, cells, type Kind, nodes, sdks } from "./cells";
import { kinds } from "./kinds";

interface Manifest {
    readonly engines: { readonly node: string };
    readonly peerDependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
}

const root = path.resolve(__dirname, "..", "..", "..");
const provider = JSON.parse(readFileSync(path.join(root, "provider", "package.json"), "utf8")) as Manifest;
const line = ({ node }: Cell): string => node.replace(/\..*/, "");
const linesOf = (kept: (cell: Cell) => boolean): string[] =>
    [...new Set(cells.filter(kept).map(line))].sort();
const lines = ["20", "22", "24"];

describe("the matrix", () => {
    test("begins where the package says that it begins", () => {
        expect(provider.engines.node).toBe(`>=${nodes.oldest}`);
        expect(provider.peerDependencies["@pulumi/pulumi"]).toBe(`^${sdks.oldest}`);
        expect(provider.devDependencies["@pulumi/pulumi"]).toBe(sdks.newestFor20);
    });

    test.each(["oldest", "newest"])("has the %s SDK on each line of Node.js", (end) => {
        const newest = (cell: Cell) => (line(cell) === "20" ? sdks.newestFor20 : sdks.newest);
        const wanted = (cell: Cell) => (end === "oldest" ? sdks.oldest : newest(cell));
        expect(linesOf((cell) => cell.pulumi === wanted(cell))).toEqual(lines);
    });

    test("has the oldest and the newest Node.js of each line that it names", () => {
        const used = new Set(cells.map(({ node }) => node));
        expect([...used].sort()).toEqual(Object.values(nodes).sort());
    });

    test.each(Object.keys(kinds) as Kind[])("has %s on each line of Node.js, or two of them", (kind) => {
        const found = linesOf((cell) => cell.kind === kind);
        expect(found).toEqual(kind === "tsx" ? ["20", "22"] : lines);
    });

    test.each<Kind>(["typescript", "esModules"])("has %s installed by pnpm on two lines", (kind) => {
        expect(linesOf((cell) => cell.kind === kind && cell.by === "pnpm")).toHaveLength(2);
    });
});
