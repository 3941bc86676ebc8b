import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import * as v from "valibot";
import type { StartOptions } from "./index";
import { groups } from "./options/options";
import { amount, type Spec, text } from "./options/spec";

/** The message says why the command line is invalid. */
export class UsageError extends Error {}

type Specs = Readonly<Record<string, Spec<unknown>>>;

const listenerOptions: Specs = {
    port: amount(0, "N", "port to listen on; 0: any free port", { max: 65535, whole: true }),
    host: text("127.0.0.1", "ADDRESS", "address to listen on, in 127.0.0.0/8"),
    basePath: text("", "PATH", "prefix of the ModelArts paths, such as /modelarts"),
    tlsKey: text("", "FILE", "serve HTTPS with this key, in PEM"),
    tlsCert: text("", "FILE", "and this certificate"),
};
const sections: Readonly<Record<string, Specs>> = { Listening: listenerOptions, ...groups };
const specs: Specs = Object.assign({}, ...Object.values(sections)) as Specs;

export function readCommandLine(args: readonly string[]): { help: string } | { options: StartOptions } {
    const values = parse(args);
    if (values.help) return { help: help() };
    const settings: Record<string, unknown> = {};
    for (const [name, { schema, fromText = (text: string): unknown => text }] of Object.entries(specs)) {
        const flag = kebab(name);
        const value = values[`no-${flag}`] ? false : values[flag];
        if (value === undefined) continue;
        const result = v.safeParse(schema, typeof value === "string" ? fromText(value) : value);
        if (!result.success)
            throw new UsageError(`--${flag} ${result.issues[0].message}; it was given "${value}".`);
        settings[name] = result.output;
    }
    const { tlsKey, tlsCert, ...options } = settings;
    if ((tlsKey === undefined) !== (tlsCert === undefined))
        throw new UsageError("--tls-key and --tls-cert go together.");
    if (typeof tlsKey !== "string" || typeof tlsCert !== "string") return { options };
    return { options: { ...options, tls: { key: file(tlsKey), cert: file(tlsCert) } } };
}

function parse(args: readonly string[]): Record<string, string | boolean | undefined> {
    const options: Record<string, { type: "string" | "boolean" }> = { help: { type: "boolean" } };
    for (const [name, { argument }] of Object.entries(specs)) {
        const flag = kebab(name);
        options[flag] = { type: argument === "" ? "boolean" : "string" };
        if (argument === "") options[`no-${flag}`] = { type: "boolean" };
    }
    try {
        return parseArgs({ args: [...args], options }).values;
    } catch (error) {
        const [sentence = ""] = (error as Error).message.split(/\.\s|\n/);
        throw new UsageError(`${sentence.replace(/\.$/, "")}. --help lists all flags.`);
    }
}

function file(path: string): string {
    try {
        return readFileSync(path, "utf8");
    } catch (error) {
        throw new UsageError(`Cannot read a certificate: ${(error as Error).message}.`);
    }
}

function kebab(name: string): string {
    return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function help(): string {
    const lines = Object.entries(sections).flatMap(([title, specs]) => [
        "",
        `${title}:`,
        ...Object.entries(specs).map(([name, spec]) => helpLine(name, spec)),
    ]);
    return [
        "Usage: npm run emulator -- [flag] ...",
        "",
        "ModelArts and IAM over HTTP on 127.0.0.1. The first line of output is JSON: where, and with which credentials.",
        "SIGTERM or Ctrl-C ends it. Lists are written with commas; a negative number as --clock-skew=-60.",
        "A switch that is on is turned off by --no-SWITCH.",
        ...lines,
        "",
        "  --help",
        "      this text",
        "",
    ].join("\n");
}

function helpLine(name: string, { initial, argument, help: meaning }: Spec<unknown>): string {
    const flag = argument === "" && initial === true ? `[no-]${kebab(name)}` : kebab(name);
    const text = typeof initial === "boolean" ? (initial ? "on" : "off") : initial;
    const value = Array.isArray(text) ? text.join(",") : text;
    const hasValue = typeof value === "number" || (typeof value === "string" && value !== "");
    return `  --${flag}${argument && ` ${argument}`}\n      ${meaning}${hasValue ? ` (${value})` : ""}`;
}
