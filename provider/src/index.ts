export {
    getVisualizationJob,
    getVisualizationJobOutput,
    getVisualizationJobs,
    getVisualizationJobsOutput,
} from "./resource/functions";
export type {
    GetVisualizationJobArgs,
    GetVisualizationJobsArgs,
    VisualizationJobResult,
} from "./lifecycle/lookup";
export type { Phase } from "./modelarts/status";
export { VisualizationJob, type VisualizationJobArgs } from "./resource/visualizationJob";
