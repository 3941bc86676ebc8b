import fc from "fast-check";
import { percentEncode } from "../../provider/src/modelarts/http/request";
import { createSigningHeaders } from "../../provider/src/modelarts/auth/signer";
import { runParameters } from "./runs";
import { text } from "./texts";
import { expectUnchangedPrototypes } from "./verdict";

expectUnchangedPrototypes();

const url = fc
    .tuple(fc.constantFrom("https://gw.example.org", "http://127.0.0.1:1"), text, text)
    .map(([origin, path, query]) => `${origin}/${path}?${query}`)
    .filter((one) => URL.canParse(one))
    .map((one) => new URL(one));

test("a signature gives headers that a request can carry, whatever the path, the query and the body", () => {
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
            const headers = createSigningHeaders(request, key, new Date(0), form);
            for (const one of Object.values(headers)) expect(one).toMatch(/^[ -~]+$/);
            if (secretKey.length > 5) expect(JSON.stringify(headers)).not.toContain(secretKey);
        }),
        runParameters(500),
    );
});

test("every text can be written into an address, and stays in its place", () => {
    fc.assert(
        fc.property(text, (one) => {
            expect(percentEncode(one)).toMatch(/^[A-Za-z0-9._~%-]*$/);
            expect(decodeURIComponent(percentEncode(one))).toBe(one.replace(/\p{Surrogate}/gu, "\ufffd"));
        }),
        runParameters(500),
    );
});
