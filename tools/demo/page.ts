const colours = process.stdout.isTTY && !process.env.NO_COLOR;
const style =
    (code: number) =>
    (text: string): string =>
        colours ? `\u001b[${code}m${text}\u001b[0m` : text;

export const bold = style(1);
const dim = style(2);
const green = style(32);

/** Where each kind of line goes, and how it looks. */
export const page = {
    heading: (text: string): void => {
        console.log(`\n${bold(text)}\n${"─".repeat(text.length)}`);
    },
    command: (text: string): void => {
        console.log(`\n  ${green("$")} ${bold(text)}`);
    },
    engine: (line: string): void => {
        console.log(`    ${dim(line)}`);
    },
    note: (text: string): void => {
        console.log(`\n  ${text}`);
    },
    row: (line: string): void => {
        console.log(`    ${line}`);
    },
};
