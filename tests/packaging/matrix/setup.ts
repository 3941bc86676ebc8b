import engine from "../../../tools/engine/globalSetup";
import { getThings } from "./things";

/** The engine, the versions of Node.js, and the package installed by every package manager. */
export default async function setup(): Promise<void> {
    await engine();
    await getThings((line) => process.stderr.write(`${line}\n`));
}
