export {
    getVisualizationJob,
    type GetVisualizationJobArgs,
    getVisualizationJobOutput,
    getVisualizationJobs,
    type GetVisualizationJobsArgs,
    getVisualizationJobsOutput,
    type VisualizationJobResult,
} from "./functions";
export { VisualizationJob, type VisualizationJobArgs } from "./visualizationJob";
