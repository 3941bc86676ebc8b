export {
    getVisualizationJob,
    getVisualizationJobOutput,
    getVisualizationJobs,
    getVisualizationJobsOutput,
} from "./resource/functions";
export type {
    GetVisualizationJobArgs,
    GetVisualizationJobsArgs,
    GetVisualizationJobResult,
} from "./lifecycle/lookup";
export type { JobState } from "./modelarts/status";
export { VisualizationJob, type VisualizationJobArgs } from "./resource/visualizationJob";
