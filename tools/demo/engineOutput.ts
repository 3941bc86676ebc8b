const noise = [
    /^\s*$/,
    /^@ /, // "@ updating....": a sign of life for logs
    /pulumi:pulumi:Stack /,
    / refreshing( \(\d+s\))?\s*$/, // the row with its end follows
    /^The resources in the stack have been deleted, but/,
    /^If you want to remove the stack completely/,
];
/** A row of a resource that ends with its name: nothing is said about it. */
const silentRow = /^ {4}\S+:\S+ \S+\s*$/;

export function isEssential(line: string): boolean {
    return !silentRow.test(line) && !noise.some((pattern) => pattern.test(line));
}

/** Takes output in pieces as they come, and gives each whole essential line once it is there. */
export function essentialLines(print: (line: string) => void): (chunk: string) => void {
    let rest = "";
    return (chunk) => {
        const lines = (rest + chunk).split(/\r?\n/);
        rest = lines.pop() ?? "";
        for (const line of lines) if (isEssential(line)) print(line.trimEnd());
    };
}
