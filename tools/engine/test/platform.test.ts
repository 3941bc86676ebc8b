import { archiveName, checksumOf, platformOf } from "../platform";

describe("the names of the official release", () => {
    it.each([
        ["linux", "x64", "pulumi-v3.1.2-linux-x64.tar.gz"],
        ["linux", "arm64", "pulumi-v3.1.2-linux-arm64.tar.gz"],
        ["darwin", "arm64", "pulumi-v3.1.2-darwin-arm64.tar.gz"],
        ["win32", "x64", "pulumi-v3.1.2-windows-x64.zip"],
    ])("%s on %s: %s", (os, arch, name) => {
        const platform = platformOf(os, arch);
        expect(platform && archiveName("3.1.2", platform)).toBe(name);
    });

    it.each([
        ["freebsd", "x64"],
        ["linux", "riscv64"],
    ])("%s on %s has none", (os, arch) => {
        expect(platformOf(os, arch)).toBeUndefined();
    });

    it("finds a checksum by the whole name", () => {
        const [one, two] = ["1".repeat(64), "2".repeat(64)];
        const list = `${one}  a.tar.gz.sbom\r\n${two} *a.tar.gz\nshort  b.tar.gz\n`;
        expect(checksumOf("a.tar.gz", list)).toBe(two);
        expect(checksumOf("b.tar.gz", list)).toBeUndefined();
        expect(checksumOf("c.tar.gz", list)).toBeUndefined();
    });
});
