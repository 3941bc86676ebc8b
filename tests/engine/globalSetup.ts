import { describeEngine, findEngine } from "./findEngine";

/** Gets the engine before the first test starts, so that no test has to wait for a download or a build. */
export default async function globalSetup(): Promise<void> {
    process.stderr.write(`\n${describeEngine(await findEngine())}\n`);
}
