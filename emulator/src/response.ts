import type { JsonObject } from "./json";

/** The response of the service to one request, before it is serialized. */
export interface JsonResponse {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: JsonObject;
}
