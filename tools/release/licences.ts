import { npm } from "../package/npm";

/** These licences permit use, change and distribution in works of any other licence. */
const permissive = /^(0BSD|Apache-2\.0|BSD-[23]-Clause|BlueOak-1\.0\.0|CC0-1\.0|ISC|MIT|MIT-0|Unlicense)$/;

/** `npm ls` prints a package in this form. */
interface InstalledPackage {
    readonly license?: unknown;
    readonly peerDependencies?: Readonly<Record<string, string>>;
    readonly dependencies?: Readonly<Record<string, InstalledPackage>>;
}

/** Returns the licence of all that comes with the package, which is everything but peer dependencies, by name. */
export async function readLicences(root: string): Promise<Map<string, string>> {
    const flags = ["--package-lock-only", "--omit=dev", "--all", "--long", "--json"];
    const { stdout } = await npm(root, "ls", "--workspace", "pulumi-modelarts", ...flags);
    const licences = new Map<string, string>();
    const add = ({ peerDependencies = {}, dependencies = {} }: InstalledPackage): void => {
        for (const [name, dependency] of Object.entries(dependencies)) {
            if (name in peerDependencies) continue;
            licences.set(name, typeof dependency.license === "string" ? dependency.license : "UNKNOWN");
            add(dependency);
        }
    };
    add(JSON.parse(stdout) as InstalledPackage);
    return licences;
}

/** Returns which packages have another licence, or a choice of several. */
export function licenceFaults(licences: ReadonlyMap<string, string>): string[] {
    return [...licences]
        .filter(([, expression]) => !permissive.test(expression))
        .map(([name, expression]) => `${name} has the licence ${expression}, which is not a permissive one.`);
}

export function licencesDocument(licences: ReadonlyMap<string, string>): string {
    const rows = [...licences].map(([name, licence]) => `| \`${name}\` | ${licence} |`);
    return `# Licences

What \`npm install pulumi-modelarts\` brings, and under which licence. \`@pulumi/pulumi\`, which a program has already, brings its own packages. So does [the plugin without Node.js](plugin.md#without-nodejs), whose archive has the licences of all that is in it. \`npm run release:check -- --write\` writes this page.

| package | licence |
| --- | --- |
${rows.sort().join("\n")}
`;
}
