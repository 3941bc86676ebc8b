import path from "node:path";
import type { Application, DeclarationReflection, ProjectReflection } from "typedoc" with {
    "resolution-mode": "import",
};
import { writeTags } from "./tags";

/** Contains the public API of the package with its comments. Tags in comments are text already. */
export interface Api {
    readonly app: Application;
    readonly project: ProjectReflection;
    /** Finds an export by its name, or a field of it, such as `Job.name`. */
    readonly find: (name: string) => DeclarationReflection;
}

/** Reads the API with TypeDoc. */
export async function readApi(): Promise<Api> {
    const { Application, Converter, TSConfigReader, TypeDocReader } = await import("typedoc");
    const readers = [new TypeDocReader(), new TSConfigReader()];
    const app = await Application.bootstrapWithPlugins(
        { options: path.join(__dirname, "typedoc.json") },
        readers,
    );
    // The links in tags are still to be resolved.
    app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
        for (const { comment, ...reflection } of Object.values(project.reflections)) {
            const { type } = reflection as { type?: { name?: string } };
            const isLater = ["Promise", "AsyncIterable"].includes(type?.name ?? "");
            if (comment !== undefined) writeTags(comment, isLater ? "Rejects" : "Fails");
        }
    });
    const project = await app.convert();
    if (project === undefined || app.logger.hasErrors() || app.logger.hasWarnings())
        throw new Error("The public API cannot be documented; the messages are above.");
    const find = (name: string): DeclarationReflection => {
        const [declaration] = (project.children ?? []).flatMap((module) => {
            const each = module.getChildByName(name);
            return each?.isDeclaration() && !each.isReference() ? each : [];
        });
        if (declaration === undefined) throw new Error(`No file of typedoc.json exports ${name}.`);
        return declaration;
    };
    return { app, project, find };
}
