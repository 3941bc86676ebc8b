import { inspect } from "node:util";
import fc from "fast-check";
import {
    isModelArtsError,
    ModelArtsError,
    describeJob,
    toOneLine,
} from "../../../provider/src/modelarts/errors";

const details = {
    kind: "wrong-status",
    operation: 'stop visualization job "board" (8992)',
    reason: "ModelArts answered 400",
    hint: "Try again later.",
} as const;

describe("a failure", () => {
    test("is one sentence of what was tried and what came of it, then what to do", () => {
        expect(new ModelArtsError(details).message).toBe(
            'Could not stop visualization job "board" (8992): ModelArts answered 400. Try again later.',
        );
    });

    test("without advice ends after the sentence", () => {
        expect(new ModelArtsError({ ...details, hint: undefined }).message).toBe(
            'Could not stop visualization job "board" (8992): ModelArts answered 400.',
        );
    });

    test("carries the service's own answer beside the sentence", () => {
        const answer = {
            httpStatus: 400,
            code: "ModelArts.0105",
            serviceMessage: "job status: 9",
            requestId: "d0d0",
            retryAfterMs: 1000,
            job: { id: "8992" },
            outcomeUnknown: true,
        };
        expect(new ModelArtsError({ ...details, ...answer })).toMatchObject(answer);
    });

    test("is not taken to have done anything, unless that is said", () => {
        expect(new ModelArtsError(details).outcomeUnknown).toBe(false);
    });

    test("is one line, though a name, an argument or a setting in it holds more, and of bounded length", () => {
        const odd = 'board\r\nerror: forged\u2028\u001b[31m"';
        const failure = new ModelArtsError({
            ...details,
            operation: odd,
            reason: odd.repeat(500),
            hint: odd,
        });
        for (const text of [failure.message, failure.operation, failure.reason, failure.stack ?? ""]) {
            expect(text).not.toMatch(/[\p{Cc}\p{Zl}]/u);
            expect(text.length).toBeLessThan(1200);
        }
    });

    test("is told apart by its kind", () => {
        const failure: unknown = new ModelArtsError(details);
        expect(isModelArtsError(failure)).toBe(true);
        expect(isModelArtsError(failure, "not-found", "wrong-status")).toBe(true);
        expect(isModelArtsError(failure, "not-found")).toBe(false);
        expect(isModelArtsError(new Error("wrong-status"), "wrong-status")).toBe(false);
    });

    test.each([
        ["String", String],
        ["stack", (failure: Error) => failure.stack ?? ""],
        ["JSON.stringify", (failure: Error) => JSON.stringify(failure)],
        ["util.inspect", (failure: Error) => inspect(failure)],
        [
            "util.inspect with all that is hidden",
            (failure: Error) => inspect(failure, { showHidden: true, depth: 9 }),
        ],
    ])("printed with %s names no file of the machine it ran on", (_, print) => {
        const text = print(new ModelArtsError(details));
        expect(text).toMatch(/wrong-status|Could not stop/);
        expect(text).not.toMatch(/\n\s+at |node_modules|node:internal|\.[cm]?[jt]s\b/);
        expect(text).not.toContain(process.cwd());
    });
});

describe("a job in a sentence", () => {
    test.each([
        [{ id: "8992", name: "board" }, 'visualization job "board" (8992)'],
        [{ id: "8992" }, "visualization job (8992)"],
        [{ name: "board" }, 'visualization job "board"'],
        [undefined, "visualization job"],
    ])("%j is %s", (job, text) => {
        expect(describeJob(job)).toBe(text);
    });
});

describe("text that a server sent, on one line,", () => {
    test.each([
        ["a line break", "first\r\nsecond", "first second"],
        ["a tab and many blanks", "first \t  second", "first second"],
        ["a control character", "first\u0007\u001b[31msecond", "first [31msecond"],
        ["a line separator of Unicode", "first\u2028second", "first second"],
        ["an order to turn the direction of writing", "first\u202esecond", "first second"],
        ["an isolate of the direction of writing", "first\u2066second", "first second"],
        ["a zero-width space", "first\u200bsecond", "first second"],
        ["blanks at both ends", "\n first \n", "first"],
        ["letters of any script", "训练作业 état", "训练作业 état"],
    ])("has %s tamed", (_, text, line) => {
        expect(toOneLine(text)).toBe(line);
    });

    test("is cut at the limit, and shows that it was", () => {
        expect(toOneLine("x".repeat(301))).toBe(`${"x".repeat(300)}…`);
        expect(toOneLine("x".repeat(300))).toBe("x".repeat(300));
        expect(toOneLine("abcdef", 3)).toBe("abc…");
    });

    test("never has a control or format character, nor more than the limit, whatever came", () => {
        fc.assert(
            fc.property(
                fc.string({ unit: "binary", maxLength: 120 }),
                fc.integer({ min: 1, max: 50 }),
                (text, limit) => {
                    const line = toOneLine(text, limit);
                    expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
                    expect(line.length).toBeLessThanOrEqual(limit + 1);
                },
            ),
        );
    });

    test("is not cut inside a character", () => {
        expect(toOneLine("😀😀😀", 3)).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
    });
});
