import type { Clock } from "../modelarts/clock";
import type { RuntimeOptions } from "../modelarts/connect";
import type { Environment } from "../modelarts/config/sources";
import { ConnectionPool } from "./connections";
import { Lifecycle, type LifecycleOptions } from "./lifecycle";
import { defaultFolder, PendingCreates } from "./pendingCreates";
import type { RandomBytes } from "./random";
import type { RecordFiles } from "./recordFiles";

/** What a provider process takes from the machine that it runs on. A field that is left out is the real one. */
export interface Machine extends RuntimeOptions {
    readonly clock?: Clock | undefined;
    readonly randomBytes?: RandomBytes | undefined;
    readonly environment?: Environment | undefined;
    /** The working folder, which is that of the program. */
    readonly folder?: string | undefined;
    readonly files?: RecordFiles | undefined;
}

/** The connections and the lifecycle of one provider process. */
export function createLifecycle(
    machine: Machine,
    options: Pick<LifecycleOptions, "progress" | "signal">,
): { readonly connections: ConnectionPool; readonly lifecycle: Lifecycle } {
    const { clock, random = Math.random, randomBytes, environment = process.env, folder, files } = machine;
    const connections = new ConnectionPool(environment, machine);
    const lifecycle = new Lifecycle(connections, {
        ...options,
        ...(clock && { clock }),
        pollOffsetMs: random() * 5000,
        pendingCreates: new PendingCreates(defaultFolder(environment), folder, clock, files),
        randomBytes,
    });
    return { connections, lifecycle };
}
