import { inspect } from "node:util";
import type { Job } from "../../provider/src/modelarts/job";
import { isModelArtsError, type ModelArtsError } from "../../provider/src/modelarts/errors";

/** Line breaks, control and format characters, and halves of characters. */
const unsafeCharacters = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
/** The longest message that a person reads to its end. */
const maxLength = 3100;

/** Expects one line that a log may hold as it is. */
export function expectOneLine(line: string): void {
    expect(line).not.toMatch(unsafeCharacters);
    expect(line.length).toBeLessThan(maxLength);
}

/** Expects a failure of the package: its texts can forge nothing, and contain no secret, however they are printed. */
export function expectFailure(
    error: unknown,
    secrets: readonly string[] = [],
): asserts error is ModelArtsError {
    if (!isModelArtsError(error)) throw new Error(`This is no failure of ours: ${inspect(error)}`);
    for (const line of [error.message, error.operation, error.reason, error.stack ?? ""]) expectOneLine(line);
    const serviceTexts = [error.serviceMessage, error.requestId, error.code].filter(
        (one) => one !== undefined,
    );
    for (const line of serviceTexts) expectOneLine(line);
    if (error.retryAfterMs !== undefined) {
        expect(error.retryAfterMs).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(error.retryAfterMs)).toBe(true);
    }
    const outputs = [
        String(error),
        error.stack,
        JSON.stringify(error),
        inspect(error, { showHidden: true, depth: 9 }),
    ];
    for (const secret of secrets) expect(outputs.join("\n")).not.toContain(secret);
}

/** This is enough for any call of these tests. One that takes longer hangs. */
const hangTimeoutMs = 10_000;

/** Returns the outcome of a call. Throws where it hangs, or fails with anything but a failure of the package. */
export async function outcomeOf<T>(
    call: () => Promise<T>,
    secrets: readonly string[] = [],
): Promise<{ value: T } | { failure: ModelArtsError }> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
            reject(new Error("The call hangs"));
        }, hangTimeoutMs);
    });
    try {
        return { value: await Promise.race([call(), timeout]) };
    } catch (error) {
        expectFailure(error, secrets);
        return { failure: error };
    } finally {
        clearTimeout(timer);
    }
}

const phases = ["starting", "running", "stopping", "stopped", "failed", "unknown"];
const texts = ["name", "description", "trainUrl", "serviceUrl", "createdAt", "resourceId"] as const;
const numbers = ["runningSeconds", "autoStopHours"] as const;

/** An ID that a request can have: it stays one part of a path. */
export const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** Expects a job as its type declares it, and nothing else, so that it survives being written down. */
export function expectValidJob(job: Job): void {
    expect(job.id).toMatch(idPattern);
    expect(Object.getPrototypeOf(job)).toBe(Object.prototype);
    expect(Number.isFinite(job.status.code)).toBe(true);
    expect(phases).toContain(job.status.state);
    expectOneLine(job.status.name);
    const fieldNames: readonly string[] = ["id", "status", ...texts, ...numbers];
    expect(Object.keys(job).filter((name) => !fieldNames.includes(name))).toEqual([]);
    for (const name of texts) expect(["string", "undefined"]).toContain(typeof job[name]);
    for (const name of numbers) expect(job[name] === undefined || Number.isFinite(job[name])).toBe(true);
    if (job.createdAt !== undefined) expect(new Date(job.createdAt).toISOString()).toBe(job.createdAt);
    expect(Object.values(job)).not.toContain(undefined);
}

const classes = [Object, Array, Function, String, Number, Boolean, RegExp, Map, Set, Promise, Error, Date];
const prototypes = classes.map((one) => one.prototype as object);
const listOwnKeys = () => prototypes.map((one) => Reflect.ownKeys(one));
const originalKeys = listOwnKeys();

/** Expects that every test of the file leaves the built-in prototypes as they were. */
export function expectUnchangedPrototypes(): void {
    afterEach(() => {
        expect(listOwnKeys()).toEqual(originalKeys);
        for (const one of prototypes)
            expect(Object.getPrototypeOf(one)).toBe(one === Object.prototype ? null : Object.prototype);
    });
}
