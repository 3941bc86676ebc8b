import { credentialParts } from "../../provider/src/modelarts/config/credentialParts";
import { credentialSources } from "../../provider/src/modelarts/config/credentials";
import {
    endpointVariable,
    integerSettings,
    settingNames,
} from "../../provider/src/modelarts/config/settingNames";
import type { Api } from "../docs/api";
import type { Fields } from "./fields";
import type { Properties, PropertySpec } from "./spec";

const withoutNamespace = (key: string): string => key.slice(key.indexOf(":") + 1);

/** A part of a credential, or a setting, is found under another name than its own where its key says so. */
const partNames = credentialSources[0]?.names ?? {};
const integers = integerSettings.map((setting) => withoutNamespace(settingNames[setting][0]));
const secrets = Object.entries(partNames)
    .filter(([part]) => credentialParts[part as keyof typeof credentialParts] === "secret")
    .map(([part, [key = part]]) => withoutNamespace(key));

/** Each name of the provider's configuration with its names in the environment, in the order in which they are asked. */
export function configurationNames(): Map<string, readonly string[]> {
    const [, ...others] = credentialSources;
    const parts = Object.entries(partNames).map(([part, [key = part]]) => {
        const variables = others.flatMap(({ names }) => (names as Record<string, string[]>)[part] ?? []);
        return [withoutNamespace(key), variables] as const;
    });
    const settings = Object.values(settingNames).map(
        ([key, ...variables]) => [withoutNamespace(key), variables] as const,
    );
    // No variable can hold the map, and this one has the endpoint of ModelArts alone.
    const endpoints = [withoutNamespace(settingNames.endpoints[0]), [endpointVariable]] as const;
    return new Map<string, readonly string[]>([...settings, endpoints, ...parts, ["state", []]]);
}

/**
 * The properties of the provider's configuration. Their names in the environment stand in the text alone: a default
 * out of the environment would be read by the SDK, which would write it, secrets too, into the state.
 */
export function configurationProperties(api: Api, fields: Fields): Properties {
    // As text: SDKs read an enumeration of the configuration as JSON.
    const { properties } = fields.object(api.find("ProviderConfiguration"), "out", integers);
    const names = configurationNames();
    const unknown = [...names.keys(), ...Object.keys(properties)].filter(
        (name) => !names.has(name) || properties[name] === undefined,
    );
    if (unknown.length > 0)
        throw new Error(`ProviderConfiguration, or what reads it, has no ${unknown.join(", ")}.`);
    return Object.fromEntries(
        [...names].map(([name, variables]) => {
            const property = properties[name] as PropertySpec;
            const environment = variables.map((variable) => `\`${variable}\``).join(", ");
            const more = environment === "" ? "" : ` Environment: ${environment}.`;
            const description = `${property.description}${more}`;
            return [name, { ...property, description, ...(secrets.includes(name) && { secret: true }) }];
        }),
    );
}
