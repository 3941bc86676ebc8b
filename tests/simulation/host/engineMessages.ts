/** A value of an input: JSON with markers anywhere in it. */
export type Value =
    null | boolean | number | string | Marker | readonly Value[] | { readonly [name: string]: Value };

export type Marker = Secret | OutputReference | Unknown;

/** Marks a value as a secret, in inputs, in the configuration and in the state. */
export interface Secret {
    readonly $secret: Value;
}

/** Stands for an output of a resource that the program registers; `id` and `urn` are properties too. */
export interface OutputReference {
    readonly $output: { readonly resource: string; readonly property: string };
}

/** Stands for a value that a preview does not know. */
export interface Unknown {
    readonly $unknown: true;
}

export interface Alias {
    readonly name?: string;
    readonly type?: string;
    readonly stack?: string;
    readonly project?: string;
    /** The name of a resource of the program, or a URN. */
    readonly parent?: string;
    readonly noParent?: boolean;
}

/** The options of Pulumi's resources. Other resources are named by their name in the program, or by their URN. */
export interface ResourceOptions {
    readonly parent?: string;
    readonly provider?: string;
    /** A text is a URN. */
    readonly aliases?: readonly (string | Alias)[];
    readonly dependsOn?: readonly string[];
    readonly protect?: boolean;
    readonly retainOnDelete?: boolean;
    readonly ignoreChanges?: readonly string[];
    readonly replaceOnChanges?: readonly string[];
    readonly replaceWith?: readonly string[];
    readonly deleteBeforeReplace?: boolean;
    /** Durations such as `10m`. */
    readonly customTimeouts?: Readonly<Partial<Record<"create" | "update" | "delete" | "read", string>>>;
    readonly deletedWith?: string;
    /** The ID of what the resource adopts. */
    readonly import?: string;
    readonly version?: string;
    readonly additionalSecretOutputs?: readonly string[];
}

export interface ProgramResource {
    /** The name is unique in the program. */
    readonly name: string;
    /** The type token of a resource, or the token of a function. `pulumi:providers:PACKAGE` is an explicit provider. */
    readonly type: string;
    readonly inputs?: Readonly<Record<string, Value>>;
    readonly options?: ResourceOptions;
    readonly component?: boolean;
    /** The ID of a resource that the program reads but does not manage. */
    readonly get?: string;
    /** The entry is a call of a function. */
    readonly invoke?: boolean;
}

/** A Pulumi program as data. */
export interface Program {
    /** @defaultValue `"simulation"` */
    readonly project?: string;
    /** The stack's configuration, with namespaces in its keys. @defaultValue that of the last operation of the stack */
    readonly config?: Readonly<Record<string, Value>>;
    /** What the language host finds in the dependencies of the program. */
    readonly packages?: readonly { readonly name: string; readonly version: string }[];
    readonly resources: readonly ProgramResource[];
    readonly outputs?: Readonly<Record<string, Value>>;
    /** An error that the program throws at its end. */
    readonly error?: string;
}

/** The flags of the CLI's commands. Resources are named by their URN. */
export interface OperationOptions {
    /** @defaultValue 1 */
    readonly parallel?: number;
    /** With `concurrent` each registration starts once its inputs are known, as in a Node.js program. @defaultValue `"sequential"` */
    readonly registration?: "sequential" | "concurrent";
    /** The random bytes of the operation depend on it. @defaultValue the number of the operation in this process */
    readonly seed?: string;
    /** The operation is only previewed. `preview` is `up` with it. */
    readonly dryRun?: boolean;
    readonly refresh?: boolean;
    readonly runProgram?: boolean;
    readonly target?: readonly string[];
    readonly targetDependents?: boolean;
    readonly replace?: readonly string[];
    readonly targetReplace?: readonly string[];
    readonly exclude?: readonly string[];
    readonly excludeDependents?: boolean;
    readonly excludeProtected?: boolean;
    readonly continueOnError?: boolean;
    readonly ignoreProtect?: boolean;
    readonly showSecrets?: boolean;
    readonly legacyRefreshDiff?: boolean;
    readonly clearPendingCreates?: boolean;
    /** For `refresh`: the IDs of pending creations that have happened, by URN. */
    readonly importPendingCreates?: Readonly<Record<string, string>>;
}

/** What `pulumi import` adopts. */
export interface Import {
    readonly type: string;
    readonly name: string;
    readonly id: string;
    /** This is a URN, as `provider` is. */
    readonly parent?: string;
    readonly provider?: string;
    readonly version?: string;
    readonly protect?: boolean;
    readonly properties?: readonly string[];
    readonly component?: boolean;
}

export interface Operation {
    readonly op: "up" | "preview" | "refresh" | "destroy" | "import";
    readonly stack: string;
    readonly program?: Program;
    readonly options?: OperationOptions;
    readonly imports?: readonly Import[];
}

export interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly custom: boolean;
    readonly id?: string;
    readonly inputs?: Readonly<Record<string, Value>>;
    readonly outputs?: Readonly<Record<string, Value>>;
    readonly parent?: string;
    readonly provider?: string;
    readonly dependencies?: readonly string[];
    readonly protect?: boolean;
    readonly taint?: boolean;
    readonly retainOnDelete?: boolean;
    readonly pendingReplacement?: boolean;
    readonly delete?: boolean;
    readonly external?: boolean;
    readonly initErrors?: readonly string[];
    readonly [field: string]: Value | undefined;
}

export interface State {
    readonly resources: readonly StateResource[];
    readonly pendingOperations: readonly { readonly type: string; readonly resource: StateResource }[];
}

export interface Step {
    readonly op: string;
    readonly urn: string;
    /** It is absent where the step did not end. */
    readonly result?: "done" | "failed";
    /** The kind of the step at its end, where a refresh found another one. */
    readonly changed?: string;
    readonly keys?: readonly string[];
    readonly diffs?: readonly string[];
    readonly detailedDiff?: Readonly<Record<string, string>>;
    readonly provider?: string;
}

export interface Diagnostic {
    readonly severity: string;
    readonly urn: string;
    readonly message: string;
    readonly ephemeral: boolean;
}

export interface Outcome {
    readonly ok: boolean;
    readonly error?: string;
    /** How the operation was ended early. */
    readonly ended?: "cancel" | "terminate" | "kill";
    readonly steps: readonly Step[];
    readonly diagnostics: readonly Diagnostic[];
    readonly changes: Readonly<Record<string, number>> | null;
    /** How many calls the engine made to providers. */
    readonly calls: number;
    /** What is written now. */
    readonly state: State;
}

/** The engine at rest: it waits for the driver, or for calls that are open. */
export interface Rest {
    readonly k: number;
    readonly calls: number;
    readonly open: number;
    /** Providers that the driver has not started yet. */
    readonly starts: number;
    /** The operation is over. */
    readonly done?: true;
    /** The engine hangs: nothing is open for which it could wait. */
    readonly stuck?: true;
}

/** The engine needs a provider process. */
export interface ProviderStart {
    readonly package: string;
    readonly instance: number;
    readonly version?: string;
    /** What such a process finds in `PULUMI_CONFIG`. */
    readonly config: Readonly<Record<string, string>>;
}

export interface ProviderStop {
    readonly package: string;
    readonly instance: number;
    /** With `cut` the connection broke, since the engine was killed or terminated. */
    readonly reason: "closed" | "cut";
}

export interface StateEdit {
    readonly stack: string;
    readonly edit:
        "delete" | "rename" | "move" | "taint" | "untaint" | "protect" | "unprotect" | "clear-pending";
    readonly urns?: readonly string[];
    /** The edit is of all resources, in place of `urns`. */
    readonly all?: boolean;
    /** The new name, for `rename`. */
    readonly name?: string;
    /** The other stack, for `move`. */
    readonly to?: string;
    readonly includeParents?: boolean;
    readonly force?: boolean;
    readonly targetDependents?: boolean;
}
