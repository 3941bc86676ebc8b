import type { Json } from "../json";
import type { CallName } from "../route";

/** Which requests are meant; all that is named must fit. */
export interface Match {
    readonly call?: CallName;
    readonly method?: string;
    /** Source of a regular expression over path and query as they come over the wire. */
    readonly path?: string;
    readonly jobId?: string;
    /** Only on a connection that has carried a request before (true), or only on a new one (false). */
    readonly reused?: boolean;
}

interface FaultTrigger {
    readonly match?: Match;
    /** The first request it happens to, counted from when the fault was set; default 1. */
    readonly nth?: number;
    /** To how many in a row; default 1. */
    readonly times?: number | "always";
    /** Whether the call is carried out nevertheless; the default depends on the kind. */
    readonly carryOut?: boolean;
}

/** An answer of one's own. A body that is a string is sent as it is, any other as JSON. */
export interface CannedResponse {
    readonly status: number;
    readonly body?: Json;
    readonly headers?: Readonly<Record<string, string>>;
}

export type Effect =
    | { readonly kind: "response"; readonly response: CannedResponse }
    /** The connection is reset, and nothing was done. */
    | { readonly kind: "reset-before" }
    /** The connection is reset after the call was carried out. */
    | { readonly kind: "reset-after" }
    /** No answer, ever. */
    | { readonly kind: "no-response" }
    /** Headers, then one blank every `interval` milliseconds (default 300), for ever. */
    | { readonly kind: "slow-body"; readonly interval?: number }
    /** The length of the whole answer, half of its bytes, the end of the connection. */
    | { readonly kind: "truncated" }
    /** An answer whose HTTP is whole and whose JSON is cut in the middle. */
    | { readonly kind: "truncated-json" }
    | { readonly kind: "html"; readonly status?: number }
    | { readonly kind: "redirect"; readonly location: string; readonly status?: number }
    /** HTTP status 200 (or another) and no body. */
    | { readonly kind: "empty"; readonly status?: number }
    /** The call is carried out and answered after so many seconds. */
    | { readonly kind: "delay"; readonly seconds: number };

export type FaultKind = Effect["kind"];

/** A fault that has an answer needs no kind. */
export type FaultSpec = FaultTrigger &
    (Effect | { readonly kind?: undefined; readonly response: CannedResponse });

export type Fault = FaultTrigger & Effect;

export interface FaultView {
    readonly fault: Fault;
    /** How many requests fitted, and how many of them it happened to. */
    readonly matched: number;
    readonly applied: number;
}

const carriedOutKinds: readonly FaultKind[] = ["reset-after", "truncated", "truncated-json", "delay"];

export function isCarriedOut(fault: Fault): boolean {
    return fault.carryOut ?? carriedOutKinds.includes(fault.kind);
}
