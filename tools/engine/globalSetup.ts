import { describeEngine, findEngine } from "./findEngine";
import { findLanguageHost } from "./languageHost";

/** Finds, downloads or builds the engine before the first test, so that no test waits for it until its timeout. */
export default async function globalSetup(): Promise<void> {
    const engine = await findEngine();
    process.stderr.write(`\n${describeEngine(engine)}\n`);
    for (const language of ["yaml", "python"] as const) {
        const host = await findLanguageHost(language, engine);
        if ("missing" in host) process.stderr.write(`${host.missing}\n`);
    }
}
