import type { Json } from "../json";
import type { Call } from "../route";

/** Which requests are meant; all that is named must fit. */
export interface Match {
    readonly call?: Call;
    readonly method?: string;
    /** Source of a regular expression over path and query as they come over the wire. */
    readonly path?: string;
    readonly jobId?: string;
    /** Only on a connection that has carried a request before (true), or only on a new one (false). */
    readonly reused?: boolean;
}

interface When {
    readonly match?: Match;
    /** The first request it happens to, counted from when the fault was set; default 1. */
    readonly nth?: number;
    /** To how many in a row; default 1. */
    readonly times?: number | "always";
    /** Whether the call is carried out nevertheless; the default depends on the kind. */
    readonly work?: boolean;
}

/** An answer of one's own. A body that is a string is sent as it is, any other as JSON. */
export interface Canned {
    readonly status: number;
    readonly body?: Json;
    readonly headers?: Readonly<Record<string, string>>;
}

export type Effect =
    | { readonly kind: "answer"; readonly answer: Canned }
    /** The connection is reset, and nothing was done. */
    | { readonly kind: "reset-before" }
    /** The connection is reset after the call was carried out. */
    | { readonly kind: "reset-after" }
    /** No answer, ever. */
    | { readonly kind: "silence" }
    /** Headers, then one blank every `interval` milliseconds (default 300), for ever. */
    | { readonly kind: "drip"; readonly interval?: number }
    /** The length of the whole answer, half of its bytes, the end of the connection. */
    | { readonly kind: "half" }
    /** An answer whose HTTP is whole and whose JSON is cut in the middle. */
    | { readonly kind: "half-json" }
    | { readonly kind: "html"; readonly status?: number }
    | { readonly kind: "redirect"; readonly location: string; readonly status?: number }
    /** HTTP status 200 (or another) and no body. */
    | { readonly kind: "empty"; readonly status?: number }
    /** The call is carried out and answered after so many seconds. */
    | { readonly kind: "delay"; readonly seconds: number };

export type FaultKind = Effect["kind"];

/** A fault that has an answer needs no kind. */
export type FaultOrder = When & (Effect | { readonly kind?: undefined; readonly answer: Canned });

export type Fault = When & Effect;

export interface FaultView {
    readonly order: Fault;
    /** How many requests fitted, and how many of them it happened to. */
    readonly seen: number;
    readonly fired: number;
}

const working: readonly FaultKind[] = ["reset-after", "half", "half-json", "delay"];

export function works(fault: Fault): boolean {
    return fault.work ?? working.includes(fault.kind);
}
