/** An invariant that does not hold. */
export class Violation extends Error {
    constructor(
        readonly violations: readonly string[],
        /** The engine's output of the last operation. */
        readonly output: string,
    ) {
        super(violations.join("\n"));
    }
}
