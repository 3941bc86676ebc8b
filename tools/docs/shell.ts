/** One command of a `bash` block. */
export interface Command {
    readonly words: readonly string[];
    /** The command as it is written. */
    readonly text: string;
    /** The line in its document, from 1. */
    readonly line: number;
}

/**
 * The commands of a block, line by line. Throws for what only a shell understands: a reader would have to know more
 * than the document says, and nothing here could run it.
 */
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
