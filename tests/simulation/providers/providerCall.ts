import type { Message } from "google-protobuf";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A call of the engine, as far as it is the same in two runs of the same commands. */
export type ProviderCall = string;

const comparedMethods = /^(CheckConfig|DiffConfig|Configure|Check|Diff|Create|Read|Update|Delete)$/i;
/** The fields of a request with properties, of which the names are compared. */
const structs = ["news", "olds", "oldInputs", "properties", "inputs"] as const;

type Fields = Readonly<Record<string, unknown>>;

/** Describes a call, or returns `undefined` where it says nothing about resources. */
export function describeCall(method: string, request: Fields): ProviderCall | undefined {
    const name = method.split("/").at(-1) ?? "";
    if (!comparedMethods.test(name)) return undefined;
    const { urn = "", id = "", preview = false, ignoreChanges = [], timeout = 0 } = request;
    // The settings of the provider are not compared.
    const properties = (/config/i.test(name) ? [] : structs).map((field) => {
        // The log of the CLI leaves out an empty field, or has it empty.
        const names = Object.keys(request[field] ?? {}).sort();
        return names.length === 0 ? "" : `${field}: ${names.join(" ")}`;
    });
    // IDs of new jobs depend on the order in which they were made, and those of providers are random.
    const isChosen = /^\d{1,3}$/.test(String(id));
    const idText = isChosen || id === "" ? String(id) : "new ID";
    const texts = [name.toLowerCase(), String(urn).split("::").at(-1), idText, preview ? "preview" : ""];
    const numbers = [Number(timeout) > 0 ? `${String(timeout)} s` : "", ...(ignoreChanges as string[])];
    return [...texts, ...numbers, ...properties].filter(Boolean).join(", ");
}

/** Reads the fields of a message by which a call is described. */
export function fieldsOf(message: Message): Fields {
    const getters = message as unknown as Readonly<Record<string, (() => unknown) | undefined>>;
    const read = (getter: string): unknown => getters[getter]?.call(message);
    const entries = structs.map((field) => {
        const getter = `get${field.charAt(0).toUpperCase()}${field.slice(1)}`;
        const struct = read(getter) as Struct | undefined;
        return [field, struct?.toJavaScript() ?? {}] as const;
    });
    return {
        ...Object.fromEntries(entries),
        urn: read("getUrn"),
        id: read("getId"),
        preview: read("getPreview"),
        timeout: read("getTimeout"),
        ignoreChanges: read("getIgnorechangesList") ?? [],
    };
}
