import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../repository";
import type { PackageSpec, Properties, PropertySpec, ResourceSpec } from "./spec";

/** Contains the schema that the plugin gives to the engine, as it is committed. */
export const committedSchema = JSON.parse(
    readFileSync(path.join(root, "provider", "schema.json"), "utf8"),
) as PackageSpec;

export const jobResource = committedSchema.resources[
    "modelarts:index:VisualizationJob"
] as Required<ResourceSpec>;

export const sortedNames = (properties: Properties): string[] => Object.keys(properties).sort();

/** Returns the type of a property. One that takes any text and names some values is text. */
export function typeOf({ type, oneOf }: PropertySpec): string | undefined {
    return type ?? (oneOf?.some((each) => each.type === "string") === true ? "string" : undefined);
}
