import { readFile } from "node:fs/promises";
import path from "node:path";

import type { Engine } from "./engine";
import { findEngine } from "./findEngine";
import { findLanguageHost } from "./languageHost";
import { type Language, languages } from "./pins";

/** Returns the language of the project in a folder; `undefined` for Node.js and where there is no project. */
export async function detectLanguage(folder: string): Promise<Language | undefined> {
    const manifest = await readFile(path.join(folder, "Pulumi.yaml"), "utf8").catch(() => "");
    const [, runtime] = /^\s*"?runtime"?:\s*\{?\s*(?:"?name"?:\s*)?"?(\w+)/m.exec(manifest) ?? [];
    return languages.find((language) => language === runtime);
}

/** Returns the engine with the language host that the project in a folder needs. Rejects if there is no host. */
export async function findEngineFor(folder: string): Promise<Engine> {
    const engine = await findEngine();
    const language = await detectLanguage(folder);
    if (language === undefined) return engine;
    const host = await findLanguageHost(language, engine);
    if ("missing" in host) throw new Error(host.missing);
    return { ...engine, env: { PATH: [...host.folders, engine.env.PATH].join(path.delimiter) } };
}
