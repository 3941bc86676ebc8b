import type { JsonObject } from "./json";

/** What the service says to one request, before it is put into bytes. */
export interface JsonResponse {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: JsonObject;
}
