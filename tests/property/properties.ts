import fc from "fast-check";
import { unknownValue } from "../../provider/src/properties/inputs";
import { anything, text } from "./texts";

export const propertyNames = [
    ..."trainUrl|name|description|jobType|flavor|autoStopHours|state|visualizationId|deletionPolicy|region|projectId".split(
        "|",
    ),
    ..."skipAwait|__urn|__timeouts|__replaceOnChanges|__provider|__given|__starting|status|serviceUrl".split(
        "|",
    ),
];
const value = fc.oneof(
    { weight: 3, arbitrary: anything },
    {
        weight: 2,
        arbitrary: fc.constantFrom<unknown>(
            "/bucket/logs/",
            "obs://bucket/logs",
            "board",
            "running",
            "stopped",
            "delete",
            "8992",
            4,
            true,
            unknownValue,
            ["name"],
            { create: "30ms", update: "30ms", delete: "30ms" },
        ),
    },
);

const name = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...propertyNames) },
    { weight: 1, arbitrary: text },
);

/** Properties that a program or a state file may hold, and some that neither should ever hold. */
export const properties = fc.dictionary(name, value, { maxKeys: 7, noNullPrototype: true });
