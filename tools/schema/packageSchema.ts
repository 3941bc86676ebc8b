import { readFileSync } from "node:fs";
import path from "node:path";
import { effects } from "../../provider/src/properties/diff";
import { integerInputs } from "../../provider/src/properties/rules";
import type { Api } from "../docs/api";
import { root } from "../repository";
import { publication, schemaFields, sdkNames } from "../sdks/names";
import { configurationProperties } from "./configuration";
import { exampleSection, importSection } from "./examples";
import { Fields, reference, token } from "./fields";
import { describeDeclaration } from "./prose";
import type { FunctionSpec, PackageSpec, ResourceSpec } from "./spec";

/** Every language requests the plugin of the SDK's own version. */
const respectSchemaVersion = true;

const replacing = Object.entries(effects).flatMap(([name, effect]) => (effect === "replace" ? name : []));

const names = sdkNames();

/** Configures the generators of SDKs. */
const languages = {
    nodejs: { packageName: names.npm, respectSchemaVersion },
    python: { packageName: names.python, respectSchemaVersion, pyproject: { enabled: true } },
    go: {
        importBasePath: names.goModule,
        modulePath: names.goModule,
        rootPackageName: "modelarts",
        respectSchemaVersion,
    },
    csharp: {
        rootNamespace: names.dotnetNamespace,
        namespaces: { modelarts: "ModelArts" },
        respectSchemaVersion,
    },
    java: {
        basePackage: names.javaPackage,
        buildFiles: "gradle",
        dependencies: {
            "com.google.code.findbugs:jsr305": "3.0.2",
            "com.google.code.gson:gson": "2.8.9",
            "com.pulumi:pulumi": "1.16.1",
        },
    },
};

/**
 * Returns the Pulumi package schema of the plugin, without a version. Names and types come from the public types, and
 * from the tables of the code where a type in TypeScript says too little; comments give the descriptions alone.
 */
export function packageSchema(api: Api): PackageSpec {
    const text = readFileSync(path.join(root, "provider", "package.json"), "utf8");
    const about = JSON.parse(text) as { description: string; keywords: string[]; license: string };
    const fields = new Fields();
    const settings = configurationProperties(api, fields);
    return {
        name: "modelarts",
        displayName: "ModelArts",
        description: about.description.replace(/ as a Pulumi .*$/, ""),
        keywords: [...about.keywords, "category/cloud", "kind/native"],
        license: about.license,
        publisher: "The pulumi-modelarts authors",
        ...schemaFields(publication),
        language: languages,
        config: { variables: settings },
        types: fields.types,
        provider: {
            description: describeDeclaration(api.find("ProviderConfiguration")).description,
            inputProperties: settings,
        },
        resources: { [token("VisualizationJob")]: resource(api, fields) },
        functions: lookups(api, fields),
    };
}

function resource(api: Api, fields: Fields): ResourceSpec {
    const [job, args] = [api.find("VisualizationJob"), api.find("VisualizationJobArgs")];
    const inputs = fields.object(args, "in", integerInputs);
    const { properties, required = [] } = fields.object(job, "out", integerInputs);
    return {
        ...describeDeclaration(job),
        description: [
            ...[job, args].map((each) => describeDeclaration(each).description),
            exampleSection("board", "stopById"),
            importSection,
        ].join("\n\n"),
        // An output has the value of the input of its name.
        properties,
        required,
        inputProperties: Object.fromEntries(
            Object.entries(inputs.properties).map(([name, property]) => [
                name,
                replacing.includes(name) ? { ...property, willReplaceOnChanges: true } : property,
            ]),
        ),
    };
}

function withExample(
    lookup: ReturnType<Api["find"]>,
    example: string,
): ReturnType<typeof describeDeclaration> {
    const { description, ...others } = describeDeclaration(lookup);
    return { ...others, description: [description, exampleSection(example)].join("\n\n") };
}

function lookups(api: Api, fields: Fields): Record<string, FunctionSpec> {
    const result = api.find("GetVisualizationJobResult");
    const jobObject = fields.object(result, "out");
    const row = "getVisualizationJobsJob";
    fields.types[token(row)] = { description: describeDeclaration(result).description, ...jobObject };
    const { description } = describeDeclaration(api.find("GetVisualizationJobsResult.jobs"));
    const jobs = { type: "array", items: { $ref: reference(row) }, description } as const;
    return {
        [token("getVisualizationJob")]: {
            ...withExample(api.find("getVisualizationJob"), "findJob"),
            inputs: fields.object(api.find("GetVisualizationJobArgs"), "in"),
            outputs: jobObject,
        },
        [token("getVisualizationJobs")]: {
            ...withExample(api.find("getVisualizationJobs"), "listJobs"),
            inputs: fields.object(api.find("GetVisualizationJobsArgs"), "in"),
            outputs: { type: "object", properties: { jobs }, required: ["jobs"] },
        },
    };
}
