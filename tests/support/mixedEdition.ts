import type { StartOptions } from "../../emulator/src";

/** All that may differ on the wire and is documented for no single edition: as far from the latest edition as can be. */
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
