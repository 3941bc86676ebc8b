/** Describes one command of a `bash` block. */
export interface Command {
    readonly words: readonly string[];
    /** Contains the command as it is written. */
    readonly text: string;
    /** The line in its document counts from 1. */
    readonly line: number;
}

/** Returns the commands of a block. Throws for what only a shell understands, which nothing here could run. */
export function parseCommands(block: { readonly text: string; readonly line: number }): Command[] {
    return block.text.split("\n").flatMap((commandText, index) => {
        const [text, line] = [commandText.trim(), block.line + index];
        const words = parseWords(text, line);
        return words.length === 0 ? [] : [{ words, text, line }];
    });
}

function parseWords(text: string, line: number): string[] {
    const words: string[] = [];
    let rest = text;
    while (rest !== "" && !rest.startsWith("#")) {
        const word = /^(?:"([^"\\$`]*)"|'([^']*)'|([^\s"'\\|&;<>()`$]+))(?:\s+|$)/;
        const [whole, double, single, bare] = word.exec(rest) ?? [];
        if (whole === undefined) throw new Error(`Line ${line} is not a plain command: ${text}`);
        words.push(double ?? single ?? bare ?? "");
        rest = rest.slice(whole.length);
    }
    return words;
}
