import type { ProviderName } from "../../player/programs";
import type { Command, ModelResource } from "../model";

/** A history that a person wrote, and where it ends. Jobs that it creates are `made 1`, `made 2`, … in their order. */
export interface NamedHistory {
    readonly what: string;
    readonly commands: readonly Command[];
    /** The jobs in the state of the last command's stack, by resource. */
    readonly ends: Readonly<Record<string, string>>;
    /** The calls after the first command that change something, in alphabetical order, also those that are rejected. @defaultValue none */
    readonly calls?: readonly string[];
    /** The calls are in the order in which they were sent. */
    readonly isInOrder?: boolean;
    /** A part of what a command printed. */
    readonly prints?: RegExp;
    /** @defaultValue both */
    readonly provider?: ProviderName;
}

export const logs: ModelResource = { name: "board", folder: "logs" };
export const other: ModelResource = { name: "board", folder: "other" };
export const adopter: ModelResource = { name: "board", adopt: { foreign: 0 }, state: "running" };
export const namedBoard: ModelResource = { ...logs, jobName: "the-board" };

export const withNewName = (resource: ModelResource, more: Partial<ModelResource> = {}): ModelResource => ({
    ...resource,
    name: "curves",
    ...more,
});
export const byAlias = (resource: ModelResource): ModelResource =>
    withNewName(resource, { alias: resource.name });
export const withReplace = { options: { parallel: 1, replace: ["board"] } };
export const taint: Command = { kind: "state", edit: "taint", of: "board" };
export const takeOut: Command = { kind: "state", edit: "delete", of: "board" };
export const replacement = ["create made 2", "delete made 1", "stop made 1"];
export const withContinueOnError = { options: { parallel: 1, continueOnError: true } };
/** The create of this resource is rejected, since another job has its name. */
export const rejectedBoard: ModelResource = { name: "board", jobName: "foreign-503", deletionPolicy: "stop" };
