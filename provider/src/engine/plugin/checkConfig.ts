import type { CheckResponse } from "@pulumi/pulumi/proto/provider_pb";
import { unknownValue } from "../../properties/inputs";
import { readConfigSecrets } from "./schema";
import type { Properties } from "./provider";
import { toStruct } from "./marshal";
import { protocol } from "../pulumiProtobuf";

/** Signature of a secret value, fixed by Pulumi's protocol. */
const secretSignature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/**
 * Marks the secrets of a provider's configuration, so that the state has them encrypted in any case. The check of a
 * resource finds unknown names: the engine calls this one in a refresh and a destroy with the program too.
 */
export function checkConfig(news: Properties): CheckResponse {
    const secretByName = readConfigSecrets();
    const entries = Object.entries(news).map(([name, value]) => {
        const isSecretValue = secretByName[name] === true && value !== unknownValue;
        return [name, isSecretValue ? { ...secretSignature, value } : value] as const;
    });
    return new (protocol.provider().CheckResponse)().setInputs(toStruct(Object.fromEntries(entries)));
}
