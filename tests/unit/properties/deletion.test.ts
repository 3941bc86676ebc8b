import {
    toDeclaredDeletion,
    toDeletionPolicy,
    toPriorDeletion,
} from "../../../provider/src/properties/deletion";
import type { Inputs } from "../../../provider/src/properties/inputs";
import { decodeState } from "../../../provider/src/properties/state";

const adoptedInputs: Inputs = { visualizationId: "500", deletionPolicy: "stop" };
const newInputs: Inputs = { trainUrl: "/bucket/logs/", deletionPolicy: "delete" };
const priorOf = (inputs: Inputs) =>
    toPriorDeletion(decodeState({ deletionPolicy: inputs.deletionPolicy, __given: Object.keys(inputs) }));

test("is that of the state where the program no longer has the resource", () => {
    expect(toDeletionPolicy(priorOf(newInputs), undefined)).toBe("delete");
    expect(toDeletionPolicy(priorOf(adoptedInputs), undefined)).toBe("stop");
});

test.each<[what: string, before: Inputs, set: string | undefined, now: Inputs, policy: string]>([
    ["the new one", newInputs, "stop", { ...newInputs, deletionPolicy: "stop" }, "stop"],
    ["the new default", { ...newInputs, deletionPolicy: "stop" }, undefined, newInputs, "delete"],
    [
        "the new one of an adopted job",
        adoptedInputs,
        "delete",
        { ...adoptedInputs, deletionPolicy: "delete" },
        "delete",
    ],
    ["the old one where a created job follows", adoptedInputs, undefined, newInputs, "stop"],
    ["the old one, even if that one sets its own", adoptedInputs, "delete", newInputs, "stop"],
    ["the old one where an adopted job follows", newInputs, undefined, adoptedInputs, "delete"],
    ["the new one that keeps the job", newInputs, "stop", adoptedInputs, "stop"],
])("is %s", (_, before, set, now, policy) => {
    const deletion = toDeclaredDeletion({ deletionPolicy: set }, now);
    expect(toDeletionPolicy(priorOf(before), deletion)).toBe(policy);
});
