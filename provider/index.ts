export { VisualizationJob, type VisualizationJobArgs } from "./visualizationJob";
