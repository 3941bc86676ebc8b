import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

const ecdsaWithSha256 = "06082a8648ce3d040302";
const commonName = "0603550403";
const basicConstraints = "0603551d13";
const subjectAltName = "0603551d11";

/** Creates a self-signed certificate for `host` and localhost, valid from yesterday for a year, with its key, in PEM. */
export function createSelfSignedCertificate(host = "127.0.0.1") {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    const algorithm = sequence(hex(ecdsaWithSha256));
    const title = der(0x0c, Buffer.from("emulator, self-signed"));
    const name = sequence(der(0x31, sequence(hex(commonName), title)));
    // As an authority it is accepted in a bundle of trusted certificates.
    const authority = sequence(hex(basicConstraints), hex("0101ff"), der(0x04, sequence(hex("0101ff"))));
    const address = der(0x87, Buffer.from(host.split(".").map(Number)));
    const hosts = sequence(address, der(0x82, Buffer.from("localhost")));
    const names = sequence(hex(subjectAltName), der(0x04, hosts));
    const day = 86_400_000;
    const statement = sequence(
        der(0xa0, hex("020102")),
        der(0x02, Buffer.from([1]), randomBytes(15)),
        algorithm,
        name,
        sequence(utcTime(Date.now() - day), utcTime(Date.now() + 365 * day)),
        name,
        publicKey.export({ format: "der", type: "spki" }),
        der(0xa3, sequence(authority, names)),
    );
    const signature = sign("sha256", statement, privateKey);
    const certificate = sequence(statement, algorithm, der(0x03, Buffer.from([0]), signature));
    return { key: privateKey.export({ format: "pem", type: "pkcs8" }).toString(), cert: pem(certificate) };
}

function utcTime(moment: number): Buffer {
    const digits = new Date(moment).toISOString().replace(/\.\d+|[-:T]/g, "");
    return der(0x17, Buffer.from(digits.slice(2)));
}

function sequence(...parts: readonly Buffer[]): Buffer {
    return der(0x30, ...parts);
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
    const content = Buffer.concat(parts);
    const { length } = content;
    const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
    return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function hex(text: string): Buffer {
    return Buffer.from(text, "hex");
}

function pem(certificate: Buffer): string {
    const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
    return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
