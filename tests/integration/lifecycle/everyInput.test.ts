import { toJobSpec } from "../../../provider/src/lifecycle/create";
import { hashSpec } from "../../../provider/src/lifecycle/pendingRecord";
import { effects } from "../../../provider/src/properties/diff";
import type { Inputs } from "../../../provider/src/properties/inputs";
import { useEmulator } from "../../support/emulatedClient";
import { allInputs, validResource } from "../../support/inputs";
import { newLifecycle } from "../../support/testLifecycle";

const emulator = useEmulator({ boot: 0, stop: 0 });

/** The inputs that make another job, but for the place of the job. */
const ofNewJob = Object.entries(effects)
    .filter(([, effect]) => effect === "replace")
    .map(([name]) => name)
    .filter((name) => !["visualizationId", "region", "projectId"].includes(name));

/** Returns the values at the ends of an object. */
function valuesIn(part: unknown): unknown[] {
    return typeof part === "object" && part !== null ? Object.values(part).flatMap(valuesIn) : [part];
}

test("the samples have every input of a new job", () => {
    expect(Object.keys(allInputs)).toEqual(expect.arrayContaining(ofNewJob));
});

test.each([...ofNewJob, "description"])("a create sends %s", async (name) => {
    await newLifecycle(emulator()).create(validResource({ ...allInputs, state: "running" }));
    const body = emulator().requests.find(({ call }) => call === "create")?.body ?? "";
    expect(valuesIn(JSON.parse(body))).toContain(allInputs[name]);
});

test.each(ofNewJob.filter((name) => name !== "name"))(
    "the record of a create does not fit a job with another %s",
    (name) => {
        const inputs = allInputs as Inputs;
        const other = { ...inputs, [name]: undefined };
        expect(hashSpec(toJobSpec(other))).not.toBe(hashSpec(toJobSpec(inputs)));
    },
);
