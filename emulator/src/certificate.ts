import { generate } from "selfsigned";

/** Creates a self-signed certificate and its key, in PEM, for `host` and localhost. It is valid for a year. */
export function createSelfSignedCertificate(host = "127.0.0.1") {
    const { private: key, cert } = generate([{ name: "commonName", value: "emulator, self-signed" }], {
        algorithm: "sha256",
        keySize: 2048,
        notBeforeDate: new Date(Date.now() - 86_400_000),
        extensions: [
            // As an authority it is accepted in a bundle of trusted certificates.
            { name: "basicConstraints", cA: true, critical: true },
            {
                name: "subjectAltName",
                altNames: [
                    { type: 7, ip: host },
                    { type: 2, value: "localhost" },
                ],
            },
        ],
    });
    return { key, cert };
}
