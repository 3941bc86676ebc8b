import { dialectOptions } from "./dialect";

type DialectName = keyof typeof dialectOptions;
type Dialect = { [K in DialectName]: (typeof dialectOptions)[K]["initial"] };

const huawei = Object.fromEntries(
    Object.entries(dialectOptions).map(([name, spec]) => [name, spec.initial]),
) as Dialect;

const otc: Dialect = {
    ...huawei,
    jobIdForm: "number",
    statusForm: "number",
    createTimeForm: "number",
    scheduleField: "timeUnit",
    remainingDuration: "null",
    isSuccess: "everywhere",
    emptyDescription: "null",
    trainUrlSlash: "with",
    serviceUrl: "early",
    messageField: "error_msg",
    codePrefix: "APIGW",
    iamEnvelope: "new",
    perPageMax: 100,
    defaultOrder: "asc",
};

/** Two editions of the service, each consistent in itself. */
export const presets: Readonly<Record<"huawei" | "otc", Dialect>> = { huawei, otc };
