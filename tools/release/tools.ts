import { tryNpm } from "../package/npm";

/** Checks that Node.js and bundlers find what package.json names, and TypeScript its declarations in every mode. */
export async function entryFaults(root: string, tarball: string): Promise<string[]> {
    const faults: string[] = [];
    for (const command of [
        ["publint", tarball, "--strict"],
        ["attw", tarball, "--format", "ascii", "--no-color"],
    ]) {
        const { code, stdout, stderr } = await tryNpm(root, "exec", "--no", "--", ...command);
        if (code !== 0) faults.push(`${command[0] ?? ""}: ${stdout}${stderr}`);
    }
    return faults;
}

interface Audit {
    readonly message?: string;
    readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
}

/** Returns known weaknesses of what is installed with the package. A failed check is a fault if it is required. */
export async function audit(folder: string, isRequired: boolean, ...flags: readonly string[]) {
    // npm ends with 1 for a weakness, and where the registry has no audits.
    const { stdout } = await tryNpm(folder, "audit", "--omit=dev", "--omit=peer", "--json", ...flags);
    const { message = "no reason given", vulnerabilities } = JSON.parse(stdout || "{}") as Audit;
    const faults = Object.entries(vulnerabilities ?? {}).map(
        ([name, { severity }]) => `${name} has a known weakness (${severity}): see npm audit.`,
    );
    if (vulnerabilities !== undefined) return { faults, note: "done" };
    const note = `not done: the registry does not respond (${message})`;
    return { faults: isRequired ? [`audit ${note}`] : [], note };
}
