import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { readPackageVersion } from "../repository";
import { sdkLanguages, type SdkLanguage } from "./generate";
import { packJava } from "./java";
import { packDotnet, packGo, packNode, type Packer, packPython } from "./packers";

export interface SdkOptions {
    /** The plugin and the SDKs have this version, such as `0.1.0`. @defaultValue that of the package */
    readonly version?: string;
    /** The files are written into this folder, which is created if needed. */
    readonly folder: string;
    /** @defaultValue all */
    readonly languages?: readonly SdkLanguage[];
}

export interface SdkFile {
    readonly language: SdkLanguage;
    /** The registry of the language takes the file at this path. */
    readonly file: string;
}

const packers: Readonly<Record<SdkLanguage, Packer>> = {
    nodejs: packNode,
    python: packPython,
    go: packGo,
    java: packJava,
    dotnet: packDotnet,
};

/**
 * Makes the SDKs out of the schema, each in the form that the registry of its language takes: an npm tarball, a wheel
 * and an sdist, a Go module, the jars with their POM, and the source of a NuGet package.
 *
 * Rejects if a tool of a language is missing, or if an SDK does not compile.
 */
export async function buildSdks(options: SdkOptions): Promise<readonly SdkFile[]> {
    const { version = readPackageVersion(), folder, languages = sdkLanguages } = options;
    await mkdir(folder, { recursive: true });
    const top = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-sdks-"));
    try {
        const files: SdkFile[] = [];
        for (const language of languages) {
            const work = path.join(top, language);
            await mkdir(work);
            const names = await packers[language](version, work, folder);
            files.push(...names.map((name) => ({ language, file: path.join(folder, name) })));
        }
        return files;
    } finally {
        await rm(top, { recursive: true, force: true });
    }
}
