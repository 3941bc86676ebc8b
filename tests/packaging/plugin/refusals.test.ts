import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildPlugin } from "../../../tools/plugin/build";
import { readPackageLicences } from "../../../tools/plugin/licences";
import { tryPlugin } from "../../../tools/plugin/startPlugin";

let folder: string;
beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-executable-"));
});
afterEach(() => rm(folder, { recursive: true }));

const fuse = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:0";
/** Makes a program for Linux and a processor by its number in ELF, with a text. */
const linux = (machine: number, text: string): Buffer => {
    const header = Buffer.alloc(0x40);
    header.set([0x7f, 0x45, 0x4c, 0x46]);
    header.writeUInt16LE(machine, 18);
    return Buffer.concat([header, Buffer.from(text)]);
};
const macOS = Buffer.alloc(0x40);
macOS.writeUInt32LE(0xfeedfacf);
macOS.writeUInt32LE(0x0100000c, 4);

const [own, other] = process.arch === "arm64" ? [0xb7, 0x3e] : [0x3e, 0xb7];
const isLinux = process.platform === "linux";

describe("the archive of the plugin is not made", () => {
    const refusals = [
        {
            what: "of a script",
            node: Buffer.from("#!/bin/sh\n".repeat(20)),
            message: "it is no program for a platform that Pulumi has",
        },
        {
            what: "of a Node.js without the fuse",
            node: linux(own, "no fuse"),
            message: `it has no fuse NODE_SEA_FUSE_.* Download an archive from https://nodejs\\.org`,
        },
        {
            what: "of a Node.js of another version for another platform",
            node: linux(isLinux ? other : own, fuse),
            message: `it must be of the version that does this, ${process.version}`,
        },
        {
            what: "for macOS where nothing can sign it",
            node: Buffer.concat([macOS, Buffer.from(fuse)]),
            message: "codesign is part of macOS. Do this on macOS.",
            isOnlyElsewhere: "darwin",
        },
        {
            what: "of a Node.js without its licence",
            node: linux(own, fuse),
            message: "The licence of Node.js, which the archive must contain, is not beside",
            isOnlyOn: "linux",
        },
    ].filter(({ what, isOnlyOn, isOnlyElsewhere }) => {
        if (isOnlyOn !== undefined && isOnlyOn !== process.platform) {
            console.warn(`Not tried on ${process.platform}, whose programs have another header: "${what}".`);
            return false;
        }
        if (isOnlyElsewhere === process.platform) {
            console.warn(`Not tried on ${process.platform}, which can sign: "${what}".`);
            return false;
        }
        return true;
    });
    test.each(refusals)("$what", async ({ node, message }) => {
        const file = path.join(folder, "bin", "node");
        await mkdir(path.dirname(file));
        await writeFile(file, node);
        const out = path.join(folder, "out");
        await expect(buildPlugin({ version: "0.1.0", folder: out, node: file })).rejects.toThrow(
            new RegExp(message),
        );
        expect(await readdir(out).catch(() => [])).toEqual([]);
    });
});

describe("a plugin that is tried", () => {
    const node = (script: string) => tryPlugin(process.execPath, "-e", script);

    it("is right where it prints its port, and is ended then", async () => {
        await node("console.log(1234); setInterval(() => {}, 1000)");
    });

    test.each([
        ["it ends before", "console.error('no module'); process.exitCode = 7", /: 7\nno module/],
        ["it prints something else", "console.log('Welcome'); setInterval(() => {}, 1000)", /: Welcome/],
    ])("is wrong where %s", async (_what, script, message) => {
        await expect(node(script)).rejects.toThrow(message);
    });

    it("is wrong where the system cannot start it", async () => {
        await expect(tryPlugin(path.join(folder, "no-such-program"))).rejects.toThrow("ENOENT");
    });
});

describe("the licences of packages", () => {
    const make = async (name: string, license: string, files: Readonly<Record<string, string>>) => {
        const place = path.join(folder, name);
        await mkdir(place);
        const all = { "package.json": JSON.stringify({ name, version: "1.0.0", license }), ...files };
        for (const [file, text] of Object.entries(all)) await writeFile(path.join(place, file), text);
        return place;
    };

    it("are in files, or the last chapter of the README", async () => {
        const readme = "# b\n\nIt does this.\n\n## License\n\nCopyright of b.\n";
        const folders = [
            await make("a", "(MIT AND ISC)", { LICENSE: "Text of a.", "license.txt": "More of a." }),
            await make("b", "MIT", { "README.md": readme }),
        ];
        const text = await readPackageLicences(folders);
        for (const part of ["a 1.0.0 ((MIT AND ISC))", "Text of a.", "More of a.", "Copyright of b."])
            expect(text).toContain(part);
        expect(text).not.toContain("It does this.");
    });

    test.each([
        {
            license: "MIT",
            files: { "README.md": "# a\n\nLicense: MIT\n" },
            fault: "a has no text of its licence",
        },
        {
            license: "MIT AND GPL-3.0-only",
            files: { LICENSE: "Text." },
            fault: "a has the licence GPL-3.0-only",
        },
    ])("make an error: $fault", async ({ license, files, fault }) => {
        const place = await make("a", license, files);
        await expect(readPackageLicences([place])).rejects.toThrow(fault);
    });
});
