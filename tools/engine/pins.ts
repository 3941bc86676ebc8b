import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

/** A folder with a go.mod that pins versions, and the program that Go builds in it. */
export interface GoProgram {
    readonly folder: string;
    readonly module: string;
    readonly package: string;
    readonly version: string;
    /** The Go release that its go.mod asks for. */
    readonly go: string;
}

export interface Pins {
    readonly pulumi: GoProgram;
    readonly languageHost: GoProgram;
    /** Changes with every change of a pinned version. */
    readonly hash: string;
}

export function moduleVersion(goMod: string, module: string): string {
    const line = goMod.split("\n").find((text) => text.trim().startsWith(`${module} v`));
    const version = line
        ?.trim()
        .slice(module.length + 2)
        .split(" ")[0];
    if (!version) throw new Error(`go.mod pins no version of ${module}. Add it with go get -tool.`);
    return version;
}

export function goRelease(goMod: string): string {
    return /^go (\S+)$/m.exec(goMod)?.[1] ?? "1.24";
}

function program(folder: string, module: string, command: string): GoProgram {
    const goMod = readFileSync(path.join(folder, "go.mod"), "utf8");
    return {
        folder,
        module,
        package: `${module}/${command}`,
        version: moduleVersion(goMod, module),
        go: goRelease(goMod),
    };
}

export type Language = "yaml" | "python";

/** The host of a language other than that of Node.js, which belongs to the engine. */
export interface LanguagePin extends GoProgram {
    /** Changes with every change of a pinned version. */
    readonly hash: string;
}

/** Reads the versions from the go.mod files below `engineFolder`, the only place that has them. */
export function readPins(engineFolder: string = __dirname): Pins {
    const pulumi = path.join(engineFolder, "pulumi");
    const nodejs = path.join(engineFolder, "nodejs");
    return {
        pulumi: program(pulumi, "github.com/pulumi/pulumi/pkg/v3", "cmd/pulumi"),
        languageHost: program(nodejs, "github.com/pulumi/pulumi/sdk/v3", "nodejs/cmd/pulumi-language-nodejs"),
        hash: hashOf(pulumi, nodejs),
    };
}

export function readLanguagePin(language: Language, engineFolder: string = __dirname): LanguagePin {
    const folder = path.join(engineFolder, { yaml: "yaml", python: "nodejs" }[language]);
    const pin =
        language === "yaml"
            ? program(folder, "github.com/pulumi/pulumi-yaml", "cmd/pulumi-language-yaml")
            : program(folder, "github.com/pulumi/pulumi/sdk/v3", "python/cmd/pulumi-language-python");
    return { ...pin, hash: hashOf(folder) };
}

function hashOf(...folders: readonly string[]): string {
    const hash = createHash("sha256");
    for (const folder of folders) {
        for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(path.join(folder, file)));
    }
    return hash.digest("hex").slice(0, 12);
}
