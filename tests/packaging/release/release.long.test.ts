import { execFileSync } from "node:child_process";
import {
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../../../tools/repository";
import { run } from "../../../tools/engine/childProcess";
import { npm } from "../../../tools/package/npm";
import { filesIn } from "../../../tools/package/checksums";
import { publicationFile, sdkNames } from "../../../tools/sdks/names";

const version = "0.1.0";
/** The tests of the SDKs make those of the other languages, which need the tools of these languages. */
const languages = "nodejs,go,dotnet";
/** The repository that has the Go module. */
const address = `https://${sdkNames().goModule.replace("/sdk/go/modelarts", "")}`;

/** The files of this folder as one commit of another repository: the files of this one may not be committed yet. */
let clone: string;
let registry: Server;
const git = (...args: string[]) => execFileSync("git", args, { cwd: clone, encoding: "utf8" });
const output = (file: string) => path.join(clone, "release", version, file);

beforeAll(async () => {
    clone = mkdtempSync(path.join(tmpdir(), "pulumi-modelarts-clone-"));
    const fileList = execFileSync("git", ["ls-files", "-z", "-co", "--exclude-standard"], { cwd: root });
    for (const file of fileList.toString().split("\0"))
        if (file !== "" && existsSync(path.join(root, file)))
            cpSync(path.join(root, file), path.join(clone, file));
    git("init", "-q", "-b", "main");
    // A link is no folder, so that the rule `node_modules/` does not fit it.
    writeFileSync(path.join(clone, ".git", "info", "exclude"), "node_modules\n");
    git("add", "-A");
    git("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-q", "-m", "All");
    symlinkSync(path.join(root, "node_modules"), path.join(clone, "node_modules"), "junction");
    // This registry knows of no weakness, and leaves all else to the registry of the user.
    const location = (await npm(root, "config", "get", "registry")).stdout.trim().replace(/\/$/, "");
    registry = createServer((request, response) => {
        const { url = "/" } = request;
        const isAudit = url.includes("/security/");
        request.resume().on("end", () => {
            if (isAudit) response.writeHead(200).end("{}");
            else response.writeHead(307, { location: `${location}${url}` }).end();
        });
    });
    await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
}, 60_000);
afterAll(() => {
    registry.close();
    rmSync(clone, { recursive: true });
});

function release(...args: string[]) {
    const tsNode = require.resolve("ts-node/dist/bin");
    return run(process.execPath, [tsNode, "tools/release/main.ts", "make", ...args], {
        cwd: clone,
        env: {
            ...process.env,
            npm_config_noproxy: "127.0.0.1",
            npm_config_registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`,
        },
        timeoutMs: 900_000,
    });
}

const readPackedManifest = () => {
    const tarball = output(`npm/pulumi-modelarts-${version}.tgz`);
    return JSON.parse(
        execFileSync("tar", ["-xzOf", tarball, "package/package.json"], { encoding: "utf8" }),
    ) as object;
};

test("a release without an address has all its files, and ends with 1 and what is missing", async () => {
    const { code, stderr } = await release(version, "--sdks", languages);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`fill "repository" in ${publicationFile}`)]);
    expect(stderr).not.toContain("FAULT");
    expect(readPackedManifest()).not.toHaveProperty("repository");
    const files = filesIn(output(""));
    expect(files).toEqual(
        expect.arrayContaining([
            "checksums.txt",
            "github/checksums.txt",
            `github/pulumi-modelarts-${version}.cdx.json`,
            expect.stringMatching(/^github\/pulumi-resource-modelarts-v.*\.tar\.gz$/),
            `github/pulumi-resource-modelarts-${version}.cdx.json`,
            expect.stringMatching(/^go\/.*\.zip$/),
            expect.stringMatching(/^npm\/.*modelarts-modelarts-.*\.tgz$/),
            expect.stringMatching(/^nuget\/.*\.tar\.gz$/),
            "notes.md",
            `npm/pulumi-modelarts-${version}.tgz`,
            "publish.md",
            "release.patch",
        ]),
    );
    const lines = readFileSync(output("checksums.txt"), "utf8").trimEnd().split("\n");
    expect(lines.map((line) => line.slice(66))).toEqual(files.filter((name) => name.includes("/")));
    for (const line of lines) expect(readFileSync(output("publish.md"), "utf8")).toContain(line.slice(66));
}, 900_000);

test("a rehearsal begins from an empty folder, fills in the address, and leaves the clone as it was", async () => {
    mkdirSync(output("npm"), { recursive: true });
    writeFileSync(output("npm/left.tgz"), "");
    const plugins = path.join(clone, "release", "plugins");
    mkdirSync(plugins);
    const archive = `pulumi-resource-modelarts-v${version}-windows-amd64.tar.gz`;
    writeFileSync(path.join(plugins, archive), "made elsewhere");
    const flags = ["--repository", address, "--plugins", plugins, "--sdks", "dotnet"];
    const { code, stdout, stderr } = await release(version, ...flags);
    expect([code, stdout, stderr]).toEqual([
        0,
        expect.stringContaining("Nothing was uploaded."),
        expect.not.stringContaining("FAULT"),
    ]);
    expect(stderr).toContain(`not tried here: ${archive}`);
    expect(existsSync(output("npm/left.tgz"))).toBe(false);
    expect(filesIn(output("github")).filter((name) => name.endsWith(".gz"))).toEqual([archive]);
    expect(readPackedManifest()).toMatchObject({
        version,
        homepage: `${address}#readme`,
        bugs: { url: `${address}/issues` },
        repository: { url: `git+${address}.git`, directory: "provider" },
    });
    expect(readFileSync(output("notes.md"), "utf8")).toContain(`](${address}/blob/v${version}/docs/`);

    expect([git("status", "--porcelain"), git("tag"), git("rev-list", "--count", "HEAD").trim()]).toEqual([
        "",
        "",
        "1",
    ]);
    git("apply", "--check", output("release.patch"));
    expect(readFileSync(output("release.patch"), "utf8")).toMatch(/^\+## \[0\.1\.0\] - \d{4}-\d\d-\d\d$/m);
}, 900_000);

test("a release of a folder with changes ends before anything is made", async () => {
    rmSync(output(""), { recursive: true });
    writeFileSync(path.join(clone, "change.txt"), "");
    const { code, stderr } = await release(version);
    expect([code, stderr]).toEqual([1, expect.stringContaining("not committed")]);
    expect(existsSync(output(""))).toBe(false);
}, 60_000);
