/** Something that must never be. */
export class Violation extends Error {
    constructor(
        readonly wrongs: readonly string[],
        /** What the engine wrote in the last operation. */
        readonly output: string,
    ) {
        super(wrongs.join("\n"));
    }
}
