/** Names an operating system and a processor as Pulumi does. */
export interface Platform {
    readonly os: "linux" | "darwin" | "windows";
    readonly arch: "amd64" | "arm64";
}

/** The headers of executables (ELF, Mach-O and PE) have these numbers for processors. */
const processors = {
    linux: { 0x3e: "amd64", 0xb7: "arm64" },
    darwin: { 0x01000007: "amd64", 0x0100000c: "arm64" },
    windows: { 0x8664: "amd64", 0xaa64: "arm64" },
} as const satisfies Record<Platform["os"], Record<number, Platform["arch"]>>;

/** Reads the platform of an executable from its header. Returns `undefined` if Pulumi has no name for it. */
export function readPlatform(binary: Buffer): Platform | undefined {
    const header = readHeader(binary);
    if (header === undefined) return undefined;
    const archs: Readonly<Record<number, Platform["arch"] | undefined>> = processors[header.os];
    const arch = archs[header.processor];
    return arch === undefined ? undefined : { os: header.os, arch };
}

function readHeader(binary: Buffer): { os: Platform["os"]; processor: number } | undefined {
    if (binary.length < 0x40) return undefined;
    if (binary.readUInt32BE(0) === 0x7f454c46) return { os: "linux", processor: binary.readUInt16LE(18) };
    if (binary.readUInt32LE(0) === 0xfeedfacf) return { os: "darwin", processor: binary.readUInt32LE(4) };
    const start = binary.readUInt32LE(0x3c);
    const isWindows = binary.toString("latin1", 0, 2) === "MZ" && binary.length >= start + 6;
    return isWindows ? { os: "windows", processor: binary.readUInt16LE(start + 4) } : undefined;
}

/** Returns the name under which the engine starts the plugin. */
export function executableName({ os }: Platform): string {
    return os === "windows" ? "pulumi-resource-modelarts.exe" : "pulumi-resource-modelarts";
}

/** Returns the name under which the engine requests the archive from a server of plugins. */
export function archiveName(version: string, { os, arch }: Platform): string {
    return `pulumi-resource-modelarts-v${version}-${os}-${arch}.tar.gz`;
}
