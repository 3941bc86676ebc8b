import { gzipSync, brotliCompressSync, deflateSync } from "node:zlib";
import fc from "fast-check";
import { answers } from "./answers";
import { json, nearlyJson } from "./jsonTexts";
import { byteServer } from "./byteServer";
import { connectionTo, hostileCalls, secrets } from "./calls";
import { rawAnswer } from "./rawAnswers";
import { LeapingClock } from "../support/fakeClock";
import { runs } from "./runs";
import { nastyText, text } from "./texts";
import { outcomeOf, watchPrototypes } from "./verdict";

watchPrototypes();

const server = byteServer();
afterEach(() => {
    server().requests.length = 0;
});

/** The calls that these tests make, and no others. */
const paths =
    /^(GET|POST|PUT|DELETE) (\/v1\/[A-Za-z0-9_-]{1,64}\/visualization-jobs(\/8992(\/stop|\/restart)?|\?[^ ]*)?|\/v3\/auth\/tokens|\/v3\/projects\?name=cn-north-4) HTTP\/1\.1$/;

const known = Object.values(secrets);

const others = [
    { weight: 1, arbitrary: nearlyJson(answers.refusal) },
    { weight: 1, arbitrary: nearlyJson(answers.iamRefusal) },
    { weight: 1, arbitrary: json },
    { weight: 1, arbitrary: text },
];

describe.each(hostileCalls.map((call, number) => ({ ...call, number })))("$name", (call) => {
    const { values, run, answer, check, number } = call;
    const texts = fc.oneof({ weight: 6, arbitrary: nearlyJson(answers[answer]) }, ...others);

    test("gives a right value or a failure, whatever the server sends", async () => {
        await fc.assert(
            fc.asyncProperty(rawAnswer(texts), async (sent) => {
                server().answer = () => sent;
                const clock = new LeapingClock();
                const outcome = await outcomeOf(() => run(connectionTo(server().url, values, clock)), known);
                if ("value" in outcome) check(outcome.value);
                expect(server().requests.filter((line) => !paths.test(line))).toEqual([]);
                // An hour, and the chance that is added.
                for (const sleep of clock.sleeps) expect(sleep).toBeLessThanOrEqual(3_601_000);
            }),
            runs(60, number),
        );
    });
});

describe("what the server knows of us", () => {
    const forms: readonly ((secret: string) => string)[] = [
        (secret) => secret,
        encodeURIComponent,
        (secret) => JSON.stringify(secret).slice(1, -1),
    ];
    const places: readonly ((said: string) => string)[] = [
        (said) =>
            `HTTP/1.1 400 x\r\n\r\n${JSON.stringify({ error_code: said, error_msg: said, request_id: said })}`,
        (said) =>
            `HTTP/1.1 401 x\r\n\r\n${JSON.stringify({ error: { code: said, message: said, title: said } })}`,
        (said) => `HTTP/1.1 302 x\r\nLocation: http://x.example.org/${said}\r\n\r\n`,
        (said) =>
            `HTTP/1.1 400 x\r\nX-Request-Id: ${said}\r\nRetry-After: ${said}\r\n\r\n{"error_code":"X.1"}`,
        (said) => `HTTP/1.1 200 x\r\nContent-Type: ${said}\r\n\r\n${said}`,
        (said) => `HTTP/1.1 400 ${said}\r\n\r\n`,
        (said) => `HTTP/1.1 200 x\r\n${said}`,
    ];

    test("is in no failure, wherever it is sent back", async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.constantFrom(...hostileCalls),
                fc.constantFrom(...places),
                fc.constantFrom(...forms),
                fc.tuple(nastyText, nastyText).map((two) => two.map((one) => one.replace(/[\r\n]/g, ""))),
                async ({ values, run }, place, form, [before = "", after = ""]) => {
                    const said = Object.values(secrets).map((secret) => `${before}${form(secret)}${after}`);
                    const bytes = Buffer.from(place(said.join(" ")));
                    server().answer = () => ({ bytes, then: "close" });
                    const outcome = await outcomeOf(() => run(connectionTo(server().url, values)));
                    if (!("failure" in outcome)) throw new Error("It took that for an answer");
                    // A connection knows its own secrets alone.
                    const own = Object.values(values).filter((one) => known.some((secret) => secret === one));
                    for (const secret of own)
                        for (const shown of [secret, ...forms.map((one) => one(secret))])
                            expect(
                                `${outcome.failure.message} ${JSON.stringify(outcome.failure)}`,
                            ).not.toContain(shown);
                },
            ),
            runs(200),
        );
    });
});

describe("an answer that is small on the wire and large unpacked", () => {
    const large = Buffer.alloc(100 * 1024 * 1024, " ");
    test.each([
        ["gzip", gzipSync(large)],
        ["deflate", deflateSync(large)],
        ["br", brotliCompressSync(large)],
    ])("is told as no answer of the service, and not kept: %s", async (encoding, bytes) => {
        const head = `HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${bytes.length}\r\n\r\n`;
        server().answer = () => ({ bytes: Buffer.concat([Buffer.from(head), bytes]), then: "close" });
        for (const { values, run } of hostileCalls) {
            // Time enough to unpack: what ends it is to be the size.
            const patient = { ...values, "modelarts:requestTimeout": "20" };
            const outcome = await outcomeOf(() => run(connectionTo(server().url, patient)), known);
            expect(outcome).toMatchObject({ failure: { kind: "not-the-service" } });
            const { message } = (outcome as { failure: Error }).failure;
            expect(message).toContain("more than 8 MiB");
        }
    });
});
