import { apiVariantOptions } from "./apiVariantOptions";

type ApiVariantOptionName = keyof typeof apiVariantOptions;
type ApiVariant = { [K in ApiVariantOptionName]: (typeof apiVariantOptions)[K]["initial"] };

const huawei = Object.fromEntries(
    Object.entries(apiVariantOptions).map(([name, spec]) => [name, spec.initial]),
) as ApiVariant;

const otc: ApiVariant = {
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
export const apiVariants: Readonly<Record<"huawei" | "otc", ApiVariant>> = { huawei, otc };
