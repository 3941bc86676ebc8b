import { readFileSync } from "node:fs";
import path from "node:path";

import { run } from "../../tools/engine/childProcess";
import { testWitness } from "./clients";

const file = path.join(__dirname, "../unit/modelarts/auth/signer/vectors.json");

interface Vector {
    readonly name: string;
    readonly signedHeaders: string;
    readonly signatures: { readonly access?: string };
}

testWitness(
    "the vendor's Python signer computes the access signatures that are kept as data",
    async () => {
        const { accessKey, vectors } = JSON.parse(readFileSync(file, "utf8")) as {
            readonly accessKey: string;
            readonly vectors: readonly Vector[];
        };
        const script = path.join(__dirname, "sign.py");
        const { code, stdout, stderr } = await run(process.env.WITNESSES_PYTHON ?? "", [script, file], {
            timeoutMs: 60_000,
        });
        expect({ code, stderr }).toMatchObject({ code: 0 });
        const expected = vectors.flatMap(({ name, signedHeaders, signatures: { access } }) => {
            const authorization = `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=${signedHeaders}, Signature=${access}`;
            return access === undefined ? [] : [[name, authorization]];
        });
        expect(JSON.parse(stdout)).toMatchObject(Object.fromEntries(expected));
    },
    90_000,
);
