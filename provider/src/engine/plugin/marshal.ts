import type { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { DiffResult } from "../../properties/diff";
import { unknownValue } from "../../properties/inputs";
import { withoutUndefined } from "../../properties/state";
import { protocol } from "../pulumiProtobuf";
import type { PriorResource, Properties } from "./provider";

/** Placeholders of a value that is unknown before `up`, one for each type, fixed by Pulumi's protocol. */
const unknownValues: readonly string[] = [
    unknownValue,
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

/** Converts the properties of a message; empty where the engine sent none. Nested values stay as they are. */
export function fromStruct(struct: Struct | undefined): Properties {
    const entries = Object.entries(struct?.toJavaScript() ?? {});
    return Object.fromEntries(entries.map(([name, value]) => [name, normalizeUnknown(value)]));
}

/** Converts properties for a message, without `undefined`, which the format lacks. */
export function toStruct(properties: object): Struct {
    return protocol.struct().Struct.fromJavaScript(toStructValue(properties) as Record<string, never>);
}

function normalizeUnknown(value: unknown): unknown {
    return typeof value === "string" && unknownValues.includes(value) ? unknownValue : value;
}

function toStructValue(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(toStructValue);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(withoutUndefined(value));
    return Object.fromEntries(entries.map(([name, each]) => [name, toStructValue(each)]));
}

/** Lists each changed input, so that a preview shows which ones replace the job. */
export function toDiffResponse(
    { changes, changedInputs, replaces, deleteBeforeReplace }: DiffResult,
    { outputs }: PriorResource,
    news: Properties,
): DiffResponse {
    const pb = protocol.provider();
    const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
    const response = new pb.DiffResponse()
        .setChanges(changes ? DIFF_SOME : DIFF_NONE)
        .setReplacesList(replaces)
        .setDiffsList(changedInputs)
        .setDeletebeforereplace(deleteBeforeReplace)
        .setHasdetaileddiff(true);
    const kinds = pb.PropertyDiff.Kind;
    const changeKind = (name: string): PropertyDiff.Kind => {
        const isReplacement = replaces.includes(name);
        if (outputs[name] === undefined) return isReplacement ? kinds.ADD_REPLACE : kinds.ADD;
        // The stack-wide switch stops a job whose program sets no state.
        if (news[name] === undefined && name !== "state")
            return isReplacement ? kinds.DELETE_REPLACE : kinds.DELETE;
        return isReplacement ? kinds.UPDATE_REPLACE : kinds.UPDATE;
    };
    for (const name of changedInputs)
        response.getDetaileddiffMap().set(name, new pb.PropertyDiff().setKind(changeKind(name)));
    return response;
}
