import type { Json } from "../json";
import type { CallName } from "../route";

/** Selects requests; every field that is present must match. */
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
    /** The first matching request that it applies to, counted since the fault was set; default 1. */
    readonly nth?: number;
    /** How many matching requests in a row it applies to; default 1. */
    readonly times?: number | "always";
    /** Whether the call is carried out nevertheless; the default depends on the kind. */
    readonly carryOut?: boolean;
}

/** A custom response. A body that is a string is sent unchanged, any other as JSON. */
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
    /** The request never gets a response. */
    | { readonly kind: "no-response" }
    /** Sends the headers, then one space every `interval` milliseconds (default 300) without an end. */
    | { readonly kind: "slow-body"; readonly interval?: number }
    /** Announces the full length, sends half of the bytes, then closes the connection. */
    | { readonly kind: "truncated" }
    /** A complete HTTP response whose JSON ends in the middle. */
    | { readonly kind: "truncated-json" }
    | { readonly kind: "html"; readonly status?: number }
    | { readonly kind: "redirect"; readonly location: string; readonly status?: number }
    /** HTTP status 200 (or another) and no body. */
    | { readonly kind: "empty"; readonly status?: number }
    /** The call is carried out, and its response sent, after so many seconds. */
    | { readonly kind: "delay"; readonly seconds: number };

export type FaultKind = Effect["kind"];

/** A fault that has a response needs no kind. */
export type FaultSpec = FaultTrigger &
    (Effect | { readonly kind?: undefined; readonly response: CannedResponse });

export type Fault = FaultTrigger & Effect;

export interface FaultView {
    readonly fault: Fault;
    /** How many requests matched, and to how many of them the fault applied. */
    readonly matched: number;
    readonly applied: number;
}

const carriedOutKinds: readonly FaultKind[] = ["reset-after", "truncated", "truncated-json", "delay"];

export function isCarriedOut(fault: Fault): boolean {
    return fault.carryOut ?? carriedOutKinds.includes(fault.kind);
}
