import * as v from "valibot";

const optional = v.exactOptional;

const patchFields = {
    name: optional(v.string()),
    description: optional(v.string()),
    trainUrl: optional(v.string()),
    workspaceId: optional(v.string()),
    type: optional(v.string()),
    flavor: optional(v.nullable(v.string())),
    /** Time in hours until the automatic stop; null for none. */
    hours: optional(v.nullable(v.number())),
    /** The job keeps this status unless `continue` is set. Any number is valid. */
    status: optional(v.number()),
    continue: optional(v.boolean()),
};

export const jobPatchSchema = v.strictObject(patchFields);
/** Changes a job without an API call. No quota, name rule or status check applies. */
export type JobPatch = Readonly<v.InferOutput<typeof jobPatchSchema>>;

export const jobSetupSchema = v.strictObject({
    ...patchFields,
    id: optional(v.union([v.pipe(v.string(), v.digits()), v.pipe(v.number(), v.safeInteger()), v.bigint()])),
    projectId: optional(v.string()),
    /** Time of the create in milliseconds since 1970. */
    createdAt: optional(v.number()),
    /** Running time in milliseconds. */
    duration: optional(v.number()),
});
export type JobSetup = Readonly<v.InferOutput<typeof jobSetupSchema>>;
