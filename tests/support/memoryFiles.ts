import path from "node:path";
import type { RecordFiles } from "../../provider/src/lifecycle/recordFiles";

/** Keeps the files of one machine in memory. */
export class MemoryFiles implements RecordFiles {
    private readonly contents = new Map<string, { readonly text: string; readonly modifiedAt: number }>();

    /** `now` returns milliseconds since 1970. */
    constructor(private readonly now: () => number = Date.now) {}

    read(file: string): { readonly text: string; readonly modifiedAt: number } {
        const content = this.contents.get(file);
        if (content === undefined) throw new Error("ENOENT");
        return content;
    }

    size(file: string): number {
        return this.read(file).text.length;
    }

    list(folder: string): readonly string[] {
        return [...this.contents.keys()].filter((file) => path.dirname(file) === folder).sort();
    }

    append(file: string, text: string): void {
        this.write(file, `${this.contents.get(file)?.text ?? ""}${text}`);
    }

    write(file: string, text: string): void {
        this.contents.set(file, { text, modifiedAt: this.now() });
    }

    touch(file: string, modifiedAt: number): void {
        this.contents.set(file, { ...this.read(file), modifiedAt });
    }

    remove(file: string): void {
        this.contents.delete(file);
    }

    /** Returns the paths of all files. */
    get names(): readonly string[] {
        return [...this.contents.keys()];
    }

    /** Returns the contents of all files. */
    get texts(): readonly string[] {
        return [...this.contents.values()].map(({ text }) => text);
    }
}
