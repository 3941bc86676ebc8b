import { BasicCredentials } from "@huaweicloud/huaweicloud-sdk-core";
import { AKSKSigner } from "@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner";
import { send, type Response } from "./emulatorClient";
import { type Emulator, type Options, startEmulator } from "../src/index";

let emulator: Emulator;
let initial: Options;
let jobs: string;
beforeAll(async () => {
    emulator = await startEmulator();
    initial = emulator.options;
    jobs = `/v1/${emulator.info.projectId}/visualization-jobs`;
});
afterAll(() => emulator.close());
afterEach(() => {
    emulator.setOptions(initial);
    emulator.jobs.forEach(({ id }) => {
        emulator.removeJob(id);
    });
});

interface SignatureChanges {
    readonly method?: string;
    readonly path?: string;
    readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
    readonly data?: object;
    readonly headers?: Readonly<Record<string, string>>;
    readonly keys?: readonly [accessKey: string, secretKey: string];
}

/** Returns headers as the vendor's package signs them. */
function sign(changes: SignatureChanges = {}): Record<string, string> {
    const { method = "GET", path = jobs, query = {}, data, headers, keys } = changes;
    const { info } = emulator;
    const [ak, sk] = keys ?? [info.accessKey, info.secretKey];
    const signedHeaders: object = AKSKSigner.sign(
        {
            method,
            endpoint: `${info.url}${path}`,
            headers: {
                "X-Project-Id": info.projectId,
                ...(data && { "Content-Type": "application/json" }),
                ...headers,
            },
            queryParams: { ...query },
            data,
        },
        new BasicCredentials().withAk(ak).withSk(sk),
    );
    return signedHeaders as Record<string, string>;
}

/** Sends a request that the vendor's package has signed. */
function sendSignedRequest(changes: SignatureChanges = {}, target = changes.path ?? jobs): Promise<Response> {
    const body = changes.data === undefined ? {} : { body: JSON.stringify(changes.data) };
    return send(emulator.info.url, changes.method ?? "GET", target, { headers: sign(changes), ...body });
}

function without(headers: Record<string, string>, name: string): Record<string, string> {
    return Object.fromEntries(Object.entries(headers).filter(([one]) => one.toLowerCase() !== name));
}

describe("a signature by the vendor's package", () => {
    test.each([
        ["of a list", "", {}],
        [
            "of parameters in any order",
            "?page=2&order=asc&per_page=5",
            { per_page: 5, page: 2, order: "asc" },
        ],
        ["of blanks", "?search_content=a%20b", { search_content: "a b" }],
        [
            "of characters that URLs may have",
            "?search_content=!'()*~@:$,;",
            { search_content: "!'()*~@:$,;" },
        ],
        ["of plus, percent and ampersand", "?search_content=%2B%25%26%3D", { search_content: "+%&=" }],
        [
            "of other alphabets",
            "?search_content=%E4%BD%9C%E4%B8%9A%F0%9F%9A%80",
            { search_content: "作业🚀" },
        ],
        ["of an empty value", "?search_content=", { search_content: "" }],
        ["of a value without equals sign", "?search_content", { search_content: "" }],
    ])("is taken: %s", async (_, query, parameters) => {
        const { status } = await sendSignedRequest({ query: parameters }, `${jobs}${query}`);
        expect(status).toBe(200);
    });

    test.each([
        ["a parameter that is repeated", "?tag=b&tag=a&tag=%20", { tag: ["b", "a", " "] }],
        ["names that sort unlike their encoding", "?a-b=1&a%20b=2&aB=3", { "a-b": 1, "a b": 2, aB: 3 }],
    ])("is taken, though the call is refused for its parameters: %s", async (_, query, parameters) => {
        emulator.setOptions({ unknownParameters: "rejected" });
        const { json } = await sendSignedRequest({ query: parameters }, `${jobs}${query}`);
        expect(json.error_code).toBe("ModelArts.0104");
    });

    test.each(["a+b", "~a_b.c-d", "!()*@:$,;=&", "a%20b", "%E4%BD%9C", "%2Fetc", "a%2", "8992/"])(
        "is taken: of the path segment %s",
        async (segment) => {
            const { json } = await sendSignedRequest({ path: `${jobs}/${segment}` });
            expect(json.error_code).toBe("ModelArts.0015");
        },
    );

    test("is taken: of a body", async () => {
        const data = { job_name: "signed", job_desc: "описание", train_url: "/bucket/logs/" };
        const { status, json } = await sendSignedRequest({ method: "POST", data });
        expect(status).toBe(200);
        expect(emulator.job(json.job_id)).toMatchObject({ name: "signed", description: "описание" });
    });

    test("is taken: of a POST without a body", async () => {
        const { id } = emulator.makeJob();
        const { json } = await sendSignedRequest({ method: "POST", path: `${jobs}/${id}/stop` });
        expect(json).toEqual({ is_success: true });
    });

    test("is taken: of temporary keys with their token", async () => {
        const { temporaryAccessKey, temporarySecretKey, securityToken } = emulator.options;
        const keys = [temporaryAccessKey, temporarySecretKey] as const;
        const { status } = await sendSignedRequest({ keys, headers: { "X-Security-Token": securityToken } });
        expect(status).toBe(200);
    });

    test("is accepted by the project lookup, which needs no project", async () => {
        const { region } = emulator.info;
        const headers = without(sign({ path: "/v3/projects", query: { name: region } }), "x-project-id");
        const bare = await send(emulator.info.url, "GET", `/v3/projects?name=${region}`, { headers });
        expect(bare.status).toBe(401);
        const whole = await sendSignedRequest(
            { path: "/v3/projects", query: { name: region } },
            `/v3/projects?name=${region}`,
        );
        expect(whole.json.projects).toHaveLength(1);
    });
});

describe("a signature is rejected with APIG.0301", () => {
    async function expectRejection(call: Promise<Response>, reason: string | RegExp): Promise<void> {
        const { status, json } = await call;
        expect([status, json.error_code]).toEqual([401, "APIG.0301"]);
        expect(json.error_msg).toMatch(/^Incorrect IAM authentication information: /);
        expect(json.error_msg).toMatch(reason);
    }
    const fails = "verify aksk signature fail";

    test.each([
        ["the secret is another", () => sendSignedRequest({ keys: [emulator.info.accessKey, "other"] })],
        ["the query is another", () => sendSignedRequest({ query: { page: 1 } }, `${jobs}?page=2`)],
        ["the path is another", () => sendSignedRequest({ path: `${jobs}/1` }, `${jobs}/2`)],
        [
            "a blank was sent as plus",
            () => sendSignedRequest({ query: { search_content: "a b" } }, `${jobs}?search_content=a+b`),
        ],
        [
            "the body is another",
            () => {
                const headers = sign({ method: "POST", data: { job_name: "a" } });
                return send(emulator.info.url, "POST", jobs, { headers, body: '{"job_name":"b"}' });
            },
        ],
        [
            "a signed header is another",
            () => send(emulator.info.url, "GET", jobs, { headers: { ...sign(), host: "127.0.0.2" } }),
        ],
    ])("when %s", async (_, call) => {
        await expectRejection(call(), new RegExp(`${fails}$`));
    });

    test("when X-Project-Id is not the project in the path", async () => {
        await expectRejection(
            sendSignedRequest({ headers: { "X-Project-Id": "other" } }),
            "x-project-id is not the project of the path",
        );
    });

    test("when X-Sdk-Date is not signed", async () => {
        const signedHeaders = sign();
        const headers = {
            ...signedHeaders,
            Authorization: (signedHeaders.Authorization ?? "").replace(";x-sdk-date", ""),
        };
        await expectRejection(send(emulator.info.url, "GET", jobs, { headers }), "x-sdk-date is not signed");
    });

    test("when a temporary key comes without its token: the key does not exist", async () => {
        const { temporaryAccessKey: ak, temporarySecretKey: sk } = emulator.options;
        await expectRejection(
            sendSignedRequest({ keys: [ak, sk] }),
            `Get secretKey failed,ak:${ak},err:ak not exist`,
        );
    });

    test("when no user has the key", async () => {
        await expectRejection(
            sendSignedRequest({ keys: ["UNKNOWN", "x"] }),
            "Get secretKey failed,ak:UNKNOWN,err:ak not exist",
        );
    });

    test("when a permanent key comes with a security token", async () => {
        await expectRejection(
            sendSignedRequest({ headers: { "X-Security-Token": "stale" } }),
            "security token",
        );
    });

    test("when the clocks are more than 15 minutes apart, and the error has both times", async () => {
        emulator.setOptions({ clockSkew: 16 * 60 });
        const time = "\\d{8}T\\d{6}Z";
        const expectedMessage = new RegExp(
            `Signature expired, signature time: ${time}, server time: ${time}$`,
        );
        await expectRejection(sendSignedRequest(), expectedMessage);
        emulator.setOptions({ clockSkew: -16 * 60 });
        await expectRejection(sendSignedRequest(), expectedMessage);
        emulator.setOptions({ clockSkew: 14 * 60 });
        expect((await sendSignedRequest()).status).toBe(200);
    });

    test("when there is none, and no token", async () => {
        await expectRejection(send(emulator.info.url, "GET", jobs), "x-auth-token not found");
    });

    test("when it is of another algorithm", async () => {
        const headers = { ...sign(), Authorization: "AWS4-HMAC-SHA256 Credential=x" };
        await expectRejection(send(emulator.info.url, "GET", jobs, { headers }), "format error");
    });

    test("when only the scoped form is taken", async () => {
        emulator.setOptions({ signing: "scoped" });
        await expectRejection(sendSignedRequest(), "access form of signature is not supported");
    });
});
