import type * as pulumi from "@pulumi/pulumi";
import type { AdoptedVisualizationJobArgs, NewVisualizationJobArgs } from "../../../provider/src";
import { diff } from "../../../provider/src/properties/diff";
import type { Inputs } from "../../../provider/src/properties/inputs";
import { isInput } from "../../../provider/src/properties/rules";
import { codesIn, readDocument } from "../../../tools/docs/markdown";
import { failureReasons, validResource } from "../../support/inputs";
import { resourceState, sampleJob } from "../../support/jobs";
import { allInputs } from "../../support/inputs";
import { committedSchema, jobResource, sortedNames, typeOf } from "../../../tools/schema/committed";
import type { EnumSpec, PropertySpec } from "../../../tools/schema/spec";

type Equal<A, B> = [A, B] extends [B, A] ? true : false;
type Visible<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };
/** The arguments of the dynamic resource. The compiler checks that the rules have the same names and types. */
type AllArgs = Omit<NewVisualizationJobArgs, "visualizationId"> &
    Pick<AdoptedVisualizationJobArgs, "visualizationId">;
const sameTypes: Equal<Visible<Inputs>, Visible<pulumi.Unwrap<AllArgs>>> = true;

/** Another value of each input. */
const others: Readonly<Record<string, unknown>> = {
    trainUrl: "/bucket/other/",
    name: "board-2",
    description: "other",
    jobType: "mindinsight",
    flavor: "f.2",
    autoStopHours: 5,
    state: "stopped",
    visualizationId: "8993",
    deletionPolicy: "stop",
    region: "cn-north-1",
    projectId: "1f1f1f1f1f1f4f4f8f8f1f1f1f1f1f1f",
    skipAwait: true,
} satisfies Record<keyof Visible<Inputs>, unknown>;
const inputs = Object.entries(jobResource.inputProperties);

/** Returns the values that the schema names of an input that takes any text. */
function valuesOf({ oneOf = [] }: PropertySpec): string[] {
    const [reference] = oneOf.flatMap(({ $ref }) => $ref ?? []);
    if (reference === undefined) return [];
    return (committedSchema.types[reference.replace("#/types/", "")] as EnumSpec).enum.map(
        ({ value }) => value,
    );
}

const refusal = (name: string, value: unknown): string[] =>
    failureReasons({
        [name]: value,
        ...(/^(trainUrl|visualizationId)$/.test(name) ? {} : { trainUrl: allInputs.trainUrl }),
    });

describe("the inputs of the schema", () => {
    test("are those of the rules, with the types of the dynamic resource's arguments", () => {
        expect(sameTypes).toBe(true);
        expect(sortedNames(jobResource.inputProperties)).toEqual(Object.keys(others).sort());
        expect(sortedNames(jobResource.inputProperties).filter((name) => !isInput(name))).toEqual([]);
        // A new job needs one, an adopted job another.
        expect(jobResource.requiredInputs).toBeUndefined();
    });

    test.each(inputs)("%s has the type that its rule takes", (name, property) => {
        const text = typeof others[name] === "string" ? others[name] : "text";
        const values = { string: text, integer: 4, number: 4.5, boolean: true };
        const expected = typeOf(property);
        const acceptedValues = Object.entries(values).filter(
            ([, value]) => refusal(name, value).length === 0,
        );
        // YAML makes a number of an ID or a name of digits.
        const mayBeDigits = ["name", "description", "projectId", "visualizationId"].includes(name);
        expect(acceptedValues.map(([type]) => type)).toEqual([expected, ...(mayBeDigits ? ["integer"] : [])]);
    });

    test.each(inputs.filter(([, property]) => property.oneOf !== undefined))(
        "%s names just the values that its rule takes",
        (name, property) => {
            for (const value of valuesOf(property)) expect(refusal(name, value)).toEqual([]);
            const [reason = ""] = refusal(name, "another");
            const allowedValues = [...reason.matchAll(/"(\w+)"/g)].map(([, value]) => value).slice(1);
            expect(allowedValues).toEqual(valuesOf(property));
            for (const value of allowedValues) expect(property.description).toContain(`\`${value ?? ""}\``);
        },
    );

    test.each(inputs)("%s is marked where a change of it makes another job", (name, property) => {
        const prior = resourceState(allInputs, sampleJob(8, { description: "text" }));
        const changedInputs = { ...allInputs, [name]: others[name] };
        const now = name === "visualizationId" ? { visualizationId: "8993" } : changedInputs;
        const { changes, replaces } = diff(prior, validResource(now));
        expect(changes).toBe(true);
        expect(property.willReplaceOnChanges === true).toBe(replaces.includes(name));
    });

    test.each([
        ["README.md", "What a change does"],
        ["README.zh-CN.md", "修改各项输入的效果"],
    ])("are in the table of %s", (file, heading) => {
        const table = readDocument(file).tables.find(({ under }) => under === heading);
        const documentedNames = table?.rows.flatMap(([first = ""]) =>
            [...first.matchAll(/`(\w+)`/g)].map(([, name]) => name),
        );
        expect(documentedNames?.sort()).toEqual(sortedNames(jobResource.inputProperties));
    });

    test("that an adopted job cannot have are listed where adopting is described", () => {
        const excludedNames = Object.entries(others)
            .filter(([name]) => name !== "visualizationId")
            .filter(([name, value]) => failureReasons({ visualizationId: "8992", [name]: value }).length > 0)
            .map(([name]) => name);
        expect(excludedNames.length).toBeGreaterThan(0);
        const texts = {
            "the comment": jobResource.inputProperties["visualizationId"]?.description ?? "",
            "README.md": readDocument("README.md").text.split("## Adopting a job")[1] ?? "",
            "README.zh-CN.md": readDocument("README.zh-CN.md").text.split(/^## .*接管已有作业$/m)[1] ?? "",
        };
        for (const [where, text] of Object.entries(texts)) {
            const sentence = text.split(/[.。]\s|。/).find((part) => part.includes("`autoStopHours`")) ?? "";
            expect([where, codesIn(sentence).sort()]).toEqual([where, [...excludedNames].sort()]);
        }
    });
});
