import fc from "fast-check";
import { isFailure, ModelArtsFailure, nameOf, oneLine, reworded } from "../../provider/modelarts/failures";
import { Pace } from "../../provider/modelarts/pace";
import { retryAfterMs, retryDelay } from "../../provider/modelarts/retry";
import { encode, signingHeaders } from "../../provider/modelarts/signer";
import { statusOf } from "../../provider/modelarts/status";
import { durationMs, limitOf } from "../../provider/timeouts";
import { runs } from "./runs";
import { text } from "./texts";
import { expectFailure, expectOneLine, watchPrototypes } from "./verdict";

watchPrototypes();

test("a failure is one line of bounded length, whatever it is made from", () => {
    fc.assert(
        fc.property(
            text,
            text,
            fc.option(text, { nil: undefined }),
            text,
            (attempted, because, advice, name) => {
                const failure = new ModelArtsFailure({
                    kind: "refused",
                    attempted: `${attempted} ${nameOf({ name })}`,
                    because,
                    advice,
                });
                expectFailure(failure);
                expectFailure(reworded(failure, { because: `${because}${failure.because}`, advice }));
                expect(isFailure(failure)).toBe(true);
            },
        ),
        runs(500),
    );
});

test("a text is one line of bounded length, whatever it is", () => {
    fc.assert(
        fc.property(text, fc.nat({ max: 400 }), (one, limit) => {
            expectOneLine(oneLine(one, limit));
            expect(oneLine(one, limit).length).toBeLessThanOrEqual(limit + 1);
        }),
        runs(500),
    );
});

test("Retry-After is a time that can be waited for, or none, whatever it is", () => {
    const header = fc.oneof(
        text,
        fc.bigInt({ min: 0n }).map(String),
        fc.nat({ max: 500 }).map((digits) => "9".repeat(digits)),
        fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
        text.map((one) => `Sun, ${one}`),
    );
    fc.assert(
        fc.property(header, fc.double({ noNaN: true, min: 0, max: 0.999 }), (one, random) => {
            const asked = retryAfterMs(one, Date.UTC(2024, 0, 31));
            if (asked !== undefined) {
                expect(Number.isFinite(asked)).toBe(true);
                expect(asked).toBeGreaterThanOrEqual(0);
            }
            const policy = { maxRetries: 5, retryDelayMs: 1000 };
            const delay = retryDelay(
                { kind: "throttled", maybeDone: false, retryAfterMs: asked },
                0,
                true,
                policy,
                random,
            );
            // An hour, and the chance that is added.
            if (delay !== undefined) expect(delay).toBeLessThanOrEqual(3_601_000);
            else expect(asked).toBeGreaterThan(3_600_000);
        }),
        runs(500),
    );
});

test("throttling holds nobody for more than an hour, whatever was asked for", async () => {
    await fc.assert(
        fc.asyncProperty(fc.double({ min: 0, noNaN: true }), async (asked) => {
            let now = 0;
            const sleep = (ms: number): Promise<void> => {
                now += ms;
                return Promise.resolve();
            };
            const pace = new Pace({ now: () => now, sleep });
            pace.throttled(asked);
            expect(await pace.turn(Infinity)).toBe(true);
            expect(now).toBeLessThanOrEqual(3_600_000);
        }),
        runs(200),
    );
});

test("a duration is a number, and a limit above 0, whatever the text", () => {
    fc.assert(
        fc.property(
            fc.oneof(text, fc.stringMatching(/^(\d{1,4}(\.\d{1,4})?(ns|us|µs|ms|s|m|h)){1,4}$/)),
            (one) => {
                expect(durationMs(one)).toBeGreaterThanOrEqual(0);
                expect(limitOf("create", { create: one }, 900_000)).toBeGreaterThan(0);
            },
        ),
        runs(500),
    );
});

test("a status has a name and a phase, whatever its number", () => {
    fc.assert(
        fc.property(fc.double(), (code) => {
            const status = statusOf(code);
            expect(status.name).not.toBe("");
            expect(typeof status.phase).toBe("string");
        }),
        runs(200),
    );
});

describe("signing", () => {
    const url = fc
        .tuple(fc.constantFrom("https://gw.example.org", "http://127.0.0.1:1"), text, text)
        .map(([origin, path, query]) => `${origin}/${path}?${query}`)
        .filter((one) => URL.canParse(one))
        .map((one) => new URL(one));

    test("gives headers that a request can carry, whatever the path, the query and the body", () => {
        const scope = fc.option(fc.constant({ region: "eu-de", service: "modelarts" }), { nil: undefined });
        fc.assert(
            fc.property(url, text, text, text, scope, (target, body, secretKey, value, form) => {
                const request = {
                    method: "POST",
                    url: target,
                    headers: { Accept: value, __proto__: value },
                    body,
                };
                const key = { accessKey: "FAKEACCESSKEY0000001", secretKey };
                const headers = signingHeaders(request, key, new Date(0), form);
                for (const one of Object.values(headers)) expect(one).toMatch(/^[ -~]+$/);
                if (secretKey.length > 5) expect(JSON.stringify(headers)).not.toContain(secretKey);
            }),
            runs(500),
        );
    });

    test("has a way to write every text into an address, and it stays in its place", () => {
        fc.assert(
            fc.property(text, (one) => {
                expect(encode(one)).toMatch(/^[A-Za-z0-9._~%-]*$/);
                expect(decodeURIComponent(encode(one))).toBe(one.replace(/\p{Surrogate}/gu, "\ufffd"));
            }),
            runs(500),
        );
    });
});
