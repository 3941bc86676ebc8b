/** The licence of each package, by `name@version`: an SPDX expression. */
export type Licences = Readonly<Record<string, string>>;

/** These licences permit use, change and distribution in works of any other licence. */
const permissive = new Set([
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BlueOak-1.0.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unlicense",
]);

/** Which packages have another licence, or one that is only guessed: `MIT*`. */
export function licenceFaults(licences: Licences): string[] {
    return Object.entries(licences)
        .filter(([, expression]) => !isPermissive(expression))
        .map(
            ([name, expression]) =>
                `${name} has the licence ${expression}, which is not one of the permissive ones.`,
        );
}

function isPermissive(expression: string): boolean {
    const parts = (separator: RegExp) => expression.replace(/^\((.*)\)$/, "$1").split(separator);
    const all = parts(/ AND /);
    if (all.length > 1) return all.every(isPermissive);
    return parts(/ OR /).some((one) => permissive.has(one));
}

/** The document, without versions: those change with every update, licences hardly ever. */
export function licencesDocument(licences: Licences): string {
    const rows = Object.entries(licences).map(
        ([name, licence]) => `| \`${name.replace(/(?!^)@.*/, "")}\` | ${licence} |`,
    );
    return `# Licences

What \`npm install pulumi-modelarts\` brings, and under which licence. \`@pulumi/pulumi\`, which a program has already, brings its own packages. \`npm run release:check -- --write\` writes this page.

| package | licence |
| --- | --- |
${[...new Set(rows)].sort().join("\n")}
`;
}
