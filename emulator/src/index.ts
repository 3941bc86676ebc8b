import { randomBytes } from "node:crypto";
import { type Clock, type RandomBytes, systemClock } from "./context";
import { Emulator } from "./emulator";
import { Listener, type ListenerOptions } from "./listener";
import { applyOptions, initialOptions, type Options } from "./options/options";

export { createSelfSignedCertificate } from "./certificate";
export type { Clock, RandomBytes } from "./context";
export type { EmulatorInfo } from "./control";
export type { Emulator } from "./emulator";
export type { Delivery } from "./faults/delivery";
export type { Effect, Fault, FaultKind, FaultSpec, FaultView, Match } from "./faults/fault";
export type { JobView } from "./jobs/job";
export type { JobSetup, JobPatch } from "./jobs/jobSetup";
export { editions } from "./options/edition";
export type { Options } from "./options/options";
export type { RawRequest, RecordedRequest } from "./request";
export type { CallName } from "./route";

export interface StartOptions extends Partial<Options>, ListenerOptions {
    /** All paths of ModelArts begin with this prefix, such as "/modelarts". */
    readonly basePath?: string;
}

export interface EmulatorSetup extends Pick<StartOptions, "basePath"> {
    readonly options?: Partial<Options>;
    /** @defaultValue the machine's clock */
    readonly clock?: Clock;
    /** @defaultValue the machine's random source */
    readonly random?: RandomBytes;
    /** Clients send their requests to this address. @defaultValue "http://127.0.0.1" */
    readonly url?: string;
}

/**
 * Creates an emulator without a listener: its method `handle` takes the requests. It reads time and random bytes
 * only from `clock` and `random`. Throws a TypeError if an option does not exist or has an invalid value.
 */
export function createEmulator(setup: EmulatorSetup = {}): Emulator {
    const { clock = systemClock, random = randomBytes, url = "http://127.0.0.1" } = setup;
    const options = readOptions(setup.options);
    return new Emulator({ options, clock, random, url, basePath: readBasePath(setup.basePath) });
}

/** Starts an emulator that listens on this machine. Throws as `createEmulator` does. */
export async function startEmulator(startOptions: StartOptions = {}): Promise<Emulator> {
    const { host, port, tls, basePath, ...changes } = startOptions;
    const options = readOptions(changes);
    const listenerOptions = { ...(host && { host }), ...(port && { port }), ...(tls && { tls }) };
    const listener = new Listener(listenerOptions, options);
    const url = await listener.listen();
    const machine = { clock: systemClock, random: randomBytes };
    const context = { ...machine, options, url, basePath: readBasePath(basePath) };
    const emulator = new Emulator(context, () => listener.close());
    listener.onRequest((request) => emulator.handle(request));
    return emulator;
}

function readOptions(changes: Partial<Options> = {}): Options {
    const options = initialOptions();
    applyOptions(options, changes);
    return options;
}

function readBasePath(basePath = ""): string {
    return basePath.replace(/^\/*(.)/, "/$1").replace(/\/*$/, "");
}
