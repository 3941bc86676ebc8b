/*
 * Tells stacks apart, so that a pending create record of one stack is not used by another. The engine tells a provider
 * only the project and the name of the stack, both in the URN. Which backend has the stack is read where the CLI itself
 * reads it: environment, Pulumi.yaml, and its files below the home of Pulumi. Nothing tells the organization of a hosted
 * backend: the stack that is selected need not be the one of `pulumi up --stack`.
 */
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
    private cachedIdentity: Identity | undefined;

    constructor(
        private readonly environment: Environment,
        private readonly pulumiHome: string,
        /** The working folder, which is that of the program. */
        private readonly programFolder: string,
        private readonly files: RecordFiles,
    ) {}

    /** Where the backend is unknown, the folder of the program stands in. */
    get identity(): Identity {
        return (this.cachedIdentity ??= this.findIdentity());
    }

    private findIdentity(): Identity {
        const backend = this.backendUrl();
        if (backend === undefined) return { key: keyOf("folder", this.programFolder), isCertain: false };
        return { key: keyOf(backend, ""), isCertain: !/^https?:/.test(backend) };
    }

    /** Returns the identity of a record of the first version. */
    formerKey(urn: string): string {
        return formerFileName(this.programFolder, urn);
    }

    private backendUrl(): string | undefined {
        const url =
            nonEmpty(this.environment["PULUMI_BACKEND_URL"]) ?? this.projectBackend() ?? this.currentLogin();
        // `s3://bucket/` in a variable is the backend that `pulumi login s3://bucket` has stored.
        if (url?.startsWith("file://") !== true) return url?.replace(/\/+(?=\?|$)/, "");
        const location = url.slice("file://".length).replace(/^~/, inHome(this.environment) ?? "~");
        return `file://${path.resolve(this.projectFolder() ?? this.programFolder, location)}`;
    }

    /** Returns the backend that the project itself names. */
    private projectBackend(): string | undefined {
        const folder = this.projectFolder();
        const project = folder === undefined ? undefined : this.readText(path.join(folder, projectFile));
        return /^backend:\s*(?:#.*)?\r?\n(?:\s+.*\r?\n)*?\s+url:\s*["']?([^\s"']+)/m.exec(project ?? "")?.[1];
    }

    private currentLogin(): string | undefined {
        const folder = nonEmpty(this.environment["PULUMI_CREDENTIALS_PATH"]) ?? this.pulumiHome;
        return textOf(this.readJson(path.join(folder, "credentials.json"))["current"]);
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

function keyOf(...parts: readonly string[]): string {
    return hashJson(parts).slice(0, 32);
}

/** Returns the part of a URN that names the stack and the project. */
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
