import { serialize } from "../json";
import type { Fault } from "./fault";

/** The headers of a serialized response have no Content-Length. */
export interface RawResponse {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
}

/** A request ends with a response, or with what a network fault leaves of it. */
export type Delivery =
    | (RawResponse & { readonly kind: "response" })
    /** Announces the full length, sends half of the body, then closes the connection. */
    | (RawResponse & { readonly kind: "truncated" })
    /** Sends the headers, then one space every `interval` milliseconds without an end. */
    | (Omit<RawResponse, "body"> & { readonly kind: "slow-body"; readonly interval: number })
    /** Resets the connection. */
    | { readonly kind: "reset" }
    /** Keeps the connection open and sends nothing. */
    | { readonly kind: "no-response" };

const loginPage =
    "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to go on</h1></body></html>\n";

/** Returns what the fault leaves of the response. */
export function toDelivery(response: RawResponse, fault: Fault | undefined): Delivery {
    const { headers } = response;
    const respondWith = (status: number, body: string, changes: RawResponse["headers"] = {}): Delivery => ({
        kind: "response",
        status,
        headers: { ...headers, ...changes },
        body,
    });
    switch (fault?.kind) {
        case undefined:
        case "delay":
            return { ...response, kind: "response" };
        case "response": {
            const { status, body = "", headers: changes } = fault.response;
            return respondWith(status, typeof body === "string" ? body : serialize(body), changes);
        }
        case "reset-before":
        case "reset-after":
            return { kind: "reset" };
        case "no-response":
            return { kind: "no-response" };
        case "slow-body":
            return { kind: "slow-body", status: 200, headers, interval: fault.interval ?? 300 };
        case "truncated":
            return { ...response, kind: "truncated" };
        case "truncated-json":
            return { ...response, kind: "response", body: firstHalf(response.body) };
        case "html":
            return respondWith(fault.status ?? 200, loginPage, {
                "Content-Type": "text/html; charset=utf-8",
            });
        case "redirect":
            return respondWith(fault.status ?? 302, "", { Location: fault.location });
        case "empty":
            return respondWith(fault.status ?? 200, "");
    }
}

export function firstHalf(body: string): string {
    return body.slice(0, Math.floor(body.length / 2));
}
