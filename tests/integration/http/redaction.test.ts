import { isModelArtsError, type ModelArtsError } from "../../../provider/src/modelarts/errors";
import { type Emulator, type FaultSpec, type RecordedRequest, startEmulator } from "../../../emulator/src";
import type { SettingValues } from "../../support/settings";
import { connectToEmulator, withoutAccessKey, passwordSettings } from "../../support/emulatedClient";
import { type ApiCall, apiCalls } from "../../support/apiCalls";
import { findLeaks } from "../../support/printing";

/* A server that sends back what it should have kept to itself: everything the client knows and sends. */

type EchoResponse = NonNullable<Extract<FaultSpec, { kind?: undefined }>["answer"]>;

type Json = NonNullable<EchoResponse["body"]>;

const json = (body: Readonly<Record<string, Json>>): Json => body;
const html = (status: number, text: string): EchoResponse => ({
    status,
    body: text,
    headers: { "Content-Type": "text/html" },
});

/** Where it can stand in an answer. */
const echoingResponses: readonly (readonly [where: string, answer: (said: string) => EchoResponse])[] = [
    [
        "the message and the request ID",
        (said) => ({ status: 400, body: json({ error_code: "X.1", error_msg: said, request_id: said }) }),
    ],
    [
        "the code, under 200",
        (said) => ({ status: 200, body: json({ is_success: false, error_code: said, error_message: said }) }),
    ],
    ["IAM's envelope", (said) => ({ status: 401, body: json({ error: { code: 401, message: said } }) })],
    ["the title of IAM's envelope", (said) => ({ status: 401, body: json({ error: { title: said } }) })],
    ["trouble inside", (said) => ({ status: 500, body: json({ error_code: "X.2", error_msg: said }) })],
    [
        "throttling",
        (said) => ({
            status: 429,
            body: json({ error_code: "APIG.0308", error_msg: said }),
            headers: { "Retry-After": encodeURI(said) },
        }),
    ],
    ["JSON of somebody else", (said) => ({ status: 200, body: json({ [said]: said }) })],
    ["JSON that is cut off", (said) => ({ status: 200, body: JSON.stringify({ said }).slice(0, -2) })],
    ["a page", (said) => html(200, said)],
    ["a page that refuses", (said) => html(403, said)],
    ["a gateway's page", (said) => html(502, said)],
    [
        "the target of a redirect",
        (said) => ({ status: 302, headers: { Location: `http://127.0.0.1:1/?${encodeURI(said)}` } }),
    ],
    [
        "headers",
        (said) => ({
            status: 200,
            body: "",
            headers: { "Content-Type": encodeURI(said), "X-Request-Id": encodeURI(said) },
        }),
    ],
];

/** As what the caller proves who it is, and the call that is not made so. */
const authenticationMethods: readonly (readonly [
    way: string,
    values: (emulator: Emulator) => SettingValues,
    never: ApiCall["name"],
])[] = [
    [
        "a temporary key",
        ({ options }) => ({
            "huaweicloud:accessKey": options.temporaryAccessKey,
            "huaweicloud:secretKey": options.temporarySecretKey,
            "huaweicloud:securityToken": options.securityToken,
        }),
        "tokens",
    ],
    ["a token", ({ options }) => ({ ...withoutAccessKey, "huaweicloud:token": options.token }), "tokens"],
    ["a password", passwordSettings, "projects"],
];

const credentialNames = /accessKey|secretKey|securityToken|token|password/;

function signatureOf({ headers }: RecordedRequest): string {
    return /Signature=(\w+)/.exec(headers["authorization"] ?? "")?.[1] ?? "";
}

/** What a call fails with where the service answers with what it got, and what of that nobody must read. */
async function errorOf(
    call: ApiCall,
    values: (emulator: Emulator) => SettingValues,
    answer: (request: RecordedRequest, credential: readonly string[]) => EchoResponse,
): Promise<{ failure: ModelArtsError; secrets: string[] }> {
    const service = await startEmulator();
    try {
        const id = call.prepare(service);
        const settings: SettingValues = { ...values(service), ...call.values(service) };
        const credential = Object.entries(settings).flatMap(([name, value]) =>
            credentialNames.test(name) && value !== "" ? [value] : [],
        );
        const sentSecrets: (string | undefined)[] = [];
        service.onRequest((request) => {
            sentSecrets.push(signatureOf(request), request.headers["x-auth-token"]);
            if (request.call === call.name)
                service.injectFault({ match: { call: call.name }, answer: answer(request, credential) });
        });
        const failure = await call
            .run(connectToEmulator(service, settings), id)
            .catch((error: unknown) => error);
        if (!isModelArtsError(failure))
            throw new Error(`It did not fail, but gave ${JSON.stringify(failure)}`);
        const secrets = [...credential, ...sentSecrets].filter(
            (secret) => secret !== undefined && secret !== "",
        );
        return { failure, secrets: secrets as string[] };
    } finally {
        await service.close();
    }
}

describe.each(authenticationMethods)("with %s, an echo", (_, values, never) => {
    const calls = apiCalls.filter(({ name }) => name !== never);

    test.each(echoingResponses)(
        "in %s is shown by no way of printing, whatever was called",
        async (_where, answer) => {
            for (const [turn, call] of calls.entries()) {
                const { failure, secrets } = await errorOf(call, values, ({ headers, body }, credential) => {
                    const { authorization, "x-auth-token": token } = headers;
                    const got = [...credential, authorization, token, body].filter(
                        (part) => part !== undefined,
                    );
                    // Long answers are cut: each part comes first at some call.
                    const first = turn % got.length;
                    return answer([...got.slice(first), ...got.slice(0, first)].join(" "));
                });
                expect({ call: call.name, leaks: findLeaks(failure, secrets) }).toEqual({
                    call: call.name,
                    leaks: [],
                });
            }
        },
    );
});

/** Where a gateway explains which signature it had expected, or makes an address of it. */
test.each<[string, (signature: string) => string]>([
    ["by itself", (signature) => `expected another signature, got ${signature}`],
    ["in an address", (signature) => encodeURIComponent(`Signature=${signature}`)],
    ["in JSON", (signature) => JSON.stringify({ signature })],
])("a signature that is sent back %s is not shown", async (_, said) => {
    const [create] = apiCalls;
    const { failure, secrets } = await errorOf(
        create as ApiCall,
        () => ({}),
        (request) => ({
            status: 401,
            body: json({ error_code: "APIG.0301", error_msg: said(signatureOf(request)) }),
        }),
    );
    expect(findLeaks(failure, secrets)).toEqual([]);
});

test("the token of a log-in whose answer makes no sense is not shown", async () => {
    const token = "fake-token-that-came-in-the-header";
    const login = apiCalls.find(({ name }) => name === "tokens");
    const { failure } = await errorOf(login as ApiCall, passwordSettings, () => ({
        status: 201,
        headers: { "X-Subject-Token": token },
        body: json({ hello: token }),
    }));
    expect(findLeaks(failure, [token])).toEqual([]);
});
