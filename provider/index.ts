export {
    getVisualizationJob,
    type GetVisualizationJobArgs,
    getVisualizationJobOutput,
    getVisualizationJobs,
    type GetVisualizationJobsArgs,
    getVisualizationJobsOutput,
    type VisualizationJobResult,
} from "./functions";
export type { Phase } from "./modelarts/status";
export { VisualizationJob, type VisualizationJobArgs } from "./visualizationJob";
