import {
    toDeclaredDeletion,
    toDeletionPolicy,
    toPriorDeletion,
} from "../../../provider/src/properties/deletion";
import type { Inputs } from "../../../provider/src/properties/inputs";
import { decodeState } from "../../../provider/src/properties/state";

const adopted: Inputs = { visualizationId: "500", deletionPolicy: "stop" };
const created: Inputs = { trainUrl: "/bucket/logs/", deletionPolicy: "delete" };
const priorOf = (inputs: Inputs) =>
    toPriorDeletion(decodeState({ deletionPolicy: inputs.deletionPolicy, __given: Object.keys(inputs) }));

test("is that of the state where the program no longer has the resource", () => {
    expect(toDeletionPolicy(priorOf(created), undefined)).toBe("delete");
    expect(toDeletionPolicy(priorOf(adopted), undefined)).toBe("stop");
});

test.each<[what: string, before: Inputs, set: string | undefined, now: Inputs, policy: string]>([
    ["the new one", created, "stop", { ...created, deletionPolicy: "stop" }, "stop"],
    ["the new default", { ...created, deletionPolicy: "stop" }, undefined, created, "delete"],
    ["the new one of an adopted job", adopted, "delete", { ...adopted, deletionPolicy: "delete" }, "delete"],
    ["the old one where a created job follows", adopted, undefined, created, "stop"],
    ["the old one, even if that one sets its own", adopted, "delete", created, "stop"],
    ["the old one where an adopted job follows", created, undefined, adopted, "delete"],
    ["the new one that keeps the job", created, "stop", adopted, "stop"],
])("is %s", (_, before, set, now, policy) => {
    const declared = toDeclaredDeletion({ deletionPolicy: set }, now);
    expect(toDeletionPolicy(priorOf(before), declared)).toBe(policy);
});
