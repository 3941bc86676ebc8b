import { archiveName, executableName, readPlatform } from "../../../tools/plugin/platform";

const le = (bytes: number, value: number): number[] =>
    Array.from({ length: bytes }, (_, at) => (value >>> (8 * at)) & 0xff);
const at = (position: number, bytes: readonly number[], start: readonly number[]): Buffer => {
    const buffer = Buffer.alloc(0x100);
    buffer.set(start, 0);
    buffer.set(bytes, position);
    return buffer;
};
const elf = (machine: number) => at(18, le(2, machine), [0x7f, 0x45, 0x4c, 0x46]);
const machO = (processor: number) => at(4, le(4, processor), le(4, 0xfeedfacf));
const pe = (machine: number) => {
    const buffer = at(0x84, le(2, machine), [0x4d, 0x5a]);
    buffer.writeUInt32LE(0x80, 0x3c);
    return buffer;
};

describe("the archive of the plugin", () => {
    test.each([
        { binary: elf(0x3e), name: "linux-amd64", executable: "pulumi-resource-modelarts" },
        { binary: elf(0xb7), name: "linux-arm64", executable: "pulumi-resource-modelarts" },
        { binary: machO(0x01000007), name: "darwin-amd64", executable: "pulumi-resource-modelarts" },
        { binary: machO(0x0100000c), name: "darwin-arm64", executable: "pulumi-resource-modelarts" },
        { binary: pe(0x8664), name: "windows-amd64", executable: "pulumi-resource-modelarts.exe" },
        { binary: pe(0xaa64), name: "windows-arm64", executable: "pulumi-resource-modelarts.exe" },
    ])("has Pulumi's names for a Node.js of $name", ({ binary, name, executable }) => {
        const platform = readPlatform(binary);
        if (platform === undefined) throw new Error("The platform is not recognized.");
        expect(archiveName("1.2.3", platform)).toBe(`pulumi-resource-modelarts-v1.2.3-${name}.tar.gz`);
        expect(executableName(platform)).toBe(executable);
    });

    test.each([
        ["a script", Buffer.from(`#!/bin/sh\n${"true\n".repeat(100)}`)],
        ["an executable of 32 bits", elf(0x03)],
        ["a Windows program that ends after its first header", pe(0x8664).subarray(0, 0x80)],
        ["an empty file", Buffer.alloc(0)],
    ])("is not made of %s", (_what, binary) => {
        expect(readPlatform(binary)).toBeUndefined();
    });
});
