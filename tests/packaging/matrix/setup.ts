import engine from "../../../tools/engine/globalSetup";
import { prepareFixtures } from "./things";

/** The engine, the versions of Node.js, and the package installed by every package manager. */
export default async function setup(): Promise<void> {
    await engine();
    await prepareFixtures((line) => process.stderr.write(`${line}\n`));
}
