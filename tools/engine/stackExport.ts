/** The parts of `pulumi stack export` that a test may look at. */
export interface StackExport {
    readonly version: number;
    readonly deployment: {
        /** Missing in a stack that never had any. */
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
