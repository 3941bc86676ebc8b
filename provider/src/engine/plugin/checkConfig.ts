import type { CheckResponse } from "@pulumi/pulumi/proto/provider_pb";
import { unknownValue } from "../../properties/inputs";
import { readConfigSecrets } from "./schema";
import { describeUnknownName } from "../../modelarts/config/unknownKeys";
import { toOneLine } from "../../modelarts/errors";
import type { Properties } from "./provider";
import { toStruct } from "./marshal";
import { protocol } from "../pulumiProtobuf";

/** Keys that the engine adds to the configuration of a user. */
const engineKeys = ["version", "pluginDownloadURL", "parameterization", "__internal"];

/** Signature of a secret value, fixed by Pulumi's protocol. */
const secretSignature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/**
 * Marks the secrets of a provider's configuration, so that the state has them encrypted in any case. Values are checked
 * when they are used, since a value may still be unknown in a preview.
 */
export function checkConfig(urn: string, news: Properties): CheckResponse {
    const pb = protocol.provider();
    const secretByName = readConfigSecrets();
    const [, project = ""] = urn.split("::");
    const failures = Object.keys(news)
        .filter((name) => !Object.hasOwn(secretByName, name) && !engineKeys.includes(name))
        .map((name) => toOneLine(name, 80))
        .map((name) =>
            new pb.CheckFailure()
                .setProperty(name)
                .setReason(describeUnknownName(name, Object.keys(secretByName), project)),
        );
    const entries = Object.entries(news).map(([name, value]) => {
        const isSecretValue = secretByName[name] === true && value !== unknownValue;
        return [name, isSecretValue ? { ...secretSignature, value } : value] as const;
    });
    return new pb.CheckResponse().setInputs(toStruct(Object.fromEntries(entries))).setFailuresList(failures);
}
