import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { succeed } from "../engine/childProcess";
import { createOnce } from "../engine/createOnce";
import { findExecutable } from "../engine/executables";
import { cachedFolder } from "../engine/installation";
import { json } from "../engine/projectFolder";
import { generateSdk, schemaWithVersion } from "./generate";
import { sdkNames } from "./names";
import { languageLimitMs as timeoutMs, type Packer } from "./packers";

const limitMs = 10 * 60_000;
const { javaGroup, javaPackage } = sdkNames();

/** Returns why the SDK for Java cannot be compiled on this machine; `undefined` if it can. */
export function findJavaObstacle(): string | undefined {
    // On Windows Maven is a batch file, which only a shell can start.
    if (process.platform === "win32")
        return "Maven cannot be started on Windows; another system makes this SDK.";
    const folders = (process.env["PATH"] ?? "").split(path.delimiter);
    const missing = ["javac", "jar", "javadoc", "mvn"].filter(
        (name) => findExecutable(name, folders) === undefined,
    );
    return missing.length === 0 ? undefined : `There is no ${missing.join(", ")} on PATH.`;
}

interface JavaSchema {
    readonly description: string;
    readonly language: { readonly java: { readonly dependencies: Readonly<Record<string, string>> } };
}

/** Returns the POM without developers and addresses, which the owner adds before Maven Central takes it. */
function pomOf(version: string): string {
    const { description, language } = JSON.parse(schemaWithVersion(version)) as JavaSchema;
    const dependencies = Object.entries(language.java.dependencies).map(([key, dependencyVersion]) => {
        const [groupId, artifactId] = key.split(":");
        return `<dependency><groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${dependencyVersion}</version></dependency>`;
    });
    return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<project xmlns="http://maven.apache.org/POM/4.0.0">',
        "<modelVersion>4.0.0</modelVersion>",
        `<groupId>${javaGroup}</groupId><artifactId>modelarts</artifactId><version>${version}</version>`,
        `<name>modelarts</name><description>${description}</description>`,
        "<licenses><license><name>Apache-2.0</name></license></licenses>",
        `<dependencies>\n${dependencies.join("\n")}\n</dependencies>`,
        "</project>\n",
    ].join("\n");
}

/** Downloads the jars that the SDK needs from Maven Central into the cache. Returns their class path. */
export async function javaClassPath(): Promise<string> {
    const obstacle = findJavaObstacle();
    if (obstacle !== undefined) throw new Error(`The SDK for Java cannot be compiled: ${obstacle}`);
    const pom = pomOf("0");
    const folder = cachedFolder("jars", pom);
    await createOnce(folder, limitMs, async (partial) => {
        await writeFile(path.join(partial, "pom.xml"), pom);
        const goal = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies";
        const args = ["--batch-mode", "--quiet", goal, `-DoutputDirectory=${partial}`];
        await succeed("mvn", args, { cwd: partial, timeoutMs });
        await rm(path.join(partial, "pom.xml"));
    });
    const jars = (await readdir(folder)).map((name) => path.join(folder, name));
    return jars.join(path.delimiter);
}

/** Compiles Java sources below `source` into `classes`. Rejects with the compiler's messages. */
export async function compileJava(source: string, classes: string, classPath: string): Promise<void> {
    const entries = await readdir(source, { recursive: true });
    const files = entries.filter((name) => name.endsWith(".java")).map((name) => path.join(source, name));
    const options = ["-nowarn", "-encoding", "UTF-8", "--release", "11", "-classpath", classPath];
    await succeed("javac", [...options, "-d", classes, ...files], { cwd: source, timeoutMs });
}

export const packJava: Packer = async (version, work, folder) => {
    const classPath = await javaClassPath();
    const sdk = path.join(work, "sdk");
    await generateSdk("java", sdk, version);
    const source = path.join(sdk, "src", "main", "java");
    const [classes, docs] = [path.join(work, "classes"), path.join(work, "docs")];
    await compileJava(source, classes, classPath);
    await addResources(classes, version);
    const options = ["-quiet", "-Xdoclint:none", "-encoding", "UTF-8", "-classpath", classPath];
    const paths = ["-subpackages", javaPackage, "-d", docs, "-sourcepath", source];
    await succeed("javadoc", [...options, ...paths], { cwd: source, timeoutMs });
    const name = `modelarts-${version}`;
    const contents = {
        [`${name}.jar`]: classes,
        [`${name}-sources.jar`]: source,
        [`${name}-javadoc.jar`]: docs,
    };
    for (const [file, content] of Object.entries(contents)) {
        await cp(path.join(sdk, "LICENSE"), path.join(content, "META-INF", "LICENSE"));
        const args = ["--create", "--file", path.join(folder, file), "."];
        await succeed("jar", args, { cwd: content, timeoutMs });
    }
    await writeFile(path.join(folder, `${name}.pom`), pomOf(version));
    return [...Object.keys(contents), `${name}.pom`];
};

/** Adds what a Gradle project adds to its jar. The code reads its own version there, and the engine the plugin. */
async function addResources(classes: string, version: string): Promise<void> {
    const folder = path.join(classes, ...javaPackage.split("."), "modelarts");
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "version.txt"), version);
    await writeFile(path.join(folder, "plugin.json"), json({ resource: true, name: "modelarts", version }));
}
