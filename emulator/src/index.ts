import { randomBytes } from "node:crypto";
import { type Clock, systemClock } from "./clock";
import { Emulator } from "./emulator";
import { Listener, type ListenerOptions } from "./listener";
import { applyOptions, initialOptions, type Options } from "./options/options";
import type { RandomBytes } from "./random";

export { createSelfSignedCertificate } from "./certificate";
export type { Clock } from "./clock";
export type { Emulator } from "./emulator";
export type { Delivery } from "./faults/delivery";
export type { Effect, Fault, FaultKind, FaultSpec, FaultView, Match } from "./faults/fault";
export type { RawRequest } from "./incomingRequest";
export type { EmulatorInfo } from "./info";
export type { JobView } from "./jobs/job";
export type { JobSetup, JobPatch } from "./jobs/jobAdmin";
export type { Options } from "./options/options";
export type { RandomBytes } from "./random";
export type { RecordedRequest } from "./requestLog";
export type { CallName } from "./route";

export interface EmulatorSetup {
    readonly options?: Partial<Options>;
    /** Default: the machine's. */
    readonly clock?: Clock;
    /** Default: that of the machine. */
    readonly random?: RandomBytes;
    /** What clients have in place of the address of a listener; default "http://127.0.0.1". */
    readonly url?: string;
    /** Prefix of the ModelArts paths, such as "/modelarts". */
    readonly basePath?: string;
}

export interface StartOptions extends Partial<Options>, ListenerOptions {
    /** Prefix of the ModelArts paths, such as "/modelarts". */
    readonly basePath?: string;
}

/**
 * Creates an emulator without a listener: its method `handle` takes the requests. It reads time and random bytes
 * only from `clock` and `random`.
 *
 * @throws {TypeError} if an option does not exist or has an invalid value.
 */
export function createEmulator(setup: EmulatorSetup = {}): Emulator {
    const { options = {}, clock = systemClock, random = randomBytes, basePath = "" } = setup;
    return new Emulator({
        options: readOptions(options),
        clock,
        randomBytes: random,
        url: setup.url ?? "http://127.0.0.1",
        basePath: normalizeBasePath(basePath),
        close: () => Promise.resolve(),
    });
}

/**
 * Starts an emulator that listens on this machine.
 *
 * @throws {TypeError} if an option does not exist or has an invalid value.
 */
export async function startEmulator(startOptions: StartOptions = {}): Promise<Emulator> {
    const { host, port, tls, basePath = "", ...changes } = startOptions;
    const options = readOptions(changes);
    const listenerOptions = { ...(host && { host }), ...(port && { port }), ...(tls && { tls }) };
    const listener = new Listener(listenerOptions, options);
    const emulator = new Emulator({
        options,
        clock: systemClock,
        randomBytes,
        url: await listener.listen(),
        basePath: normalizeBasePath(basePath),
        close: () => listener.close(),
    });
    listener.onRequest((request) => emulator.handle(request));
    return emulator;
}

function readOptions(changes: Partial<Options>): Options {
    const options = initialOptions();
    applyOptions(options, changes);
    return options;
}

function normalizeBasePath(basePath: string): string {
    return basePath.replace(/^\/*(.)/, "/$1").replace(/\/*$/, "");
}
