import type { DeclarationReflection, SomeType } from "typedoc" with { "resolution-mode": "import" };
import { describeDeclaration, firstSentence } from "./prose";
import type { EnumSpec, ObjectSpec, PropertySpec } from "./spec";

export const token = (name: string): string => `modelarts:index:${name}`;
export const reference = (name: string): string => `#/types/${token(name)}`;

/**
 * For a union of texts, an input takes any text, and those of the enumeration have names; an output is text. So no
 * language refuses a text that a program has read from somewhere, nor one that a later service gives.
 */
type Direction = "in" | "out";

/** Describes a field of a public type. Its type is without `undefined`, `Input` and `Output`. */
interface Field {
    readonly declaration: DeclarationReflection;
    readonly optional: boolean;
    readonly type: SomeType;
}

/** Makes objects of the schema out of types, and gathers the types that their properties name. */
export class Fields {
    readonly types: Record<string, ObjectSpec | EnumSpec> = {};

    /** Makes an object of a type. TypeScript has no whole numbers, so `integers` names the fields that have them. */
    object(
        type: DeclarationReflection,
        direction: Direction,
        integers: readonly string[] = [],
    ): Omit<ObjectSpec, "description"> {
        const fields = fieldsOf(type);
        const requiredNames = fields
            .filter(({ optional }) => !optional)
            .map(({ declaration }) => declaration.name);
        const properties = fields.map((field): [string, PropertySpec] => {
            const property = this.property(field, direction);
            const { name } = field.declaration;
            return [name, integers.includes(name) ? { ...property, type: "integer" } : property];
        });
        return {
            type: "object",
            properties: Object.fromEntries(properties),
            ...(requiredNames.length === 0 ? {} : { required: requiredNames }),
        };
    }

    private property({ declaration, type }: Field, direction: Direction): PropertySpec {
        const about = describeDeclaration(declaration);
        const alias = aliasOf(type);
        const values = textsOf(alias?.type ?? type);
        if (values !== undefined) {
            const description = withValues(about.description, values);
            if (direction === "out") return { type: "string", ...about, description };
            // An enumeration has the name of its union in the code, or of its field if the union has none.
            const $ref = this.add(alias?.name ?? declaration.name, {
                type: "string",
                description: alias
                    ? describeDeclaration(alias).description
                    : firstSentence(about.description),
                enum: values.map((value) => ({ value })),
            });
            return { oneOf: [{ type: "string" }, { $ref }], ...about, description };
        }
        if (type.type === "intrinsic") return { type: type.name as "string" | "number", ...about };
        if (type.type !== "reflection") throw new Error(`The schema has no type for ${declaration.name}.`);
        const description = firstSentence(about.description);
        const object = { description, ...this.object(type.declaration, direction) };
        return { $ref: this.add(declaration.name, object), ...about };
    }

    private add(name: string, spec: ObjectSpec | EnumSpec): string {
        const typeName = name.charAt(0).toUpperCase() + name.slice(1);
        const existing = (this.types[token(typeName)] ??= spec);
        const isEnum = "enum" in existing && "enum" in spec;
        if (isEnum && JSON.stringify(existing.enum) !== JSON.stringify(spec.enum))
            throw new Error(`${typeName} would name two enumerations.`);
        return reference(typeName);
    }
}

/**
 * Returns the fields of an interface, inherited ones after its own, or of a class. Of a union of interfaces they are
 * the fields of all of them: one is optional where a member of the union does not need it.
 */
function fieldsOf(type: DeclarationReflection): Field[] {
    const members = type.type?.type === "union" ? type.type.types.map(aliasOf) : [type];
    const lists = members.map((member) => {
        const fields = (member?.children ?? []).flatMap(fieldOf);
        const isOwn = ({ declaration }: Field): boolean => declaration.inheritedFrom === undefined;
        return [...fields.filter(isOwn), ...fields.filter((field) => !isOwn(field))];
    });
    const isRequired = (name: string): boolean =>
        lists.every((list) => list.some((field) => field.declaration.name === name && !field.optional));
    const byName = new Map(lists.flat().map((field) => [field.declaration.name, field]));
    return [...byName].map(([name, field]) => ({ ...field, optional: !isRequired(name) }));
}

/** Returns none for a method, and for `field?: undefined`, since this form of the type has no such field. */
function fieldOf(declaration: DeclarationReflection): Field[] {
    if (declaration.type === undefined || isUndefined(declaration.type)) return [];
    const { type, optional } = unwrap(declaration.type);
    return [{ declaration, optional: optional || declaration.flags.isOptional, type }];
}

const isUndefined = (type: SomeType): boolean => type.type === "intrinsic" && type.name === "undefined";

/** Removes `undefined`, `Input` and `Output` from a type, in whatever order they are. */
function unwrap(type: SomeType): { type: SomeType; optional: boolean } {
    if (type.type === "union") {
        const others = type.types.filter((each) => !isUndefined(each));
        const optional = others.length < type.types.length;
        const [only] = others;
        return { type: only !== undefined && others.length === 1 ? unwrap(only).type : type, optional };
    }
    const [inner] = type.type === "reference" ? (type.typeArguments ?? []) : [];
    return inner === undefined ? { type, optional: false } : unwrap(inner);
}

/** Returns the declaration of a type that is written as a name. */
function aliasOf(type: SomeType): DeclarationReflection | undefined {
    return type.type === "reference" ? (type.reflection as DeclarationReflection | undefined) : undefined;
}

/** Returns the values of a union of texts, in the order in which they are written. */
function textsOf(type: SomeType): string[] | undefined {
    const members = type.type === "union" ? type.types.filter((each) => !isUndefined(each)) : [type];
    const texts = members.map((member) => (member.type === "literal" ? member.value : undefined));
    return texts.every((text) => typeof text === "string") ? texts : undefined;
}

/** Adds the values after the first sentence of a text that does not name them all. */
function withValues(text: string, values: readonly string[]): string {
    const quotedValues = values.map((value) => `\`${value}\``);
    if (quotedValues.every((value) => text.includes(value))) return text;
    const first = firstSentence(text);
    return `${first} One of ${quotedValues.join(", ")}.${text.slice(first.length)}`;
}
