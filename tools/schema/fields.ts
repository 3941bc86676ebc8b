import ts from "typescript";
import type { Declarations, Field } from "./declarations";
import { deprecation, description, firstSentence } from "./prose";
import type { EnumSpec, ObjectSpec, PropertySpec, TypeSpec } from "./spec";

export const token = (name: string): string => `modelarts:index:${name}`;
export const reference = (name: string): string => `#/types/${token(name)}`;

type Alias = ReturnType<Declarations["aliasOf"]>;

/**
 * Of a union of texts: an input takes any text, and those of the enumeration have names; what comes out is text. So no
 * language refuses a text that a program has read from somewhere, nor one that a later service gives.
 */
export type Direction = "in" | "out";

/** Makes properties of fields, and gathers the types that they name. */
export class Fields {
    readonly types: Record<string, ObjectSpec | EnumSpec> = {};

    constructor(private readonly declarations: Declarations) {}

    /** TypeScript has no whole numbers: the names of the fields that hold them are in `integers`. */
    properties(
        fields: readonly Field[],
        direction: Direction,
        integers: readonly string[] = [],
    ): Record<string, PropertySpec> {
        const entries = fields.map((field): [string, PropertySpec] => {
            const property = this.property(field, direction);
            if (!integers.includes(field.name)) return [field.name, property];
            if (property.type !== "number") throw new Error(`${field.name} is no number.`);
            return [field.name, { ...property, type: "integer" }];
        });
        return Object.fromEntries(entries);
    }

    object(fields: readonly Field[], direction: Direction): Omit<ObjectSpec, "description"> {
        const required = requiredOf(fields);
        return {
            type: "object",
            properties: this.properties(fields, direction),
            ...(required.length === 0 ? {} : { required }),
        };
    }

    private property(field: Field, direction: Direction): PropertySpec {
        const text = description(field.docs);
        const deprecated = deprecation(field);
        const alias = this.declarations.aliasOf(field.type);
        const values = textsOf(alias?.type ?? field.type);
        if (values === undefined)
            return { ...this.typeSpec(field, direction), description: text, ...deprecated };
        const type: TypeSpec =
            direction === "out"
                ? { type: "string" }
                : { oneOf: [{ type: "string" }, { $ref: this.enumeration(field, values, alias) }] };
        return { ...type, description: withValues(text, values), ...deprecated };
    }

    private typeSpec(field: Field, direction: Direction): TypeSpec {
        const { flags } = this.declarations.typeOf(field.type);
        if ((flags & ts.TypeFlags.String) !== 0) return { type: "string" };
        if ((flags & ts.TypeFlags.BooleanLike) !== 0) return { type: "boolean" };
        if ((flags & ts.TypeFlags.Number) !== 0) return { type: "number" };
        if (!ts.isTypeLiteralNode(field.type)) throw new Error(`The schema has no type for ${field.name}.`);
        const name = capitalised(field.name);
        this.types[token(name)] = {
            description: firstSentence(description(field.docs)),
            ...this.object(this.declarations.fieldsIn(field.type), direction),
        };
        return { $ref: reference(name) };
    }

    /** Named as the union is in the code; one that is written out in its place is named as its field. */
    private enumeration(field: Field, values: readonly string[], alias: Alias): string {
        const name = alias?.name ?? capitalised(field.name);
        const text = description(alias?.docs ?? field.docs);
        const spec: EnumSpec = {
            type: "string",
            description: alias === undefined ? firstSentence(text) : text,
            enum: values.map((value) => ({ value })),
        };
        const existing = this.types[token(name)] as EnumSpec | undefined;
        if (existing !== undefined && JSON.stringify(existing.enum) !== JSON.stringify(spec.enum))
            throw new Error(`${name} would name two enumerations.`);
        this.types[token(name)] ??= spec;
        return reference(name);
    }
}

/** The values of a union of texts, in the order in which they are written. */
function textsOf(type: ts.TypeNode): string[] | undefined {
    const members = ts.isUnionTypeNode(type) ? type.types : [type];
    const texts = members
        .filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword)
        .map((member) =>
            ts.isLiteralTypeNode(member) && ts.isStringLiteral(member.literal)
                ? member.literal.text
                : undefined,
        );
    return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** Where the text does not name them all, they come after its first sentence. */
function withValues(text: string, values: readonly string[]): string {
    const quotedValues = values.map((value) => `\`${value}\``);
    if (quotedValues.every((value) => text.includes(value))) return text;
    const first = firstSentence(text);
    return `${first} One of ${quotedValues.join(", ")}.${text.slice(first.length)}`;
}

export function requiredOf(fields: readonly Field[]): string[] {
    return fields.filter(({ optional }) => !optional).map(({ name }) => name);
}

function capitalised(name: string): string {
    return name.charAt(0).toUpperCase() + name.slice(1);
}
