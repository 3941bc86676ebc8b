import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { readDocument } from "../../../tools/docs/markdown";
import { root } from "../../../tools/repository";
import { readHome } from "../../../tools/release/home";
import { publicationFile } from "../../../tools/sdks/names";

const read = (file: string): unknown => parse(readFileSync(path.join(root, ".github", file), "utf8"));
const files = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n");
const foldersOf = (name: string) =>
    files.filter((file) => path.posix.basename(file) === name).map((file) => `/${path.posix.dirname(file)}`);

describe("the updates of dependencies", () => {
    interface Update {
        readonly "package-ecosystem": string;
        readonly directory?: string;
        readonly directories?: readonly string[];
        readonly schedule: { readonly interval: string };
        readonly groups: Readonly<Record<string, object>>;
    }
    const { version, updates } = read("dependabot.yml") as { version: number; updates: Update[] };
    const places = (ecosystem: string) =>
        updates
            .filter((update) => update["package-ecosystem"] === ecosystem)
            .flatMap(({ directory, directories = [] }) => [...directories, ...(directory ? [directory] : [])])
            .sort();

    test("come in groups, once a week", () => {
        expect(version).toBe(2);
        expect(updates.map((update) => update["package-ecosystem"])).toEqual([
            "npm",
            "gomod",
            "pip",
            "github-actions",
        ]);
        for (const { schedule, groups } of updates) {
            expect(schedule).toEqual({ interval: "weekly" });
            expect(Object.keys(groups).length).toBeGreaterThan(0);
        }
    });

    test("are for every go.mod but those that have to stay, and for every requirements.txt", () => {
        const fixedFolders = ["/examples/go", "/tools/engine/go", "/tools/engine/nodejs", "/tools/sdks"];
        expect([...places("gomod"), ...fixedFolders].sort()).toEqual(foldersOf("go.mod").sort());
        expect(places("pip")).toEqual(foldersOf("requirements.txt").sort());
    });

    test("of npm are for the folder with the lock file, and those of actions for the workflows", () => {
        expect(places("npm").map((place) => existsSync(path.join(root, place, "package-lock.json")))).toEqual(
            [true],
        );
        // Dependabot looks for workflows below this folder by itself.
        expect(places("github-actions")).toEqual(["/"]);
    });
});

describe("a form for an issue", () => {
    interface Field {
        readonly type: string;
        readonly id?: string;
        readonly attributes: {
            readonly label?: string;
            readonly value?: string;
            readonly options?: readonly (string | { readonly label: string; readonly required?: boolean })[];
        };
        readonly validations?: { readonly required?: boolean };
    }
    interface Form {
        readonly name: string;
        readonly description: string;
        readonly body: readonly Field[];
    }
    const forms = readdirSync(path.join(root, ".github", "ISSUE_TEMPLATE")).filter(
        (name) => name !== "config.yml",
    );
    const form = (name: string) => read(`ISSUE_TEMPLATE/${name}`) as Form;

    test.each(forms)("has what GitHub asks of it: %s", (name) => {
        const { name: title, description, body } = form(name);
        expect([title, description]).not.toContain("");
        const fields = body.filter(({ type }) => type !== "markdown");
        expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
        expect(new Set(fields.map(({ attributes }) => attributes.label)).size).toBe(fields.length);
        for (const { type, id, attributes } of body) {
            expect(["markdown", "input", "textarea", "dropdown", "checkboxes"]).toContain(type);
            if (type === "markdown") expect(attributes.value).toBeTruthy();
            else
                expect([id, attributes.label]).toEqual([
                    expect.stringMatching(/^[\w-]+$/),
                    expect.anything(),
                ]);
            if (type === "dropdown" || type === "checkboxes")
                expect(new Set(attributes.options).size).toBeGreaterThan(0);
        }
    });

    test("asks for versions, provider, edition and message of a bug, and for no secrets", () => {
        const fields = new Map(form("bug.yml").body.map((field) => [field.id, field]));
        for (const id of ["version", "provider", "edition", "message"])
            expect(fields.get(id)?.validations).toEqual({ required: true });
        expect(fields.get("secrets")?.attributes.options).toEqual([
            { label: expect.stringMatching(/no .*secret/) as string, required: true },
        ]);
    });

    test("names documents that there are", () => {
        const text = forms.map((name) => JSON.stringify(read(`ISSUE_TEMPLATE/${name}`))).join();
        const documents = [...text.matchAll(/`([\w./-]+\.md)`/g)].map(([, file = ""]) => file);
        expect(documents).not.toEqual([]);
        expect(documents.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
    });
});

test("SECURITY.md says where the address for reports comes from, and whether there is one", () => {
    const { text } = readDocument("SECURITY.md");
    expect(text).toContain(`\`repository\` in \`${publicationFile}\``);
    expect(text).toContain("/security/advisories/new");
    const saysEmpty = text.includes("**It is empty: ");
    expect(saysEmpty).toBe(readHome() === undefined);
});

test("whoever opens an issue finds the form for reports of a weakness, once there is an address", () => {
    const { contact_links: links = [] } = read("ISSUE_TEMPLATE/config.yml") as {
        contact_links?: { url: string }[];
    };
    const home = readHome();
    expect(links.map(({ url }) => url)).toEqual(
        home === undefined ? [] : [`${home}/security/advisories/new`],
    );
});
