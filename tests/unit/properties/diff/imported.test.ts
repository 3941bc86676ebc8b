import { diff } from "../../../../provider/src/properties/diff";
import { toImportedInputs, type Outputs, toOutputs } from "../../../../provider/src/properties/state";
import { validInputs } from "../../../support/inputs";
import { jobLocation, sampleJob } from "../../../support/jobs";

const inputs = toImportedInputs(sampleJob());
const imported: Outputs = { ...toOutputs(inputs, sampleJob(), jobLocation), __imported: true };
/** The program has said it before, and the state holds it. */
const outputs: Outputs = { ...imported, autoStopHours: 4, flavor: "f.1", jobType: "mindinsight" };
const now = (args: object) => validInputs({ ...inputs, ...args });

describe("an imported job, of which the service does not tell all", () => {
    test.each<[string, Outputs, object, string[], string[]]>([
        ["what the service tells is all that the program says", imported, {}, [], []],
        ["the automatic stop is believed", imported, { autoStopHours: 4 }, ["autoStopHours"], []],
        ["the flavor is believed", imported, { flavor: "f.1" }, ["flavor"], []],
        ["the type is believed", imported, { jobType: "mindinsight" }, ["jobType"], []],
        ["what was said is no longer said", outputs, {}, [], []],
        [
            "another automatic stop is another job",
            outputs,
            { autoStopHours: 5 },
            ["autoStopHours"],
            ["autoStopHours"],
        ],
        ["another flavor is another job", outputs, { flavor: "f.2" }, ["flavor"], ["flavor"]],
        ["another type is another job", outputs, { jobType: "tensorboard" }, ["jobType"], ["jobType"]],
        ["what the service does tell counts as ever", imported, { name: "other" }, ["name"], ["name"]],
        [
            "what deleting does is the state's affair",
            imported,
            { deletionPolicy: "stop" },
            ["deletionPolicy"],
            [],
        ],
    ])("%s", (_, olds, args, changed, replaces) => {
        expect(diff(olds, now(args))).toMatchObject({
            changes: changed.length > 0,
            changedInputs: changed,
            replaces,
        });
    });
});
