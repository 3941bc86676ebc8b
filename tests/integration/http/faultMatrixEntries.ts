import type { FailureKind } from "../../../provider/src/modelarts/errors";
import type { Values } from "../../support/settings";
import type { NineCallName } from "../../support/allCalls";

/** `?`: the service may have done it, and the failure says so. */
type Outcome = "value" | FailureKind | `${FailureKind}?`;
type Reads = "list" | "show" | "projects" | "tokens";
type Writes = Exclude<NineCallName, Reads | "create">;

/** What comes out; how many requests the service sees; and what it has done in the end. */
type Read = `${Exclude<Outcome, `${string}?`>}, ${number}`;
type Write = `${Outcome}, ${number}, ${"done" | "nothing"}`;
/** After the plus: how often the job is looked for. */
type Create = `${Outcome}, ${number}+${number}, ${"done" | "nothing"}`;

export type Cells = Readonly<Record<Reads, Read> & Record<Writes, Write> & Record<"create", Create>>;

/** Two retries; the limit of a request is short where it is waited for, and far away where it is not. */
export function policyFor(cells: Cells): Values {
    return {
        "huaweicloud:maxRetries": "2",
        "modelarts:retryDelay": "0.002",
        "modelarts:requestTimeout": cells.stop.startsWith("timeout") ? "1" : "30",
    };
}

/** One outcome for all reads, one for all writes. */
export function alike(read: Read, write: Write, create: Create): Cells {
    return {
        create,
        list: read,
        show: read,
        projects: read,
        tokens: read,
        update: write,
        stop: write,
        restart: write,
        delete: write,
    };
}

/** What is the same twice as once is repeated, and succeeds. */
export function repeated(write: Write, create: Create): Cells {
    return { ...alike("value, 2", write, create), update: "value, 2, done" };
}
