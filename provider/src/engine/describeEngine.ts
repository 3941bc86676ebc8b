import { connect } from "node:net";
import type { Machine } from "../lifecycle/machine";

/** This is longer than any connection on one machine takes, and than Windows takes to refuse one. */
const connectTimeoutMs = 5000;

/** Returns what a provider process knows of the engine that it serves, at this address. */
export function describeEngine(
    engineAddress: string | undefined,
): Pick<Machine, "engineAddress" | "isEngineAlive"> {
    return { engineAddress, isEngineAlive: () => isListening(engineAddress) };
}

/**
 * The engine listens at its address as long as it runs. Pulumi's host of dynamic providers outlives an engine that is
 * killed, and goes on with its calls.
 */
function isListening(address: string | undefined): Promise<boolean> {
    const [, host, port] = /^(.*):(\d+)$/.exec(address ?? "") ?? [];
    if (host === undefined || port === undefined) return Promise.resolve(true);
    return new Promise((resolve) => {
        const socket = connect({ host, port: Number(port), timeout: connectTimeoutMs });
        const end = (isAlive: boolean): void => {
            socket.destroy();
            resolve(isAlive);
        };
        socket.once("connect", () => {
            end(true);
        });
        // Any other error, such as too many open files, says nothing about the engine.
        socket.once("error", ({ code }: NodeJS.ErrnoException) => {
            end(code !== "ECONNREFUSED");
        });
        socket.once("timeout", () => {
            end(true);
        });
    });
}
