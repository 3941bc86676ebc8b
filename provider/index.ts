export {
    getVisualizationJob,
    getVisualizationJobOutput,
    getVisualizationJobs,
    getVisualizationJobsOutput,
} from "./functions";
export type { GetVisualizationJobArgs, GetVisualizationJobsArgs, VisualizationJobResult } from "./lookups";
export type { Phase } from "./modelarts/status";
export { VisualizationJob, type VisualizationJobArgs } from "./visualizationJob";
