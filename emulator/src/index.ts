import { Emulator } from "./emulator";
import { Listener, type ListenerOptions } from "./listener";
import { applyOptions, initialOptions, type Options } from "./options/options";

export { createSelfSignedCertificate } from "./certificate";
export type { Emulator } from "./emulator";
export type { Effect, Fault, FaultKind, FaultSpec, FaultView, Match } from "./faults/fault";
export type { EmulatorInfo } from "./info";
export type { JobView } from "./jobs/job";
export type { JobSetup, JobPatch } from "./jobs/jobAdmin";
export type { Options } from "./options/options";
export type { RecordedRequest } from "./requestLog";
export type { CallName } from "./route";

export interface StartOptions extends Partial<Options>, ListenerOptions {
    /** Prefix of the ModelArts paths, such as "/modelarts". */
    readonly basePath?: string;
}

/**
 * Starts an emulator on this machine.
 *
 * @throws {TypeError} if an option does not exist or has an invalid value.
 */
export async function startEmulator(startOptions: StartOptions = {}): Promise<Emulator> {
    const { host, port, tls, basePath = "", ...changes } = startOptions;
    const base = basePath.replace(/^\/*(.)/, "/$1").replace(/\/*$/, "");
    const options = initialOptions();
    applyOptions(options, changes);
    const listenerOptions = { ...(host && { host }), ...(port && { port }), ...(tls && { tls }) };
    const listener = new Listener(listenerOptions, options);
    const url = await listener.listen();
    return new Emulator(options, listener, url, base);
}
