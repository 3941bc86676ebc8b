import { readFile } from "node:fs/promises";
import path from "node:path";
import { effects } from "../../provider/src/properties/diff";
import { integerInputs } from "../../provider/src/properties/inputs";
import { root } from "../docs/markdown";
import { configurationProperties } from "./configuration";
import { Declarations, type Docs } from "./declarations";
import { Fields, reference, requiredOf, token } from "./fields";
import { languages } from "./languages";
import { deprecation, description } from "./prose";
import type { FunctionSpec, PackageSpec, ResourceSpec } from "./spec";

/**
 * The Pulumi package schema of the plugin, without a version. Names and types come from the public types, and from the
 * tables of the code where a type in TypeScript says too little; comments give the descriptions alone.
 */
export async function packageSchema(declarations = Declarations.read()): Promise<PackageSpec> {
    const text = await readFile(path.join(root, "provider", "package.json"), "utf8");
    const about = JSON.parse(text) as { description: string; keywords: string[]; license: string };
    const fields = new Fields(declarations);
    const settings = configurationProperties(declarations, fields);
    const resources = { [token("VisualizationJob")]: resource(declarations, fields) };
    const functions = lookups(declarations, fields);
    return {
        name: "modelarts",
        displayName: "ModelArts",
        description: about.description.replace(/ as a Pulumi .*$/, ""),
        keywords: [...about.keywords, "category/cloud", "kind/native"],
        license: about.license,
        publisher: "The pulumi-modelarts authors",
        language: languages,
        config: { variables: settings },
        types: fields.types,
        provider: {
            description: description(declarations.docsOf("ProviderConfiguration").docs),
            inputProperties: settings,
        },
        resources,
        functions,
    };
}

function resource(declarations: Declarations, fields: Fields): ResourceSpec {
    const inputs = declarations.fieldsOf("VisualizationJobArgs");
    const outputs = declarations.fieldsOf("VisualizationJob");
    const about = [
        declarations.docsOf("VisualizationJob"),
        declarations.docsOf("VisualizationJobArgs"),
    ] as const;
    const inputProperties = fields.properties(inputs, "in", integerInputs);
    for (const [name, property] of Object.entries(inputProperties))
        if (effectOf(name) === "replace") inputProperties[name] = { ...property, willReplaceOnChanges: true };
    return {
        description: about.map(({ docs }) => description(docs)).join("\n\n"),
        ...deprecation(about[0]),
        // An output holds the value of the input of its name.
        properties: fields.properties(outputs, "out", integerInputs),
        required: requiredOf(outputs),
        inputProperties,
    };
}

function described(docs: Docs): { description: string; deprecationMessage?: string } {
    return { description: description(docs.docs), ...deprecation(docs) };
}

function effectOf(input: string): string {
    if (!Object.hasOwn(effects, input)) throw new Error(`provider/diff.ts has no effect of ${input}.`);
    return effects[input as keyof typeof effects];
}

function lookups(declarations: Declarations, fields: Fields): Record<string, FunctionSpec> {
    const inputs = (name: string) => fields.object(declarations.fieldsOf(name), "in");
    const jobObject = fields.object(declarations.fieldsOf("GetVisualizationJobResult"), "out");
    const row = "getVisualizationJobsJob";
    fields.types[token(row)] = {
        description: description(declarations.docsOf("GetVisualizationJobResult").docs),
        ...jobObject,
    };
    const [jobsField] = declarations.fieldsOf("GetVisualizationJobsResult");
    const jobs = {
        type: "array",
        items: { $ref: reference(row) },
        description: description(jobsField?.docs ?? ""),
    } as const;
    return {
        [token("getVisualizationJob")]: {
            ...described(declarations.docsOf("getVisualizationJob")),
            inputs: inputs("GetVisualizationJobArgs"),
            outputs: jobObject,
        },
        [token("getVisualizationJobs")]: {
            ...described(declarations.docsOf("getVisualizationJobs")),
            inputs: inputs("GetVisualizationJobsArgs"),
            outputs: { type: "object", properties: { jobs }, required: ["jobs"] },
        },
    };
}
