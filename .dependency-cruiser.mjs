import { readFileSync } from "node:fs";

/*
 * Which part of the repository may import which: everything that tools/architecture/rooms.json does not allow fails.
 * `npm run lint` checks it, and docs/architecture.md has the picture of it.
 */
const { rooms, reserved } = JSON.parse(
    readFileSync(new URL("tools/architecture/rooms.json", import.meta.url), "utf8"),
);
const pattern = (path) => `^${path.replaceAll(".", "\\.")}`;
/** A room and the rooms below it; `provider` is the whole package. */
const filesOf = (name) =>
    name === "provider"
        ? ["^provider/"]
        : rooms.filter((room) => `${room.name}/`.startsWith(`${name}/`)).map(({ path }) => pattern(path));
const packages = ["(^|/)node_modules/", "^provider/(package|schema)\\.json$"];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
    forbidden: [
        { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
        ...reserved.map((rule) => ({
            name: `only ${rule.only} imports ${rule.packages}`,
            severity: "error",
            from: { path: "^provider/src/", pathNot: pattern(rule.only) },
            to: { path: `node_modules/(${rule.packages})` },
        })),
    ],
    allowedSeverity: "error",
    allowed: [
        ...rooms.map(({ name, path, to }) => ({
            from: { path: pattern(path) },
            to: { path: [pattern(path), ...to.flatMap(filesOf), ...packages] },
            comment: name,
        })),
        { from: {}, to: { dependencyTypes: ["core"] } },
    ],
    options: {
        doNotFollow: { path: "node_modules|(^|/)provider/dist/" },
        exclude: { path: "^examples/" },
        // Imports of types count: a cycle of types is a cycle of concepts.
        tsPreCompilationDeps: true,
        tsConfig: { fileName: "tsconfig.json" },
        enhancedResolveOptions: {
            exportsFields: ["exports"],
            conditionNames: ["types", "require", "import", "default"],
        },
    },
};
