import type { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { Difference } from "../../properties/diff";
import type { Known, Properties } from "./provider";
import { protocol } from "../pulumiProtobuf";

/** Each changed input, so that a preview shows what is new and what replaces. */
export function diffResponse(
    { changes, changed, replaces, deleteBeforeReplace }: Difference,
    { outputs }: Known,
    news: Properties,
): DiffResponse {
    const pb = protocol.provider();
    const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
    const response = new pb.DiffResponse()
        .setChanges(changes ? DIFF_SOME : DIFF_NONE)
        .setReplacesList(replaces)
        .setDiffsList(changed)
        .setDeletebeforereplace(deleteBeforeReplace)
        .setHasdetaileddiff(true);
    const kinds = pb.PropertyDiff.Kind;
    const kindOf = (name: string): PropertyDiff.Kind => {
        const replacing = replaces.includes(name);
        if (outputs[name] === undefined) return replacing ? kinds.ADD_REPLACE : kinds.ADD;
        if (news[name] === undefined) return replacing ? kinds.DELETE_REPLACE : kinds.DELETE;
        return replacing ? kinds.UPDATE_REPLACE : kinds.UPDATE;
    };
    for (const name of changed)
        response.getDetaileddiffMap().set(name, new pb.PropertyDiff().setKind(kindOf(name)));
    return response;
}
