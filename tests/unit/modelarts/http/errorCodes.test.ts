import { findMeaning } from "../../../../provider/src/modelarts/http/errorCodes";

/** The meaning of each code in the service's references, and the HTTP statuses that come with it. */
const documentedCodes: readonly (readonly [
    kind: string,
    why: string,
    codes: readonly string[],
    httpStatuses: readonly number[],
])[] = [
    ["invalid", "a parameter is invalid", ["0101", "0102", "0104", "0107"], [400]],
    ["not-found", "there is no such job", ["0015"], [400, 404]],
    ["duplicate-name", "another job has the name", ["0103"], [400]],
    ["wrong-status", "the status of the job does not allow the call", ["0105"], [400]],
    ["quota", "a quota is used up", ["0106", "0113", "0116", "0118"], [400]],
    [
        "account",
        "the account is frozen, restricted or without the service",
        ["0109", "0111", "6201", "6203"],
        [400, 403],
    ],
    ["throttled", "too many requests", ["0114", "6101"], [429]],
    ["token-expired", "a new token is needed", ["0202", "6620"], [401]],
    [
        "unauthenticated",
        "an invalid token or signature",
        ["0201", "0203", "0204", "0205", "0206", "0209", "0212"],
        [401, 403],
    ],
    ["unauthenticated", "an expired signature or unusable stored keys", ["0207", "0208", "0211"], [401]],
    ["permission-denied", "an IAM action is missing", ["0108", "0112"], [401, 403]],
    ["agency", "ModelArts may not read OBS", ["0428", "0429"], [401]],
    ["wrong-project", "the project belongs to another account", ["0210"], [400, 401, 403]],
    ["server-error", "a timeout of the service", ["6100", "0012", "0013"], [408]],
    ["server-error", "an error of the service", ["0010", "6102", "6200"], [500, 502, 503, 504]],
];
const rows = documentedCodes.flatMap(([kind, why, codes, httpStatuses]) =>
    codes.map((code) => ({ code: `ModelArts.${code}`, kind, why, httpStatuses })),
);

const gateway = [
    { number: "0101", kind: "not-offered", why: "the API is not offered there", httpStatuses: [404] },
    {
        number: "0301",
        kind: "unauthenticated",
        why: "an invalid signature or token, or a wrong clock",
        httpStatuses: [401],
    },
    { number: "0103", kind: "not-offered", why: "the backend does not exist", httpStatuses: [404, 500] },
    { number: "0801", kind: "not-offered", why: "the region has no such service", httpStatuses: [403] },
    {
        number: "0802",
        kind: "permission-denied",
        why: "the region is closed to the user",
        httpStatuses: [403],
    },
    { number: "0310", kind: "wrong-project", why: "the project is unavailable", httpStatuses: [403] },
    ...["0401", "0402", "0404"].map((number) => ({
        number,
        kind: "permission-denied",
        why: "an IP address is not allowed",
        httpStatuses: [403],
    })),
    ...["0302", "0304", "0306"].map((number) => ({
        number,
        kind: "permission-denied",
        why: "the user or the application is blocked, or has no right to the API",
        httpStatuses: [403],
    })),
    { number: "0501", kind: "quota", why: "the quota of the application is used up", httpStatuses: [405] },
    { number: "0502", kind: "account", why: "the account is frozen or in arrears", httpStatuses: [405] },
    { number: "0307", kind: "token-expired", why: "a new token is needed", httpStatuses: [401] },
    { number: "0308", kind: "throttled", why: "too many requests", httpStatuses: [429] },
];

describe("a code of the service", () => {
    test.each(rows)("$code is $kind: $why", ({ code, kind, httpStatuses }) => {
        for (const httpStatus of httpStatuses) expect(findMeaning(httpStatus, code).kind).toBe(kind);
    });

    test.each(gateway)("$number of the gateway is $kind with both prefixes: $why", (row) => {
        const kinds = row.httpStatuses.flatMap((httpStatus) =>
            ["APIG", "APIGW"].map((prefix) => findMeaning(httpStatus, `${prefix}.${row.number}`).kind),
        );
        expect(new Set(kinds)).toEqual(new Set([row.kind]));
    });

    test.each([100, 200, 400, 401, 403, 404, 408, 429, 500, 503])(
        "has the same meaning with HTTP status %i",
        (httpStatus) => {
            const all = [...rows, ...gateway.map((row) => ({ ...row, code: `APIG.${row.number}` }))];
            expect(all.map(({ code }) => [code, findMeaning(httpStatus, code).kind])).toEqual(
                all.map(({ code, kind }) => [code, kind]),
            );
        },
    );

    test("that is unknown has the meaning of the HTTP status", () => {
        expect(findMeaning(429, "ModelArts.9999").kind).toBe("throttled");
        expect(findMeaning(400, "ModelArts.9999").kind).toBe("rejected");
    });
});

describe("an HTTP status without a code", () => {
    test.each<[number, string, string]>([
        [400, "rejected", "the meaning is not specific"],
        [401, "unauthenticated", "the caller is not authenticated"],
        [403, "permission-denied", "the caller lacks a permission"],
        [404, "rejected", "a wrong path gives 404 too, so it does not prove that a job is missing"],
        [408, "server-error", "a timeout of the service"],
        [409, "rejected", "the meaning is not specific"],
        [429, "throttled", "too many requests"],
        [500, "server-error", "an error of the service"],
        [502, "server-error", "an error of the service"],
        [503, "server-error", "an error of the service"],
        [504, "server-error", "an error of the service"],
    ])("%i is %s: %s", (httpStatus, kind) => {
        expect(findMeaning(httpStatus, undefined).kind).toBe(kind);
    });
});

describe("the hint", () => {
    test.each([
        ["ModelArts.0108", "{action}", "it names the missing IAM action"],
        ["ModelArts.0112", "{action}", "it names the missing IAM action"],
        ["APIG.0101", "{where}", "it names region and endpoint"],
        ["ModelArts.0428", "Authorise", "the user must authorise ModelArts once"],
        ["ModelArts.0106", "quota of jobs", "it names the quota"],
        ["ModelArts.0113", "workspace", "it names the quota"],
        ["ModelArts.0116", "message of the service says which", "its meaning varies by edition"],
        ["ModelArts.0118", "message of the service says which", "its meaning varies by edition"],
        ["ModelArts.0109", "frozen", "the meaning in the old tables"],
        ["ModelArts.0109", "administrator", "the meaning in the present tables"],
        ["ModelArts.0429", "Authorise", "the code of the other operator"],
        ["APIG.0103", "{where}", "it names region and endpoint"],
        ["APIG.0801", "{where}", "it names region and endpoint"],
        ["APIG.0802", "region", "the account closes the region to the user"],
        ["APIG.0310", "huaweicloud:projectId", "it names the setting of the project"],
        ["APIG.0401", "IP address", "an IAM action does not help"],
        ["APIG.0402", "IP address", "an IAM action does not help"],
        ["APIG.0404", "IP address", "an IAM action does not help"],
        ["APIG.0302", "block list", "one of two causes"],
        ["APIG.0304", "no right to this API", "the other cause"],
        ["APIG.0306", "no right to this API", "the other cause"],
        ["APIG.0502", "arrears", "it names the state of the account"],
        ["ModelArts.0207", "clock", "one of two causes"],
        ["ModelArts.0207", "OBS", "the other cause"],
        ["APIG.0301", "huaweicloud:securityToken", "a temporary key without its token has this code"],
        ["ModelArts.0210", "huaweicloud:projectId", "it names the setting of the project"],
    ])("of %s contains %j: %s", (code, text) => {
        expect(findMeaning(400, code).hint).toContain(text);
    });
});

describe("the message of code APIG.0301", () => {
    const prefix = "Incorrect IAM authentication information: ";
    test.each([
        [`${prefix}token expires, expires_at: 2024-01-31T00:00:00Z`, "token-expired"],
        [`${prefix}The token has expired.`, "token-expired"],
        [`${prefix}expired token`, "token-expired"],
        [`${prefix}Expired IAM token.`, "token-expired"],
        [`${prefix}decrypt token fail`, "unauthenticated"],
        [`${prefix}Signature expired, signature time: 20240131T000000Z`, "unauthenticated"],
        [`${prefix}verify aksk signature fail`, "unauthenticated"],
        ["", "unauthenticated"],
    ])("%j is %s", (message, kind) => {
        for (const prefix of ["APIG", "APIGW"])
            expect(findMeaning(401, `${prefix}.0301`, message).kind).toBe(kind);
    });

    test("about a locked access key says to wait five minutes", () => {
        const { kind, hint } = findMeaning(401, "APIG.0301", "AK access failed to reach the limit,forbidden");
        expect(kind).toBe("unauthenticated");
        expect(hint).toContain("five minutes");
    });
});
