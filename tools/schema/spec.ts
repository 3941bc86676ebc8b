export interface TypeSpec {
    readonly type?: "string" | "boolean" | "integer" | "number" | "array";
    readonly items?: TypeSpec;
    readonly $ref?: string;
    readonly oneOf?: readonly TypeSpec[];
}

interface Description {
    readonly description: string;
    /** Says why, and what to use instead. SDKs print it where a program uses what is described. */
    readonly deprecationMessage?: string;
}

export interface PropertySpec extends TypeSpec, Description {
    readonly secret?: true;
    readonly willReplaceOnChanges?: true;
}

export type Properties = Readonly<Record<string, PropertySpec>>;

export interface ObjectSpec {
    readonly type: "object";
    readonly description: string;
    readonly properties: Properties;
    readonly required?: readonly string[];
}

export interface EnumSpec {
    readonly type: "string";
    readonly description: string;
    readonly enum: readonly { readonly value: string }[];
}

export interface ResourceSpec extends Description {
    readonly properties?: Properties;
    readonly required?: readonly string[];
    readonly inputProperties: Properties;
    readonly requiredInputs?: readonly string[];
}

export interface FunctionSpec extends Description {
    readonly inputs: Omit<ObjectSpec, "description">;
    readonly outputs: Omit<ObjectSpec, "description">;
}

/** Contains as much of a Pulumi package schema as this package has. */
export interface PackageSpec {
    readonly name: string;
    /** Describes the package as a whole. */
    readonly [about: string]: unknown;
    readonly config: { readonly variables: Properties };
    readonly types: Readonly<Record<string, ObjectSpec | EnumSpec>>;
    readonly provider: ResourceSpec;
    readonly resources: Readonly<Record<string, ResourceSpec>>;
    readonly functions: Readonly<Record<string, FunctionSpec>>;
}
