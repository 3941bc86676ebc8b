/** The fields of `pulumi stack export` that tests use. */
export interface StackExport {
    readonly version: number;
    readonly deployment: {
        /** Absent in a stack that never had resources. */
        readonly resources?: readonly ResourceState[];
        readonly pending_operations?: readonly unknown[];
    };
}

export interface ResourceState {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly custom: boolean;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
    readonly initErrors?: readonly string[];
    readonly pendingReplacement?: boolean;
}
