import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { root } from "./markdown";

/** The folders of `examples/` that are Pulumi projects. What their documents say is tried by `tests/examples`. */
export function exampleProjects(): string[] {
    const folder = path.join(root, "examples");
    return readdirSync(folder).filter((name) => existsSync(path.join(folder, name, "Pulumi.yaml")));
}
