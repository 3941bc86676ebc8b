import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../docs/markdown";
import type { PackageSpec, Properties, PropertySpec, ResourceSpec } from "./spec";

/** The schema that the plugin gives to the engine, as it is committed. */
export const committed = JSON.parse(
    readFileSync(path.join(root, "provider", "schema.json"), "utf8"),
) as PackageSpec;

export const job = committed.resources["modelarts:index:VisualizationJob"] as Required<ResourceSpec>;

export const names = (properties: Properties): string[] => Object.keys(properties).sort();

/** Every input that a new job may have. */
export const made = {
    trainUrl: "/bucket/folder/",
    name: "board-1",
    description: "text",
    jobType: "tensorboard",
    flavor: "f.1",
    autoStopHours: 4,
    state: "running",
    deletionPolicy: "delete",
    region: "cn-north-4",
    projectId: "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e",
    skipAwait: false,
};

/** One that takes any text and names some is text. */
export function typeOf({ type, oneOf }: PropertySpec): string | undefined {
    return type ?? (oneOf?.some((each) => each.type === "string") === true ? "string" : undefined);
}
