import { nearestName } from "../nearestName";
import { describeNamespace } from "../projectNamespace";
import { credentialParts } from "./credentialParts";
import { settingNames } from "./settingNames";

const settingKeys = Object.values(settingNames).map(([key]) => key as string);
const credentialKeys = Object.keys(credentialParts).map((part) => `huaweicloud:${part}`);

const namespace = "modelarts:";

/** The names of the keys `modelarts:…` of both providers: the plugin has all settings in this namespace. */
const knownNames: readonly string[] = [
    "state",
    ...[...settingKeys, ...credentialKeys].map((key) => key.replace(/^.*:/, "")),
];

/** Returns one sentence for each key `modelarts:…` that no provider has, without its full stop. */
export function describeUnknownKeys(keys: readonly string[], project: string): string[] {
    return keys
        .filter((key) => key.startsWith(namespace))
        .map((key) => key.slice(namespace.length))
        .filter((name) => !knownNames.includes(name))
        .map((name) => describeUnknownName(name, project));
}

/** Returns the sentence for a name that no setting has, with the nearest known one. */
function describeUnknownName(name: string, project: string): string {
    const nearest = nearestName(name, knownNames);
    const hint = nearest === undefined ? "" : `; did you mean ${namespace}${nearest}?`;
    return `there is no setting ${namespace}${name}${hint}${describeNamespace(project)}`;
}
