import { describeEngine, findEngine } from "./findEngine";
import { findLanguageHost } from "./languageHost";

/** Gets the engine before the first test starts, so that no test has to wait for a download or a build. */
export default async function globalSetup(): Promise<void> {
    const engine = await findEngine();
    process.stderr.write(`\n${describeEngine(engine)}\n`);
    for (const language of ["yaml", "python"] as const) {
        const host = await findLanguageHost(language, engine);
        if ("missing" in host) process.stderr.write(`${host.missing}\n`);
    }
}
