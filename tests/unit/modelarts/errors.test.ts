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
    reason: "ModelArts responded with 400",
    hint: "Try again later.",
} as const;

describe("ModelArtsError", () => {
    test("composes the message of operation, reason and hint", () => {
        expect(new ModelArtsError(details).message).toBe(
            'Could not stop visualization job "board" (8992): ModelArts responded with 400. Try again later.',
        );
    });

    test("ends the message after the reason when there is no hint", () => {
        expect(new ModelArtsError({ ...details, hint: undefined }).message).toBe(
            'Could not stop visualization job "board" (8992): ModelArts responded with 400.',
        );
    });

    test("keeps the details of the response", () => {
        const response = {
            httpStatus: 400,
            code: "ModelArts.0105",
            serviceMessage: "job status: 9",
            requestId: "d0d0",
            retryAfterMs: 1000,
            job: { id: "8992" },
            outcomeUnknown: true,
        };
        expect(new ModelArtsError({ ...details, ...response })).toMatchObject(response);
    });

    test("has a known outcome by default", () => {
        expect(new ModelArtsError(details).outcomeUnknown).toBe(false);
    });

    test("writes one line of bounded length for any details", () => {
        const multiLineText = 'board\r\nerror: forged\u2028\u001b[31m"';
        const error = new ModelArtsError({
            ...details,
            operation: multiLineText,
            reason: multiLineText.repeat(500),
            hint: multiLineText,
        });
        for (const text of [error.message, error.operation, error.reason, error.stack ?? ""]) {
            expect(text).not.toMatch(/[\p{Cc}\p{Zl}]/u);
            expect(text.length).toBeLessThan(1200);
        }
    });

    test("is recognized by its kind", () => {
        const error: unknown = new ModelArtsError(details);
        expect(isModelArtsError(error)).toBe(true);
        expect(isModelArtsError(error, "not-found", "wrong-status")).toBe(true);
        expect(isModelArtsError(error, "not-found")).toBe(false);
        expect(isModelArtsError(new Error("wrong-status"), "wrong-status")).toBe(false);
    });

    test.each([
        ["String", String],
        ["stack", (error: Error) => error.stack ?? ""],
        ["JSON.stringify", (error: Error) => JSON.stringify(error)],
        ["util.inspect", (error: Error) => inspect(error)],
        ["util.inspect with hidden fields", (error: Error) => inspect(error, { showHidden: true, depth: 9 })],
    ])("names no file of the machine when printed with %s", (_, print) => {
        const text = print(new ModelArtsError(details));
        expect(text).toMatch(/wrong-status|Could not stop/);
        expect(text).not.toMatch(/\n\s+at |node_modules|node:internal|\.[cm]?[jt]s\b/);
        expect(text).not.toContain(process.cwd());
    });
});

describe("describeJob", () => {
    test.each([
        [{ id: "8992", name: "board" }, 'visualization job "board" (8992)'],
        [{ id: "8992" }, "visualization job (8992)"],
        [{ name: "board" }, 'visualization job "board"'],
        [undefined, "visualization job"],
    ])("describes %j as %s", (job, text) => {
        expect(describeJob(job)).toBe(text);
    });
});

describe("toOneLine", () => {
    test.each([
        ["a line break", "first\r\nsecond", "first second"],
        ["a tab and several spaces", "first \t  second", "first second"],
        ["a control character", "first\u0007\u001b[31msecond", "first [31msecond"],
        ["a line separator of Unicode", "first\u2028second", "first second"],
        ["a mark that reverses the direction of text", "first\u202esecond", "first second"],
        ["a mark that isolates the direction of text", "first\u2066second", "first second"],
        ["a zero-width space", "first\u200bsecond", "first second"],
        ["spaces at both ends", "\n first \n", "first"],
        ["letters of any script", "训练作业 état", "训练作业 état"],
    ])("writes %s on one line", (_, text, line) => {
        expect(toOneLine(text)).toBe(line);
    });

    test("cuts the text at the limit and adds an ellipsis", () => {
        expect(toOneLine("x".repeat(301))).toBe(`${"x".repeat(300)}…`);
        expect(toOneLine("x".repeat(300))).toBe("x".repeat(300));
        expect(toOneLine("abcdef", 3)).toBe("abc…");
    });

    test("removes control and format characters and keeps the limit for any text", () => {
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

    test("does not cut inside a character", () => {
        expect(toOneLine("😀😀😀", 3)).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
    });
});

test("the console shows the sentence of an error alone", () => {
    const error = new ModelArtsError({ kind: "not-found", operation: "look up", reason: "it is not there" });
    expect(inspect(error)).toBe("ModelArtsError: Could not look up: it is not there.");
    expect(inspect({ error })).toBe("{ error: ModelArtsError: Could not look up: it is not there. }");
});
