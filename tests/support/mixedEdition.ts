import type { StartOptions } from "../../emulator/src";

/** Differs from the latest edition as much as possible, in ways that no single edition documents. */
export const mixedEdition = {
    edition: "otc-2022",
    jobIdForm: "number",
    statusForm: "number",
    createTimeForm: "number",
    emptyDescription: "null",
    trainUrlSlash: "with",
    serviceUrl: "early",
    messageField: "error_msg",
    codePrefix: "APIGW",
    iamEnvelope: "new",
    perPageMax: 100,
} as const satisfies StartOptions;
