import { isModelArtsError, type ModelArtsError } from "../../../provider/src/modelarts/errors";
import { type Emulator, type FaultSpec, type RecordedRequest, startEmulator } from "../../../emulator/src";
import type { SettingValues } from "../../support/settings";
import { connectToEmulator, withoutAccessKey, passwordSettings } from "../../support/emulatedClient";
import { type ApiCall, apiCalls } from "../../support/apiCalls";
import { findLeaks } from "../../support/printing";

/* The server sends back all secrets that the client has and sends. */

type EchoResponse = NonNullable<Extract<FaultSpec, { kind?: undefined }>["response"]>;

type Json = NonNullable<EchoResponse["body"]>;

const json = (body: Readonly<Record<string, Json>>): Json => body;
const html = (status: number, text: string): EchoResponse => ({
    status,
    body: text,
    headers: { "Content-Type": "text/html" },
});

/** The places of a response that can hold the text. */
const echoingResponses: readonly (readonly [
    where: string,
    createResponse: (echo: string) => EchoResponse,
])[] = [
    [
        "message and request ID",
        (echo) => ({ status: 400, body: json({ error_code: "X.1", error_msg: echo, request_id: echo }) }),
    ],
    [
        "the code of an error with HTTP status 200",
        (echo) => ({ status: 200, body: json({ is_success: false, error_code: echo, error_message: echo }) }),
    ],
    [
        "the message of IAM's envelope",
        (echo) => ({ status: 401, body: json({ error: { code: 401, message: echo } }) }),
    ],
    ["the title of IAM's envelope", (echo) => ({ status: 401, body: json({ error: { title: echo } }) })],
    ["a server error", (echo) => ({ status: 500, body: json({ error_code: "X.2", error_msg: echo }) })],
    [
        "a throttled response",
        (echo) => ({
            status: 429,
            body: json({ error_code: "APIG.0308", error_msg: echo }),
            headers: { "Retry-After": encodeURI(echo) },
        }),
    ],
    ["JSON of another server", (echo) => ({ status: 200, body: json({ [echo]: echo }) })],
    ["truncated JSON", (echo) => ({ status: 200, body: JSON.stringify({ echo }).slice(0, -2) })],
    ["an HTML page", (echo) => html(200, echo)],
    ["an HTML page with 403", (echo) => html(403, echo)],
    ["an HTML page with 502", (echo) => html(502, echo)],
    [
        "the target of a redirect",
        (echo) => ({ status: 302, headers: { Location: `http://127.0.0.1:1/?${encodeURI(echo)}` } }),
    ],
    [
        "headers",
        (echo) => ({
            status: 200,
            body: "",
            headers: { "Content-Type": encodeURI(echo), "X-Request-Id": encodeURI(echo) },
        }),
    ],
];

/** The kinds of credentials, and the call that is never made with them. */
const authenticationMethods: readonly (readonly [
    credential: string,
    values: (emulator: Emulator) => SettingValues,
    excludedCall: ApiCall["name"],
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

/** Returns the error of a call whose response holds what was sent, and the secrets that the error must not show. */
async function errorAfterEcho(
    call: ApiCall,
    values: (emulator: Emulator) => SettingValues,
    createResponse: (request: RecordedRequest, credential: readonly string[]) => EchoResponse,
): Promise<{ error: ModelArtsError; secrets: string[] }> {
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
                service.injectFault({
                    match: { call: call.name },
                    response: createResponse(request, credential),
                });
        });
        const error = await call
            .run(connectToEmulator(service, settings), id)
            .catch((reason: unknown) => reason);
        if (!isModelArtsError(error))
            throw new Error(`The call did not fail with a ModelArtsError: ${JSON.stringify(error)}`);
        const secrets = [...credential, ...sentSecrets].filter(
            (secret) => secret !== undefined && secret !== "",
        );
        return { error, secrets: secrets as string[] };
    } finally {
        await service.close();
    }
}

describe.each(authenticationMethods)("with %s", (_, values, excludedCall) => {
    const calls = apiCalls.filter(({ name }) => name !== excludedCall);

    test.each(echoingResponses)(
        "prints no secret that the server sends back in %s",
        async (_where, createResponse) => {
            for (const [index, call] of calls.entries()) {
                const { error, secrets } = await errorAfterEcho(
                    call,
                    values,
                    ({ headers, body }, credential) => {
                        const { authorization, "x-auth-token": token } = headers;
                        const echoes = [...credential, authorization, token, body].filter(
                            (part) => part !== undefined,
                        );
                        // Long responses are cut, so each part comes first in some call.
                        const first = index % echoes.length;
                        return createResponse([...echoes.slice(first), ...echoes.slice(0, first)].join(" "));
                    },
                );
                expect({ call: call.name, leaks: findLeaks(error, secrets) }).toEqual({
                    call: call.name,
                    leaks: [],
                });
            }
        },
    );
});

test.each<[string, (signature: string) => string]>([
    ["by itself", (signature) => `expected another signature, got ${signature}`],
    ["in a URL", (signature) => encodeURIComponent(`Signature=${signature}`)],
    ["in JSON", (signature) => JSON.stringify({ signature })],
])("prints no signature that the server sends back %s", async (_, write) => {
    const [create] = apiCalls;
    const { error, secrets } = await errorAfterEcho(
        create as ApiCall,
        () => ({}),
        (request) => ({
            status: 401,
            body: json({ error_code: "APIG.0301", error_msg: write(signatureOf(request)) }),
        }),
    );
    expect(findLeaks(error, secrets)).toEqual([]);
});

test("prints no token from an unexpected response to an authentication", async () => {
    const token = "fake-token-that-came-in-the-header";
    const login = apiCalls.find(({ name }) => name === "tokens");
    const { error } = await errorAfterEcho(login as ApiCall, passwordSettings, () => ({
        status: 201,
        headers: { "X-Subject-Token": token },
        body: json({ hello: token }),
    }));
    expect(findLeaks(error, [token])).toEqual([]);
});
