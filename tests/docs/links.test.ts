import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { documents, readDocument } from "../../tools/docs/markdown";
import { root } from "../../tools/repository";

const files = documents();

/** Finds where a link of a document goes: a file from the root, and what stands behind the `#`. */
function target(file: string, link: string): { to: string; anchor: string | undefined } {
    const [targetFile = "", anchor] = link.split("#");
    const to =
        targetFile === "" ? file : path.posix.join(path.posix.dirname(file), decodeURIComponent(targetFile));
    return { to, anchor };
}

test("the documents that a reader starts with are there", () => {
    expect(files).toEqual(
        expect.arrayContaining([
            "README.md",
            "README.zh-CN.md",
            "CONTRIBUTING.md",
            "CHANGELOG.md",
            "docs/automation-api.md",
            "docs/configuration.md",
            "docs/faq.md",
            "docs/job-life.md",
            "docs/migration-from-python-sdk.md",
            "docs/plugin.md",
            "docs/reference.md",
            "docs/security.md",
            "docs/teams.md",
            "docs/troubleshooting.md",
            "provider/README.md",
            "examples/tensorboard/README.md",
        ]),
    );
});

describe.each(files)("%s", (file) => {
    const { links, text, headings } = readDocument(file);

    test("begins with its title, and skips no level of headings", () => {
        // A page for Pulumi's registry has its title in the front matter.
        const title = /^---\ntitle: /.test(text) ? [1] : [];
        const levels = [...title, ...headings.map(({ level }) => level)];
        expect(levels[0]).toBe(1);
        expect(levels.slice(1)).not.toContain(1);
        for (const [index, level] of levels.slice(1).entries())
            expect(level).toBeLessThanOrEqual((levels[index] ?? 0) + 1);
    });

    test("has links that lead somewhere", () => {
        const brokenLinks = links
            .filter((link) => !/^https?:\/\//.test(link))
            .filter((link) => {
                const { to, anchor } = target(file, link);
                if (!existsSync(path.join(root, to))) return true;
                return anchor !== undefined && !readDocument(to).anchors.includes(anchor);
            });
        expect(brokenLinks).toEqual([]);
    });

    test("links to the web only over https", () => {
        expect(links.filter((link) => link.startsWith("http:"))).toEqual([]);
    });

    test("names no folder of one machine and no registry", () => {
        const localPaths = /(?<![\w.~}/])\/(?:root|home|Users|work|tmp|mnt|var)\/[^\s`]*|[A-Z]:\\\w+/g;
        const registries =
            /\b(?:registry|mirrors?|proxy)\.(?!example\b)[a-z0-9-]+\.[a-z.]+|\bgoproxy\b|\bnpmmirror\b/g;
        expect(text.match(localPaths)).toBeNull();
        expect(text.match(registries)).toBeNull();
    });

    test("names only example addresses", () => {
        const addresses = [...text.matchAll(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g)].map(([address]) => address);
        expect(addresses.filter((address) => !address.startsWith("127.0.0."))).toEqual([]);
    });

    test("ends with one line break, and has no blank at the end of a line", () => {
        expect(text).toMatch(/[^\n]\n$/);
        expect(text).not.toMatch(/[ \t]\n/);
    });
});

test("the README of the package links to nothing that is not in it", () => {
    const relative = readDocument("provider/README.md").links.filter((link) => !link.startsWith("https://"));
    expect(relative).toEqual([]);
});

test("the layout that is shown to contributors has every folder, and only what exists", () => {
    const [layout] = readDocument("CONTRIBUTING.md").blocks.filter(({ language }) => language === "text");
    const paths: string[] = [];
    let parent = "";
    for (const line of layout?.text.split("\n") ?? []) {
        const [, indent = "", names] = /^( {0,2})(\S+(?: {2}[\w./-]+)*)/.exec(line) ?? [];
        if (names === undefined) continue;
        if (indent === "") parent = names;
        const below = indent === "" ? "" : parent;
        paths.push(...names.split(/ +/).map((name) => path.posix.join(below, name)));
    }
    expect(paths.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
    const folders = ["provider/src", "tests"].flatMap((folder) =>
        readdirSync(path.join(root, folder), { withFileTypes: true })
            .filter((entry) => entry.isDirectory())
            .map((entry) => `${folder}/${entry.name}/`),
    );
    expect(folders.filter((folder) => !paths.includes(folder))).toEqual([]);
});

test("CONTRIBUTING.md names only files that exist", () => {
    const fromRoot =
        /^(?:docs|emulator|examples|provider|templates|tests|tools)\/[\w./-]*$|^[\w-]+\.(?:md|json)$/;
    const paths = readDocument("CONTRIBUTING.md").spans.filter((span) => fromRoot.test(span));
    expect(paths.length).toBeGreaterThan(40);
    expect(paths.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
});

test("CI runs what the README tells a reader to run, then the longer tests, and nothing else", () => {
    const script = readFileSync(path.join(root, ".ci/run"), "utf8");
    const lines = script.split("\n").map((line) => line.trim());
    const runs = lines.flatMap((line) => /^(?:tests )?(npm (?:run )?[\w:]+)/.exec(line)?.[1] ?? []);
    const [block] = readDocument("README.md").blocks.filter(({ language }) => language === "bash");
    expect(runs).toEqual(["npm run demo", "npm test", "npm run test:ci"]);
    expect(block?.text.split("\n")).toEqual(["npm run demo", "npm test"]);
    const others = /^(?!#).*\b(npx|node|yarn|pnpm|pulumi|jest)\b/;
    expect(lines.filter((line) => others.test(line))).toEqual([]);
});
