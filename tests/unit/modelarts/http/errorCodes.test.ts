import { findMeaning } from "../../../../provider/src/modelarts/http/errorCodes";

/** What the service's references say of each code; the HTTP statuses are those seen with it. */
const documented: readonly (readonly [
    kind: string,
    why: string,
    codes: readonly string[],
    seen: readonly number[],
])[] = [
    ["invalid", "a configuration or parameter is wrong", ["0101", "0104", "0107"], [400]],
    ["not-found", "there is no such resource", ["0015", "0102"], [400, 404]],
    ["duplicate-name", "another job has the name", ["0103"], [400]],
    ["wrong-status", "what the job is doing does not allow the call", ["0105"], [400]],
    ["quota", "a quota is used up", ["0106", "0113", "0116", "0118"], [400]],
    [
        "account",
        "the account is frozen, restricted or without the service",
        ["0109", "0111", "6201", "6203"],
        [400, 403],
    ],
    ["throttled", "too many requests", ["0114", "6101"], [429]],
    ["token-expired", "a new token cures it", ["0202", "6620"], [401]],
    [
        "unauthenticated",
        "bad token or signature",
        ["0201", "0203", "0204", "0205", "0206", "0209", "0212"],
        [401, 403],
    ],
    [
        "unauthenticated",
        "signature expired, or the deposited keys are unusable",
        ["0207", "0208", "0211"],
        [401],
    ],
    ["permission-denied", "an IAM action is missing", ["0108", "0112"], [401, 403]],
    ["agency", "ModelArts may not read OBS", ["0428"], [401]],
    ["wrong-project", "the project belongs to somebody else", ["0210"], [400, 401, 403]],
    ["server-error", "a timeout inside", ["6100", "0012", "0013"], [408]],
    ["server-error", "trouble of the service's own", ["0010", "6102", "6200"], [500, 502, 503, 504]],
];
const rows = documented.flatMap(([kind, why, codes, seen]) =>
    codes.map((code) => ({ code: `ModelArts.${code}`, kind, why, seen })),
);

const gateway = [
    { number: "0101", kind: "not-offered", why: "no such API here", seen: [404] },
    { number: "0301", kind: "unauthenticated", why: "bad signature or token, or a wrong clock", seen: [401] },
    { number: "0307", kind: "token-expired", why: "a new token cures it", seen: [401] },
    { number: "0308", kind: "throttled", why: "too many requests", seen: [429] },
];

describe("a code of the service", () => {
    test.each(rows)("$code is $kind: $why", ({ code, kind, seen }) => {
        for (const httpStatus of seen) expect(findMeaning(httpStatus, code).kind).toBe(kind);
    });

    test.each(gateway)("$number of the gateway is $kind under both of its prefixes: $why", (row) => {
        const kinds = row.seen.flatMap((httpStatus) =>
            ["APIG", "APIGW"].map((prefix) => findMeaning(httpStatus, `${prefix}.${row.number}`).kind),
        );
        expect(new Set(kinds)).toEqual(new Set([row.kind]));
    });

    test.each([100, 200, 400, 401, 403, 404, 408, 429, 500, 503])(
        "decides whatever the HTTP status: with %i no documented code means anything else",
        (httpStatus) => {
            const all = [...rows, ...gateway.map((row) => ({ ...row, code: `APIG.${row.number}` }))];
            expect(all.map(({ code }) => [code, findMeaning(httpStatus, code).kind])).toEqual(
                all.map(({ code, kind }) => [code, kind]),
            );
        },
    );

    test("that is not known leaves the decision to the HTTP status", () => {
        expect(findMeaning(429, "ModelArts.9999").kind).toBe("throttled");
        expect(findMeaning(400, "ModelArts.9999").kind).toBe("rejected");
    });
});

describe("an HTTP status without a code", () => {
    test.each<[number, string, string]>([
        [400, "rejected", "it says no more than that"],
        [401, "unauthenticated", "who asks is not known"],
        [403, "permission-denied", "who asks may not"],
        [404, "rejected", "a wrong path answers so too: it is never a sure sign that a job is gone"],
        [408, "server-error", "a timeout inside"],
        [409, "rejected", "it says no more than that"],
        [429, "throttled", "too many requests"],
        [500, "server-error", "trouble of the service's own"],
        [502, "server-error", "trouble of the service's own"],
        [503, "server-error", "trouble of the service's own"],
        [504, "server-error", "trouble of the service's own"],
    ])("%i is %s: %s", (httpStatus, kind) => {
        expect(findMeaning(httpStatus, undefined).kind).toBe(kind);
    });
});

describe("the advice", () => {
    test.each([
        ["ModelArts.0108", "{action}", "the missing IAM action is named"],
        ["ModelArts.0112", "{action}", "the missing IAM action is named"],
        ["APIG.0101", "{where}", "region and endpoint are named"],
        ["ModelArts.0428", "Authorise", "it has to be done once"],
        ["ModelArts.0106", "quota of jobs", "which quota it is"],
        ["ModelArts.0116", "workspace", "which quota it is"],
        ["ModelArts.0118", "run at once", "which quota it is"],
        ["ModelArts.0207", "clock", "one of two possibilities"],
        ["ModelArts.0207", "OBS", "the other one"],
        ["APIG.0301", "huaweicloud:securityToken", "a temporary key without its token comes as this"],
        ["ModelArts.0210", "huaweicloud:projectId", "where the project is set"],
    ])("for %s says %j: %s", (code, words) => {
        expect(findMeaning(400, code).hint).toContain(words);
    });
});
