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

/** The key of a part of a credential, or of a setting, may differ from its own name. */
const partNames = credentialSources[0]?.names ?? {};
const integers = integerSettings.map((setting) => withoutNamespace(settingNames[setting][0]));
const secrets = Object.entries(partNames)
    .filter(([part]) => credentialParts[part as keyof typeof credentialParts] === "secret")
    .map(([part, [key = part]]) => withoutNamespace(key));

/** Maps each name of the provider's configuration to its environment variables, in the order of the search. */
export function configurationNames(): Map<string, readonly string[]> {
    const [, ...others] = credentialSources;
    const parts = Object.entries(partNames).map(([part, [key = part]]) => {
        const variables = others.flatMap(({ names }) => (names as Record<string, string[]>)[part] ?? []);
        return [withoutNamespace(key), variables] as const;
    });
    const settings = Object.values(settingNames).map(
        ([key, ...variables]) => [withoutNamespace(key), variables] as const,
    );
    // No variable can contain the map, and this one has the endpoint of ModelArts alone.
    const endpoints = [withoutNamespace(settingNames.endpoints[0]), [endpointVariable]] as const;
    return new Map<string, readonly string[]>([...settings, endpoints, ...parts, ["state", []]]);
}

/**
 * Returns the properties of the provider's configuration. Only the texts have the names of the variables: an SDK would
 * read a default out of the environment, and write it, secrets too, into the state.
 */
export function configurationProperties(api: Api, fields: Fields): Properties {
    // The direction makes them text, since SDKs read an enumeration of the configuration as JSON.
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
