/** How the makers of Pulumi name the archive of one platform. */
export interface Platform {
    readonly os: "linux" | "darwin" | "windows";
    readonly arch: "x64" | "arm64";
}

const systems: Readonly<Record<string, Platform["os"]>> = {
    linux: "linux",
    darwin: "darwin",
    win32: "windows",
};
const architectures: Readonly<Record<string, Platform["arch"]>> = { x64: "x64", arm64: "arm64" };

/** Undefined where no archive is published. Takes Node's own names. */
export function platformOf(os: string, arch: string): Platform | undefined {
    const system = systems[os];
    const architecture = architectures[arch];
    return system && architecture ? { os: system, arch: architecture } : undefined;
}

export function archiveName(version: string, { os, arch }: Platform): string {
    return `pulumi-v${version}-${os}-${arch}.${os === "windows" ? "zip" : "tar.gz"}`;
}

/** Without the `v` that the archives have: pulumi/pulumi#10807. */
export function checksumsName(version: string): string {
    return `pulumi-${version}-checksums.txt`;
}

/** Finds one file's SHA-256 in a list of `<hex>  <name>` lines. */
export function checksumOf(file: string, checksums: string): string | undefined {
    for (const line of checksums.split(/\r?\n/)) {
        const [sum, name] = line.trim().split(/\s+\*?/);
        if (name === file && sum && /^[0-9a-f]{64}$/i.test(sum)) return sum.toLowerCase();
    }
    return undefined;
}

export function executable(name: string, os: string = process.platform): string {
    return os === "win32" ? `${name}.exe` : name;
}
