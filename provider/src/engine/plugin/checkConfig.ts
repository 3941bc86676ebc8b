import type { CheckResponse } from "@pulumi/pulumi/proto/provider_pb";
import { unknownValue } from "../../properties/inputs";
import { configuration } from "./schema";
import { oneLine } from "../../modelarts/errors";
import type { Properties } from "./provider";
import { structOf } from "./marshal";
import { protocol } from "../pulumiProtobuf";

/** The engine's own, beside what a user configures. */
const ofEngine = ["version", "pluginDownloadURL", "parameterization", "__internal"];

/** What marks a value as secret, fixed by Pulumi's protocol. */
const secretMark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/**
 * A provider's configuration, with what is secret marked as such, so that it is encrypted in the state however it was
 * given. Whether it is right shows when it is used: a value may still be missing in a preview.
 */
export function checkedConfiguration(news: Properties): CheckResponse {
    const pb = protocol.provider();
    const isSecret = configuration();
    const failures = Object.keys(news)
        .filter((name) => !Object.hasOwn(isSecret, name) && !ofEngine.includes(name))
        .map((name) => oneLine(name, 80))
        .map((name) =>
            new pb.CheckFailure()
                .setProperty(name)
                .setReason(`the provider has no setting ${name}; the plugin's page lists all`),
        );
    const marked = Object.entries(news).map(([name, value]) => {
        const hidden = isSecret[name] === true && value !== unknownValue;
        return [name, hidden ? { ...secretMark, value } : value] as const;
    });
    return new pb.CheckResponse().setInputs(structOf(Object.fromEntries(marked))).setFailuresList(failures);
}
