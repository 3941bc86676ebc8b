import { parse } from "lossless-json";
import * as v from "valibot";
import { idPattern } from "../ids";

export const text = v.pipe(v.union([v.string(), v.number()]), v.transform(String));
export const id = v.union([
    v.pipe(v.string(), v.regex(idPattern)),
    v.pipe(v.number(), v.safeInteger(), v.transform(String)),
]);
export const number = v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?$/))]),
    v.transform(Number),
    v.finite(),
);
export const optionalField = <T extends v.GenericSchema>(schema: T) =>
    v.optional(v.nullable(v.fallback(v.nullable(schema), null)));

/** The two forms of an error body, and that of IAM. */
const errorSchema = v.object({
    is_success: optionalField(v.boolean()),
    error_code: optionalField(text),
    error_msg: optionalField(v.string()),
    error_message: optionalField(v.string()),
    request_id: optionalField(v.string()),
    error: optionalField(
        v.object({
            code: optionalField(text),
            message: optionalField(v.string()),
            title: optionalField(v.string()),
        }),
    ),
});

export interface ErrorResponse {
    readonly code?: string | undefined;
    readonly message?: string | undefined;
    readonly requestId?: string | undefined;
}

/** Returns the JSON of a response, or `undefined` where the body is not JSON. Integers beyond 2^53 become text. */
export function readJson(body: string): unknown {
    try {
        return parse(body, null, (digits) => {
            const value = Number(digits);
            return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? digits : value;
        });
    } catch {
        return undefined;
    }
}

/** Returns the error in a body, or `undefined` where it has none. */
export function readErrorResponse(json: unknown): ErrorResponse | undefined {
    const result = v.safeParse(errorSchema, json);
    if (!result.success) return undefined;
    const { is_success: success, error, ...body } = result.output;
    const code = body.error_code === "" ? undefined : (body.error_code ?? undefined);
    const message = body.error_message ?? body.error_msg ?? error?.message ?? error?.title ?? undefined;
    if (success !== false && code === undefined && error == null) return undefined;
    return { code, message, requestId: body.request_id ?? undefined };
}

export type ResponseReader<T> = (json: unknown) => T | undefined;

export function createReader<S extends v.GenericSchema, T>(
    schema: S,
    convert: (output: v.InferOutput<S>) => T,
): ResponseReader<T> {
    return (json) => {
        const result = v.safeParse(schema, json);
        return result.success ? convert(result.output) : undefined;
    };
}
