import path from "node:path";
import ts from "typescript";
import { root } from "../docs/markdown";
import { commentOf, type Part, writtenOut } from "./tags";

const provider = path.join(root, "provider");
/** What users may name, and what the provider's configuration may hold. */
const files = ["src/index.ts", "src/engine/plugin/config.ts"];

const isOwn = (file: string): boolean =>
    path.resolve(file).startsWith(provider + path.sep) && !file.includes("node_modules");

/** The comment of a declaration. */
export interface Docs {
    /** Its text, with what its tags say. Empty: there is no comment. */
    readonly docs: string;
    /** Why it is deprecated; `undefined`: it is not. */
    readonly deprecated: string | undefined;
}

/** A field of a public type, as its declaration and its comment have it. */
export interface Field extends Docs {
    readonly name: string;
    readonly optional: boolean;
    /** Without `undefined`, and without what makes an input or an output of it. */
    readonly type: ts.TypeNode;
}

/** The public types and functions of the package, read from its source files. */
export class Declarations {
    private readonly checker: ts.TypeChecker;

    private constructor(private readonly program: ts.Program) {
        this.checker = program.getTypeChecker();
    }

    /** `edit` is for tests: it gives the text of a source file of `provider/` that is read in place of the file's own. */
    static read(edit: (text: string) => string = (text) => text): Declarations {
        const file = ts.readConfigFile(path.join(provider, "tsconfig.json"), (name) => ts.sys.readFile(name));
        const { options } = ts.parseJsonConfigFileContent(file.config, ts.sys, provider);
        const roots = files.map((name) => path.join(provider, name));
        const compilerOptions = { ...options, noEmit: true, composite: false };
        const host = ts.createCompilerHost(compilerOptions);
        const readFile = host.readFile.bind(host);
        host.readFile = (name) => {
            const text = readFile(name);
            return text !== undefined && isOwn(name) ? edit(text) : text;
        };
        return new Declarations(ts.createProgram(roots, compilerOptions, host));
    }

    /** The comment of an interface, a class or a function. */
    docsOf(name: string): Docs {
        return docs(this.symbol(name));
    }

    /**
     * The fields of an interface, inherited ones among them, or those that a class itself declares. Of a union of
     * interfaces they are the fields of all of them: one is optional where a member of the union does not need it.
     */
    fieldsOf(name: string): Field[] {
        const symbol = this.symbol(name);
        if ((symbol.flags & ts.SymbolFlags.Class) !== 0)
            return this.fields([...(symbol.members?.values() ?? [])]);
        const type = this.checker.getDeclaredTypeOfSymbol(symbol);
        const members = type.isUnion() ? type.types : [type];
        const fields = members.map((member) => this.fields(this.checker.getPropertiesOfType(member)));
        const isRequired = (name: string): boolean =>
            fields.every((list) => list.some((field) => field.name === name && !field.optional));
        const byName = new Map(fields.flat().map((field) => [field.name, field]));
        return [...byName.values()].map((field) => ({ ...field, optional: !isRequired(field.name) }));
    }

    /** Of a type that is written as a name: that name, the comment of its declaration, and what it stands for. */
    aliasOf(node: ts.TypeNode): { name: string; docs: string; type: ts.TypeNode } | undefined {
        const reference = ts.isTypeReferenceNode(node) && this.checker.getSymbolAtLocation(node.typeName);
        if (!reference) return undefined;
        const symbol = this.resolveAlias(reference);
        const declaration = symbol.declarations?.find(ts.isTypeAliasDeclaration);
        return declaration && { name: symbol.name, docs: docs(symbol).docs, type: declaration.type };
    }

    typeOf(node: ts.TypeNode): ts.Type {
        return this.checker.getTypeFromTypeNode(node);
    }

    /** The fields of a type that is written out in its place. */
    fieldsIn(node: ts.TypeNode): Field[] {
        return this.fields(this.checker.getPropertiesOfType(this.typeOf(node)));
    }

    private symbol(name: string): ts.Symbol {
        for (const file of files) {
            const source = this.program.getSourceFile(path.join(provider, file));
            const module = source && this.checker.getSymbolAtLocation(source);
            const symbol =
                module && this.checker.getExportsOfModule(module).find((each) => each.name === name);
            if (symbol !== undefined) return this.resolveAlias(symbol);
        }
        throw new Error(`${files.join(" and ")} export no ${name}.`);
    }

    private resolveAlias(symbol: ts.Symbol): ts.Symbol {
        return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : this.checker.getAliasedSymbol(symbol);
    }

    private fields(symbols: readonly ts.Symbol[]): Field[] {
        return symbols.flatMap((symbol) => this.field(symbol) ?? []);
    }

    private field(symbol: ts.Symbol): Field | undefined {
        const declaration = symbol.declarations?.find(
            (each) => ts.isPropertySignature(each) || ts.isPropertyDeclaration(each),
        );
        // `field?: undefined` says that this form of the type has no such field.
        if (declaration?.type === undefined || declaration.type.kind === ts.SyntaxKind.UndefinedKeyword)
            return undefined;
        const { type, optional } = unwrap(declaration.type);
        const hasQuestionToken = declaration.questionToken !== undefined;
        return { ...docs(symbol), name: symbol.name, optional: optional || hasQuestionToken, type };
    }
}

function docs(symbol: ts.Symbol): Docs {
    const comments = symbol.declarations?.flatMap((each) => ts.getJSDocCommentsAndTags(each)) ?? [];
    const source = comments.filter(ts.isJSDoc).at(-1)?.getText() ?? "";
    const { summary, blockTags } = writtenOut(commentOf(source));
    const written = (parts: readonly Part[]): string =>
        parts
            .map(({ text }) => text)
            .join("")
            .trim();
    const deprecated = blockTags.find(({ tag }) => tag === "@deprecated");
    return { docs: written(summary), deprecated: deprecated && written(deprecated.content) };
}

/** Takes `undefined`, `Input` and `Output` off a type, in whatever order they stand. */
function unwrap(node: ts.TypeNode): { type: ts.TypeNode; optional: boolean } {
    if (ts.isUnionTypeNode(node)) {
        const others = node.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
        const [only] = others;
        if (only !== undefined && others.length === 1 && others.length < node.types.length)
            return { type: unwrap(only).type, optional: true };
        // `"a" | "b" | undefined`: what makes it optional is left out where the members are read.
        return { type: node, optional: others.length < node.types.length };
    }
    const [inner] = ts.isTypeReferenceNode(node) ? (node.typeArguments ?? []) : [];
    if (inner !== undefined && /\b(Input|Output)$/.test((node as ts.TypeReferenceNode).typeName.getText()))
        return unwrap(inner);
    return { type: node, optional: false };
}
