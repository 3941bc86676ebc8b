import { readFile } from "node:fs/promises";
import path from "node:path";

/** Contains the fields of `pulumi stack export` that tests use. */
export interface StackExport {
    readonly version: number;
    readonly deployment: {
        /** Is absent in a stack that never had resources. */
        readonly resources?: readonly ResourceState[];
        readonly pending_operations?: readonly unknown[];
    };
}

export interface ResourceState {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly custom: boolean;
    /** The program only reads it. */
    readonly external?: boolean;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
    readonly initErrors?: readonly string[];
    readonly pendingReplacement?: boolean;
}

/** Reads what `pulumi stack export` prints from the folder of the backend; `undefined` if it has no such stack. */
export async function readStackFile(
    state: string,
    project: string,
    stack: string,
): Promise<StackExport | undefined> {
    const file = path.join(state, ".pulumi", "stacks", project, `${stack}.json`);
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text === undefined) return undefined;
    const { version, checkpoint } = JSON.parse(text) as {
        version: number;
        checkpoint: { latest?: StackExport["deployment"] };
    };
    return { version, deployment: checkpoint.latest ?? {} };
}
