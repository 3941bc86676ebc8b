export type {
    GetVisualizationJobArgs,
    GetVisualizationJobResult,
    GetVisualizationJobsArgs,
    GetVisualizationJobsResult,
} from "./lifecycle/lookup";
export { type ErrorKind, isModelArtsError, ModelArtsError } from "./modelarts/errors";
export type { JobType } from "./modelarts/job";
export type { JobState } from "./modelarts/status";
export type { DeletionPolicy, DesiredState } from "./properties/inputs";
export {
    getVisualizationJob,
    getVisualizationJobOutput,
    type GetVisualizationJobOutputArgs,
    getVisualizationJobs,
    getVisualizationJobsOutput,
    type GetVisualizationJobsOutputArgs,
} from "./resource/functions";
export {
    type AdoptedVisualizationJobArgs,
    type CommonVisualizationJobArgs,
    type NewVisualizationJobArgs,
    VisualizationJob,
    type VisualizationJobArgs,
} from "./resource/visualizationJob";
