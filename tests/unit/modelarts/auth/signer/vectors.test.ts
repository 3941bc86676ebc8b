import { readFileSync } from "node:fs";
import path from "node:path";
import { createEmulator } from "../../../../../emulator/src";
import { createSigningHeaders } from "../../../../../provider/src/modelarts/auth/signer";

type Form = "access" | "scoped" | "emptyScope";

interface Vector {
    readonly name: string;
    readonly method: string;
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    /** The reasons why a signer signs in another way, by the name of the signer. */
    readonly differs?: Readonly<Record<string, string>>;
    readonly signedHeaders: string;
    readonly signatures: Readonly<Partial<Record<Form, string>>>;
}

interface Vectors {
    readonly accessKey: string;
    readonly secretKey: string;
    /** The time of the signatures in the form of ISO 8601. */
    readonly date: string;
    readonly scopes: Readonly<Record<string, { readonly region: string; readonly service: string }>>;
    readonly headers: Readonly<Record<string, string>>;
    readonly vectors: readonly Vector[];
}

const data = JSON.parse(readFileSync(path.join(__dirname, "vectors.json"), "utf8")) as Vectors;
const { accessKey, secretKey, scopes, vectors } = data;
const now = new Date(data.date);
const sdkDate = data.date.replace(/[-:]/g, "");

const rows = vectors.flatMap((vector) =>
    Object.entries(vector.signatures).map(([form, signature]) => {
        const { headers = data.headers, signedHeaders, differs } = vector;
        const scope = scopes[form];
        const parts = scope && [sdkDate.slice(0, 8), scope.region, scope.service, "sdk_request"];
        const key = parts ? `Credential=${[accessKey, ...parts].join("/")}` : `Access=${accessKey}`;
        const authorization = `SDK-HMAC-SHA256 ${key}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
        return {
            ...vector,
            headers,
            form,
            scope,
            authorization,
            isOurs: differs?.["this project"] === undefined,
        };
    }),
);
const ours = rows.filter(({ isOurs }) => isOurs);

test("there are vectors of each form", () => {
    const count = (form: string) => ours.filter((row) => row.form === form).length;
    expect(Math.min(...["access", "scoped", "emptyScope"].map(count))).toBeGreaterThanOrEqual(35);
});

function authorizationOf({ method, url, headers, body, scope }: (typeof rows)[number]): string | undefined {
    const { "X-Security-Token": securityToken, ...unsignedHeaders } = headers;
    const key = { accessKey, secretKey, ...(securityToken === undefined ? {} : { securityToken }) };
    const request = {
        method,
        url: new URL(url),
        headers: unsignedHeaders,
        ...(body === undefined ? {} : { body }),
    };
    return createSigningHeaders(request, key, now, scope)["Authorization"];
}

test.each(ours)("the signature is the one of foreign signers: $form, $name", (row) => {
    expect(authorizationOf(row)).toBe(row.authorization);
});

test.each(rows.filter((row) => !ours.includes(row)))(
    "the signature is another than the one of foreign signers: $form, $name",
    (row) => {
        expect(authorizationOf(row)).not.toBe(row.authorization);
    },
);

describe("the emulator takes the signature of foreign signers", () => {
    const isAuthenticated = async (row: (typeof rows)[number], authorization: string): Promise<boolean> => {
        const { method, url, headers, body } = row;
        const { host, pathname, search } = new URL(url);
        const securityToken = headers["X-Security-Token"];
        const options =
            securityToken === undefined
                ? { accessKey, secretKey }
                : { temporaryAccessKey: accessKey, temporarySecretKey: secretKey, securityToken };
        const emulator = createEmulator({
            options: { region: "eu-de", ...options },
            clock: { now: () => now.getTime(), sleep: () => Promise.resolve() },
        });
        const all = { ...headers, Host: host, "X-Sdk-Date": sdkDate, Authorization: authorization };
        const delivery = await emulator.handle({
            method,
            target: `${pathname}${search}`,
            rawHeaders: Object.entries(all).flat(),
            ...(body === undefined ? {} : { body: Buffer.from(body) }),
        });
        return "status" in delivery && delivery.status !== 401;
    };
    const apiRows = ours.filter(({ url }) => /^https?:\/\/[^/]+\/v\d\//.test(url));

    test.each(apiRows)("$form, $name", async (row) => {
        expect(await isAuthenticated(row, row.authorization)).toBe(true);
        expect(await isAuthenticated(row, row.authorization.replace(/.$/, "x"))).toBe(false);
    });
});
