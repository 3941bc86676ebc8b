import { gzipSync, brotliCompressSync, deflateSync } from "node:zlib";
import fc from "fast-check";
import { responses } from "./responses";
import { json, corruptText } from "./responses";
import { useByteServer } from "./byteServer";
import { connectToServer, callsUnderTest, secrets } from "./calls";
import { rawResponse } from "./rawResponses";
import { AutoAdvanceClock } from "../support/fakeClock";
import { runParameters } from "./runs";
import { hostileText, text } from "./texts";
import { outcomeOf, expectUnchangedPrototypes } from "./verdict";

expectUnchangedPrototypes();

const server = useByteServer();
afterEach(() => {
    server().requests.length = 0;
});

/** The requests that these tests make, and no others. */
const paths =
    /^(GET|POST|PUT|DELETE) (\/v1\/[A-Za-z0-9_-]{1,64}\/visualization-jobs(\/8992(\/stop|\/restart)?|\?[^ ]*)?|\/v3\/auth\/(tokens|projects)|\/v3\/projects\?name=cn-north-4) HTTP\/1\.1$/;

const secretValues = Object.values(secrets);

const others = [
    { weight: 1, arbitrary: corruptText(responses.refusal) },
    { weight: 1, arbitrary: corruptText(responses.iamRefusal) },
    { weight: 1, arbitrary: json },
    { weight: 1, arbitrary: text },
];

describe.each(callsUnderTest.map((call, number) => ({ ...call, number })))("$name", (call) => {
    const { values, run, response, check, number } = call;
    const texts = fc.oneof({ weight: 6, arbitrary: corruptText(responses[response]) }, ...others);

    test("gives a right value or a failure, whatever the server sends", async () => {
        await fc.assert(
            fc.asyncProperty(rawResponse(texts), async (reply) => {
                server().respond = () => reply;
                const clock = new AutoAdvanceClock();
                const outcome = await outcomeOf(
                    () => run(connectToServer(server().url, values, clock)),
                    secretValues,
                );
                if ("value" in outcome) check(outcome.value);
                expect(server().requests.filter((line) => !paths.test(line))).toEqual([]);
                // The limit is an hour, and the random part that is added.
                for (const sleep of clock.sleeps) expect(sleep).toBeLessThanOrEqual(3_601_000);
            }),
            runParameters(60, number),
        );
    });
});

describe("what the server knows of us", () => {
    const forms: readonly ((secret: string) => string)[] = [
        (secret) => secret,
        encodeURIComponent,
        (secret) => JSON.stringify(secret).slice(1, -1),
    ];
    const responsesWithText: readonly ((echoedText: string) => string)[] = [
        (echoedText) =>
            `HTTP/1.1 400 x\r\n\r\n${JSON.stringify({ error_code: echoedText, error_msg: echoedText, request_id: echoedText })}`,
        (echoedText) =>
            `HTTP/1.1 401 x\r\n\r\n${JSON.stringify({ error: { code: echoedText, message: echoedText, title: echoedText } })}`,
        (echoedText) => `HTTP/1.1 302 x\r\nLocation: http://x.example.org/${echoedText}\r\n\r\n`,
        (echoedText) =>
            `HTTP/1.1 400 x\r\nX-Request-Id: ${echoedText}\r\nRetry-After: ${echoedText}\r\n\r\n{"error_code":"X.1"}`,
        (echoedText) => `HTTP/1.1 200 x\r\nContent-Type: ${echoedText}\r\n\r\n${echoedText}`,
        (echoedText) => `HTTP/1.1 400 ${echoedText}\r\n\r\n`,
        (echoedText) => `HTTP/1.1 200 x\r\n${echoedText}`,
    ];

    test("is in no failure, wherever it is sent back", async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.constantFrom(...callsUnderTest),
                fc.constantFrom(...responsesWithText),
                fc.constantFrom(...forms),
                fc.tuple(hostileText, hostileText).map((two) => two.map((one) => one.replace(/[\r\n]/g, ""))),
                async ({ values, run }, createResponse, form, [before = "", after = ""]) => {
                    const echoedText = Object.values(secrets).map(
                        (secret) => `${before}${form(secret)}${after}`,
                    );
                    const bytes = Buffer.from(createResponse(echoedText.join(" ")));
                    server().respond = () => ({ bytes, then: "close" });
                    const outcome = await outcomeOf(() => run(connectToServer(server().url, values)));
                    if (!("failure" in outcome)) throw new Error("It took that for a response");
                    // A connection has its own secrets alone.
                    const own = Object.values(values).filter((one) =>
                        secretValues.some((secret) => secret === one),
                    );
                    for (const secret of own)
                        for (const secretForm of [secret, ...forms.map((one) => one(secret))])
                            expect(
                                `${outcome.failure.message} ${JSON.stringify(outcome.failure)}`,
                            ).not.toContain(secretForm);
                },
            ),
            runParameters(200),
        );
    });
});

describe("a response that is small on the wire and large unpacked", () => {
    const large = Buffer.alloc(100 * 1024 * 1024, " ");
    test.each([
        ["gzip", gzipSync(large)],
        ["deflate", deflateSync(large)],
        ["br", brotliCompressSync(large)],
    ])("is reported as an unexpected response, and not kept: %s", async (encoding, bytes) => {
        const head = `HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${bytes.length}\r\n\r\n`;
        server().respond = () => ({ bytes: Buffer.concat([Buffer.from(head), bytes]), then: "close" });
        for (const { values, run } of callsUnderTest) {
            // The time is enough to unpack, so that the size ends it.
            const patient = { ...values, "modelarts:requestTimeout": "20" };
            const outcome = await outcomeOf(() => run(connectToServer(server().url, patient)), secretValues);
            expect(outcome).toMatchObject({ failure: { kind: "unexpected-response" } });
            const { message } = (outcome as { failure: Error }).failure;
            expect(message).toContain("more than 8 MiB");
        }
    });
});
