import { readFileSync } from "node:fs";
import path from "node:path";

import { hashOf } from "./createOnce";

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
    /** It changes with every change of a pinned version. */
    readonly hash: string;
}

/** Those with a host of their own. That of Node.js belongs to the engine. */
export const languages = ["yaml", "python", "go"] as const;
export type Language = (typeof languages)[number];

/** A program that belongs to no engine, such as the host of a language other than that of Node.js. */
export interface SeparatePin extends GoProgram {
    /** It changes with every change of a pinned version. */
    readonly hash: string;
}

export function moduleVersion(goMod: string, module: string): string {
    const requirements = goMod.split("\n").map((line) => line.trim().split(" "));
    const version = requirements.find(([name, text]) => name === module && text?.startsWith("v"))?.[1];
    if (!version) throw new Error(`go.mod pins no version of ${module}. Add it with go get -tool.`);
    return version.slice(1);
}

export function goRelease(goMod: string): string {
    return /^go (\S+)$/m.exec(goMod)?.[1] ?? "1.24";
}

function program(folder: string, module: string, command: string): GoProgram {
    const goMod = readFileSync(path.join(folder, "go.mod"), "utf8");
    const version = moduleVersion(goMod, module);
    return { folder, module, package: `${module}/${command}`, version, go: goRelease(goMod) };
}

const [pulumi, nodejs, yaml, go, actionlint] = ["pulumi", "nodejs", "yaml", "go", "actionlint"].map((name) =>
    path.join(__dirname, name),
) as [string, string, string, string, string];
const sdk = "github.com/pulumi/pulumi/sdk/v3";

/** Reads the versions from the go.mod files beside this file, the only place that has them. */
export function readPins(): Pins {
    return {
        pulumi: program(pulumi, "github.com/pulumi/pulumi/pkg/v3", "cmd/pulumi"),
        languageHost: program(nodejs, sdk, "nodejs/cmd/pulumi-language-nodejs"),
        hash: hashPins(pulumi, nodejs),
    };
}

/** The module of a language host, its program, and the folder with its go.mod. */
const languageHosts: Readonly<Record<Language, readonly [string, string, string]>> = {
    yaml: ["github.com/pulumi/pulumi-yaml", "cmd/pulumi-language-yaml", yaml],
    python: [sdk, "python/cmd/pulumi-language-python", nodejs],
    go: [sdk, "go/pulumi-language-go", go],
};

export function readLanguagePin(language: Language): SeparatePin {
    const [module, command, folder] = languageHosts[language];
    return { ...program(folder, module, command), hash: hashPins(folder) };
}

export function readActionlintPin(): SeparatePin {
    return {
        ...program(actionlint, "github.com/rhysd/actionlint", "cmd/actionlint"),
        hash: hashPins(actionlint),
    };
}

function hashPins(...folders: readonly string[]): string {
    const files = folders.flatMap((folder) => ["go.mod", "go.sum"].map((file) => path.join(folder, file)));
    return hashOf(...files.map((file) => readFileSync(file)));
}
