import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { findMeaning } from "../../provider/src/modelarts/http/errorCodes";
import type { ErrorKind } from "../../provider/src/modelarts/errors";
import { resolveSettings } from "../../provider/src/modelarts/config/settings";
import { errorOf } from "../support/errors";
import { codesIn, readDocument } from "../../tools/docs/markdown";
import { root } from "../../tools/repository";

/** The kinds of errors. The compiler keeps the list whole: it rejects one that lacks a kind or has one too many. */
const kinds: Readonly<Record<ErrorKind, true>> = {
    settings: true,
    network: true,
    timeout: true,
    certificate: true,
    redirect: true,
    "unexpected-response": true,
    "not-offered": true,
    "not-found": true,
    "wrong-status": true,
    "duplicate-name": true,
    quota: true,
    invalid: true,
    throttled: true,
    "token-expired": true,
    unauthenticated: true,
    "permission-denied": true,
    "wrong-project": true,
    account: true,
    agency: true,
    "server-error": true,
    "wait-timeout": true,
    "unexpected-state": true,
    cancelled: true,
    rejected: true,
};

const codePattern = /\b(?:ModelArts|APIG)\.\d{4}\b/g;

function sources(folder: string): string {
    return readdirSync(path.join(root, folder), { withFileTypes: true })
        .filter(({ name }) => !/^(dist|node_modules)$/.test(name))
        .map((entry) => {
            const name = path.join(folder, entry.name);
            if (entry.isDirectory()) return sources(name);
            return name.endsWith(".ts") ? readFileSync(path.join(root, name), "utf8") : "";
        })
        .join("\n");
}

const document = readDocument("docs/troubleshooting.md");
const ofThisPackage = document.tables.filter(({ under }) => under !== "Messages of Pulumi itself");
const rows = ofThisPackage.flatMap(({ header, rows: all }) =>
    all.map((row) => ({
        kind: header[0] === "kind" ? (codesIn(row[0] ?? "")[0] ?? "") : undefined,
        cell: row[header.indexOf("what you read")] ?? "",
        row,
    })),
);

describe("docs/troubleshooting.md", () => {
    test("has every kind of failure, and no other", () => {
        const documentedKinds = new Set(rows.flatMap(({ kind }) => kind ?? []));
        expect([...documentedKinds].sort()).toEqual(Object.keys(kinds).sort());
    });

    test("has every code that the client knows, under the kind that it stands for, and no other", () => {
        const text = readFileSync(path.join(root, "provider/src/modelarts/http/errorCodes.ts"), "utf8");
        const codes = [...new Set(text.match(codePattern) ?? [])];
        expect(codes.length).toBeGreaterThan(40);
        const documentedCodes = rows.flatMap(({ kind, cell }) =>
            (cell.match(codePattern) ?? []).map((code): [string, string] => [code, kind ?? ""]),
        );
        expect(Object.fromEntries(documentedCodes)).toEqual(
            Object.fromEntries(codes.map((code) => [code, findMeaning(400, code).kind])),
        );
        expect(documentedCodes).toHaveLength(codes.length);
    });

    test("quotes what the package says", () => {
        // This joins the parts of a sentence that stand on several lines, and puts a mark in place of each value.
        const nothingSet = errorOf(() => resolveSettings(() => undefined, {})).message;
        const messageTexts = `${nothingSet}\n${sources("provider")}`
            .replace(/["`] \+\s*["`]/g, "")
            .replace(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\{(?:where|action)\}/g, "…");
        const quotes = rows
            .flatMap(({ cell }) => codesIn(cell))
            .filter((words) => /[a-z] [a-z]|^[A-Z]\w+ /.test(words));
        expect(quotes.length).toBeGreaterThan(25);
        const parts = quotes.flatMap((words) => words.split("…").map((part) => part.trim()));
        expect(parts.filter((part) => part !== "" && !messageTexts.includes(part))).toEqual([]);
    });

    test("says in every row what to do", () => {
        for (const { row } of rows) expect(row.filter((cell) => cell === "" || cell === "-")).toEqual([]);
    });
});
