import type { StartOptions } from "../../emulator/src";

/**
 * All that may differ on the wire and that no single edition documents: it is as far from the latest edition as can be.
 */
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
