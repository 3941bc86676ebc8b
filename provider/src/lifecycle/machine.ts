import { homedir, hostname } from "node:os";
import path from "node:path";
import { type Clock, systemClock } from "../modelarts/clock";
import type { RuntimeOptions } from "../modelarts/connect";
import type { Environment } from "../modelarts/config/sources";
import type { UserFiles } from "../modelarts/config/userFiles";
import { ConnectionPool } from "./connections";
import { Lifecycle, type LifecycleOptions } from "./lifecycle";
import type { Messages } from "./messages";
import { PendingCreates } from "./pendingCreates";
import type { RandomBytes } from "./random";
import { diskFiles, type RecordFiles } from "./recordFiles";
import { RunLog } from "./runLog";
import { StackIdentity } from "./stackIdentity";

/** Contains what a provider process takes from the machine that it runs on. A field that is left out is the real one. */
export interface Machine extends RuntimeOptions {
    readonly clock?: Clock | undefined;
    readonly randomBytes?: RandomBytes | undefined;
    readonly environment?: Environment | undefined;
    /** The working folder, which is that of the program. */
    readonly folder?: string | undefined;
    readonly files?: RecordFiles | undefined;
    readonly userFiles?: UserFiles | undefined;
    /** The address of the engine that the process serves. */
    readonly engineAddress?: string | undefined;
    /** Whether that engine still runs. @defaultValue it does */
    readonly isEngineAlive?: (() => Promise<boolean>) | undefined;
    readonly processId?: number | undefined;
    readonly isProcessAlive?: ((processId: number) => boolean) | undefined;
}

/** Creates the connections and the lifecycle of one provider process. */
export function createLifecycle(
    machine: Machine,
    options: Pick<LifecycleOptions, "messages" | "signal"> = {},
    connections?: ConnectionPool,
): { readonly connections: ConnectionPool; readonly lifecycle: Lifecycle } {
    const { clock = systemClock, random = Math.random, environment = process.env } = machine;
    const { files = diskFiles, folder = process.cwd() } = machine;
    const { messages } = options;
    const pool =
        connections ??
        new ConnectionPool(environment, {
            ...machine,
            messages,
            isRunAlive: machine.isEngineAlive,
            pollOffsetMs: random() * 5000,
        });
    const pulumiHome = findPulumiHome(environment);
    const folderOfRecords = path.join(pulumiHome, "modelarts", "creating");
    const stack = new StackIdentity(environment, pulumiHome, folder, files);
    const lifecycle = new Lifecycle(pool, {
        ...options,
        clock,
        pendingCreates: new PendingCreates({
            folder: folderOfRecords,
            stack,
            clock,
            files,
            isEngineAlive: machine.isEngineAlive ?? (() => Promise.resolve(true)),
            onWriteError: warnOnce(folderOfRecords, messages),
        }),
        runLog: new RunLog({
            folder: path.join(pulumiHome, "modelarts", "runs"),
            hostname: hostname(),
            engineAddress: machine.engineAddress,
            processId: machine.processId ?? process.pid,
            startedAt: clock.timeOfDay(),
            isProcessAlive: machine.isProcessAlive ?? isProcessAlive,
            files,
        }),
        randomBytes: machine.randomBytes,
    });
    return { connections: pool, lifecycle };
}

/** Without a record a killed run leaves a job that no later run knows: a user has to know that before. */
function warnOnce(folder: string, messages: Messages | undefined): (error: unknown) => void {
    let hasWarned = false;
    return (error) => {
        if (hasWarned) return;
        hasWarned = true;
        const { code } = error as NodeJS.ErrnoException;
        const fact = `The folder ${folder} cannot be written (${code ?? "no code"}), so a job whose create is interrupted is in no record.`;
        messages?.warn(undefined, `${fact} Make it writable, or set PULUMI_HOME to a folder that is.`);
    };
}

function findPulumiHome({ PULUMI_HOME: home }: Environment): string {
    return home === undefined || home === "" ? path.join(homedir(), ".pulumi") : home;
}

/** Signal 0 only asks whether the process exists. */
export function isProcessAlive(processId: number): boolean {
    try {
        process.kill(processId, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}
