import path from "node:path";
import { run } from "../engine/childProcess";
import { tryNpm } from "../package/npm";
import { readJson } from "./shipped";
import type { Licences } from "./licences";

/** Runs the command that a package of this repository brings. */
async function tool(packageName: string, bin: string, ...args: readonly string[]) {
    const folder = path.resolve(__dirname, "..", "..", "node_modules", packageName);
    const manifest = readJson(path.join(folder, "package.json")) as { bin: Record<string, string> };
    const script = path.join(folder, manifest.bin[bin] ?? "");
    const { code, stdout, stderr } = await run(process.execPath, [script, ...args], { timeoutMs: 120_000 });
    return { failed: code !== 0, stdout, output: `${stdout}${stderr}`.trim() };
}

/** Whether Node.js and bundlers find what package.json names. */
export async function publintFaults(tarball: string): Promise<string[]> {
    const { failed, output } = await tool("publint", "publint", tarball, "--strict");
    return failed ? [`publint: ${output}`] : [];
}

/** Whether TypeScript finds declarations, in every mode. No rule is left out. */
export async function attwFaults(tarball: string): Promise<string[]> {
    const { failed, output } = await tool(
        "@arethetypeswrong/cli",
        "attw",
        tarball,
        "--format",
        "ascii",
        "--no-color",
    );
    return failed ? [`attw: ${output}`] : [];
}

export async function licencesOf(folder: string): Promise<Licences> {
    const name = "license-checker-rseidelsohn";
    const { failed, stdout, output } = await tool(
        name,
        name,
        "--start",
        folder,
        "--json",
        "--excludePrivatePackages",
    );
    if (failed) throw new Error(output);
    const found = JSON.parse(stdout) as Record<string, { licenses: string | string[] }>;
    return Object.fromEntries(
        Object.entries(found).map(([of, { licenses }]) => [of, [licenses].flat().join(" AND ")]),
    );
}

interface Audit {
    readonly message?: string;
    readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
}

/** Known weaknesses of what is installed in a folder, or why the check is not possible. */
export async function audit(folder: string): Promise<{ faults: string[]; note: string }> {
    // npm ends with 1 for a weakness, and where the registry has no audits.
    const { stdout } = await tryNpm(folder, "audit", "--omit=dev", "--omit=peer", "--json");
    const { message, vulnerabilities } = JSON.parse(stdout || "{}") as Audit;
    if (vulnerabilities === undefined)
        return {
            faults: [],
            note: `not done: the registry does not answer (${message ?? "no reason given"})`,
        };
    const faults = Object.entries(vulnerabilities).map(
        ([name, { severity }]) => `${name} has a known weakness (${severity}): see npm audit.`,
    );
    return { faults, note: "done" };
}
