import { readFileSync } from "node:fs";
import path from "node:path";

import { hashOf } from "./createOnce";

/** Describes a program that Go builds. Only the go.mod in its folder pins its version. */
export interface GoProgram {
    readonly folder: string;
    readonly module: string;
    readonly package: string;
    readonly version: string;
    /** The go.mod asks for this Go release. */
    readonly go: string;
    /** The hash changes with every change of a pinned version. */
    readonly hash: string;
}

/** Contains what an installation of the engine has. */
export interface Pins {
    readonly pulumi: GoProgram;
    readonly languageHost: GoProgram;
    readonly hash: string;
}

/** These languages have their own hosts. The host of Node.js belongs to the engine. */
export const languages = ["yaml", "python", "go"] as const;
export type Language = (typeof languages)[number];

export function moduleVersion(goMod: string, module: string): string {
    const requirements = goMod.split("\n").map((line) => line.trim().split(" "));
    const version = requirements.find(([name, text]) => name === module && text?.startsWith("v"))?.[1];
    if (!version) throw new Error(`go.mod pins no version of ${module}. Add it with go get -tool.`);
    return version.slice(1);
}

export function goRelease(goMod: string): string {
    return /^go (\S+)$/m.exec(goMod)?.[1] ?? "1.24";
}

function readPinFiles(folder: string): Buffer[] {
    return ["go.mod", "go.sum"].map((file) => readFileSync(path.join(folder, file)));
}

/** Reads the pin of a program. `contents` is all that the built program depends on, by default the pins. */
export function readGoProgram(
    folder: string,
    module: string,
    packageName: string,
    contents: readonly (string | Buffer)[] = readPinFiles(folder),
): GoProgram {
    const goMod = readFileSync(path.join(folder, "go.mod"), "utf8");
    const [version, go] = [moduleVersion(goMod, module), goRelease(goMod)];
    return { folder, module, package: packageName, version, go, hash: hashOf(...contents) };
}

function readTool(name: string, module: string, command: string): GoProgram {
    return readGoProgram(path.join(__dirname, name), module, `${module}/${command}`);
}

const sdk = "github.com/pulumi/pulumi/sdk/v3";

export function readPins(): Pins {
    const pulumi = readTool("pulumi", "github.com/pulumi/pulumi/pkg/v3", "cmd/pulumi");
    const languageHost = readTool("nodejs", sdk, "nodejs/cmd/pulumi-language-nodejs");
    const folders = [pulumi.folder, languageHost.folder];
    return { pulumi, languageHost, hash: hashOf(...folders.flatMap(readPinFiles)) };
}

export function readLanguagePin(language: Language): GoProgram {
    if (language === "yaml")
        return readTool("yaml", "github.com/pulumi/pulumi-yaml", "cmd/pulumi-language-yaml");
    if (language === "go") return readTool("go", sdk, "go/pulumi-language-go");
    return readTool("nodejs", sdk, "python/cmd/pulumi-language-python");
}

export function readActionlintPin(): GoProgram {
    return readTool("actionlint", "github.com/rhysd/actionlint", "cmd/actionlint");
}
