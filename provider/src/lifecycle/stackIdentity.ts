/*
 * Tells stacks apart, so that a pending create record of one stack is not used by another. The engine tells a provider
 * only the project and the name of the stack, both in the URN. Which backend and which organization has the stack is
 * read where the CLI itself reads it: environment, Pulumi.yaml, and its files below the home of Pulumi.
 */
import { createHash } from "node:crypto";
import path from "node:path";
import type { Environment } from "../modelarts/config/sources";
import { inHome } from "../modelarts/config/userFiles";
import type { RecordFiles } from "./recordFiles";
import { hashJson } from "./hash";
import { formerFileName } from "./pendingRecord";

const projectFile = "Pulumi.yaml";

export interface Identity {
    readonly key: string;
    /** Another stack cannot have the same key. */
    readonly isCertain: boolean;
}

export class StackIdentity {
    /** By project and stack. */
    private readonly identities = new Map<string, Identity>();

    constructor(
        private readonly environment: Environment,
        private readonly pulumiHome: string,
        /** The working folder, which is that of the program. */
        private readonly programFolder: string,
        private readonly files: RecordFiles,
    ) {}

    /** Where the backend or the organization is unknown, the folder of the program stands in. */
    identify(urn: string): Identity {
        const stack = toStackUrn(urn);
        const identity = this.identities.get(stack) ?? this.findIdentity(urn);
        this.identities.set(stack, identity);
        return identity;
    }

    private findIdentity(urn: string): Identity {
        const backend = this.backendUrl();
        const owner = backend === undefined ? undefined : this.findOwner(backend, urn);
        const isCertain = owner !== undefined;
        const parts = isCertain ? [backend, owner] : ["folder", this.programFolder, backend ?? null];
        return { key: hashJson(parts).slice(0, 32), isCertain };
    }

    /** The identity of a record of the first version. */
    formerKey(urn: string): string {
        return formerFileName(this.programFolder, urn);
    }

    private backendUrl(): string | undefined {
        const url =
            nonEmpty(this.environment["PULUMI_BACKEND_URL"]) ?? this.projectBackend() ?? this.currentLogin();
        if (url?.startsWith("file://") !== true) return url;
        const location = url.slice("file://".length).replace(/^~/, inHome(this.environment) ?? "~");
        return `file://${path.resolve(this.projectFolder() ?? this.programFolder, location)}`;
    }

    /** The backend that the project itself names. */
    private projectBackend(): string | undefined {
        const folder = this.projectFolder();
        const project = folder === undefined ? undefined : this.readText(path.join(folder, projectFile));
        return /^backend:\s*(?:#.*)?\r?\n(?:\s+.*\r?\n)*?\s+url:\s*["']?([^\s"']+)/m.exec(project ?? "")?.[1];
    }

    private currentLogin(): string | undefined {
        const folder = nonEmpty(this.environment["PULUMI_CREDENTIALS_PATH"]) ?? this.pulumiHome;
        return textOf(this.readJson(path.join(folder, "credentials.json"))["current"]);
    }

    /** Organizations of a hosted backend may have stacks of the same name. Other backends have no organizations. */
    private findOwner(backend: string, urn: string): string | undefined {
        if (!/^https?:/.test(backend)) return "";
        const [, stackName = ""] = /^urn:pulumi:(.*?)::/.exec(urn) ?? [];
        const selected = nonEmpty(this.environment["PULUMI_STACK"]) ?? this.selectedStack(backend, urn) ?? "";
        const parts = selected.split("/");
        return parts.length > 1 && parts.at(-1) === stackName ? parts[0] : undefined;
    }

    /** The stack that was selected for this project; newer engines select one for each backend. */
    private selectedStack(backend: string, urn: string): string | undefined {
        const folder = this.projectFolder();
        const [, project = ""] = /^urn:pulumi:.*?::(.*?)::/.exec(urn) ?? [];
        if (folder === undefined) return undefined;
        const id = createHash("sha1").update(path.join(folder, projectFile)).digest("hex");
        const file = path.join(this.pulumiHome, "workspaces", `${project}-${id}-workspace.json`);
        const { stack, stacks } = this.readJson(file);
        return textOf((stacks as Record<string, unknown> | undefined)?.[backend]) ?? textOf(stack);
    }

    private projectFolder(): string | undefined {
        for (let folder = this.programFolder; ; folder = path.dirname(folder)) {
            if (this.readText(path.join(folder, projectFile)) !== undefined) return folder;
            if (path.dirname(folder) === folder) return undefined;
        }
    }

    private readText(file: string): string | undefined {
        try {
            return this.files.read(file).text;
        } catch {
            return undefined;
        }
    }

    private readJson(file: string): Record<string, unknown> {
        try {
            return JSON.parse(this.readText(file) ?? "{}") as Record<string, unknown>;
        } catch {
            return {};
        }
    }
}

/** The part of a URN that names the stack and the project. */
export function toStackUrn(urn: string): string {
    const [stack = ""] = /^urn:pulumi:.*?::.*?::/.exec(urn) ?? [];
    return stack;
}

function nonEmpty(text: string | undefined): string | undefined {
    return text === "" ? undefined : text;
}

function textOf(value: unknown): string | undefined {
    return typeof value === "string" && value !== "" ? value : undefined;
}
