import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { StartOptions } from "./index";
import { groups } from "./options/options";
import { amount, type Spec, text } from "./options/spec";

/** The command line is invalid; the message says why. */
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
    const entries = Object.entries(specs).flatMap(([name, spec]) => {
        const flag = kebab(name);
        if (spec.argument === "" && values[`no-${flag}`]) return [[name, false]];
        const value = values[flag];
        return value === undefined ? [] : [[name, readValue(flag, spec, String(value))]];
    });
    const { tlsKey, tlsCert, ...options } = Object.fromEntries(entries) as Record<string, unknown>;
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

function readValue(flag: string, spec: Spec<unknown>, value: string): unknown {
    try {
        return spec.parse(value);
    } catch (error) {
        throw new UsageError(`--${flag} ${(error as Error).message}; it was given "${value}".`);
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
    const initialValue = Array.isArray(initial) ? initial.join(",") : initial;
    const isPrintable =
        typeof initialValue === "string" ||
        typeof initialValue === "number" ||
        typeof initialValue === "boolean";
    const initialText =
        isPrintable && initialValue !== ""
            ? ` (${initialValue === true ? "on" : initialValue === false ? "off" : initialValue})`
            : "";
    return `  --${flag}${argument && ` ${argument}`}\n      ${meaning}${initialText}`;
}
