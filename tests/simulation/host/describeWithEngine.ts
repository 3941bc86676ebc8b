import path from "node:path";

import { executable, findExecutable } from "../../../tools/engine/executables";

const folders = (process.env.PATH ?? "").split(path.delimiter);
const hasGo = findExecutable(executable("go"), folders) !== undefined;
if (!hasGo) console.warn("Skipped: there is no go on PATH, which builds the engine of the simulation.");

/** `describe` for tests that need the engine of the simulation; without Go they are skipped, and the reason is printed. */
export const describeWithEngine: jest.Describe = hasGo ? describe : describe.skip;

/** The first build of the engine takes minutes. */
export const engineBuildMs = 15 * 60_000;
