import { BasicCredentials } from "@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials";
import { AKSKSigner } from "@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner";
import fc from "fast-check";
import { createSigningHeaders } from "../../../../../provider/src/modelarts/auth/signer";
import {
    accessKey,
    signingTime,
    requestParts,
    type RequestParts,
    pathOf,
    sdkDate,
    unsignedRequest,
} from "./signedRequests";

interface Key {
    readonly accessKey: string;
    readonly secretKey: string;
    readonly securityToken?: string;
}

/** Returns the `Authorization` header that Huawei's own package creates. */
function vendorAuthorization(request: RequestParts, key: Key, now: Date): unknown {
    const { securityToken } = key;
    const headers: Record<string, string> = {
        // The package reads this header by its lower-case name.
        ...Object.fromEntries(
            Object.entries(request.headers).map(([name, value]) => [
                name.replace("Content-Type", "content-type"),
                value,
            ]),
        ),
        "X-Sdk-Date": sdkDate(now),
        ...(securityToken === undefined ? {} : { "X-Security-Token": securityToken }),
    };
    const { method, host, query, data } = request;
    const endpoint = `https://${host}${pathOf(request)}`;
    const credentials = new BasicCredentials().withAk(key.accessKey).withSk(key.secretKey);
    const signingHeaders = AKSKSigner.sign(
        { method, endpoint, headers, queryParams: { ...query }, data },
        credentials,
    );
    return (signingHeaders as Record<string, string>)["Authorization"];
}

describe("a signature in the Access form", () => {
    test("is the same as the one of Huawei's own package, with and without a security token", () => {
        fc.assert(
            fc.property(requestParts, accessKey, signingTime, (request, key, now) => {
                const actualHeaders = createSigningHeaders(unsignedRequest(request), key, now, undefined);
                expect(actualHeaders["Authorization"]).toBe(vendorAuthorization(request, key, now));
            }),
            { numRuns: 400 },
        );
    });

    // These signatures were computed with hmac and hashlib of Python, independently of this code and of Huawei's
    // package.
    const key = { accessKey: "FAKEACCESSKEY0000001", secretKey: "fake-secret-key-for-tests" };
    const project = "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e";
    const jobs = `https://modelarts.example.org/v1/${project}/visualization-jobs`;
    const now = new Date("2024-01-31T23:59:59.999Z");

    test("of a list is the known one", () => {
        const url = new URL(`${jobs}?search_content=a%20b&page=1&order=asc`);
        const request = { method: "GET", url, headers: { "X-Project-Id": project } };
        expect(createSigningHeaders(request, key, now, undefined)).toEqual({
            "X-Sdk-Date": "20240131T235959Z",
            Authorization:
                "SDK-HMAC-SHA256 Access=FAKEACCESSKEY0000001, SignedHeaders=host;x-project-id;x-sdk-date, " +
                "Signature=778e58932ec8862a3057de47b273bd6caf1d712919593858dfc2c0baea33cd44",
        });
    });

    test("of a create with a temporary key is the known one", () => {
        const headers = { "X-Project-Id": project, "Content-Type": "application/json" };
        const body = '{"job_name":"état","train_url":"/bucket/logs/"}';
        const temporary = { ...key, securityToken: "fake-security-token" };
        expect(
            createSigningHeaders(
                { method: "POST", url: new URL(jobs), headers, body },
                temporary,
                now,
                undefined,
            ),
        ).toEqual({
            "X-Sdk-Date": "20240131T235959Z",
            "X-Security-Token": "fake-security-token",
            Authorization:
                "SDK-HMAC-SHA256 Access=FAKEACCESSKEY0000001, " +
                "SignedHeaders=content-type;host;x-project-id;x-sdk-date;x-security-token, Signature=48798c414e4a1b3e03381acc38f0ab482ef705f08e0d63e93d056801605748e6",
        });
    });

    test("changes every second", () => {
        const request = { method: "GET", url: new URL(jobs), headers: {} };
        const signatures = [0, 1000].map((ms) =>
            createSigningHeaders(request, key, new Date(now.getTime() + ms), undefined),
        );
        expect(new Set(signatures.map((headers) => headers["Authorization"])).size).toBe(2);
    });

    test("does not contain the secret key", () => {
        const output = JSON.stringify(
            createSigningHeaders({ method: "GET", url: new URL(jobs), headers: {} }, key, now, undefined),
        );
        expect(output).not.toContain(key.secretKey);
    });
});
