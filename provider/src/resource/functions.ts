import * as pulumi from "@pulumi/pulumi";
import {
    type GetVisualizationJobArgs,
    type GetVisualizationJobsArgs,
    lookUpJob,
    lookUpJobs,
    type GetVisualizationJobResult,
} from "../lifecycle/lookup";
import { ConnectionPool } from "../lifecycle/connections";

/** Sessions of the program's own process. */
const connections = new ConnectionPool();
connections.configure((key) => {
    const [namespace = "", name = ""] = key.split(":");
    return new pulumi.Config(namespace).get(name);
});

/**
 * Looks up one job by its ID or its exact name, with the configuration and credentials that resources get.
 *
 * Rejects with a `ModelArtsError`: kind `gone` where there is no such job, `refused` where several have the name
 * (their IDs are in the message), `settings` where neither or both of `id` and `name` are given.
 */
export async function getVisualizationJob(args: GetVisualizationJobArgs): Promise<GetVisualizationJobResult> {
    return lookUpJob(connections, args);
}

/**
 * Looks up every job that matches, over all pages, with the configuration and credentials that resources get. None is an
 * empty list.
 *
 * Rejects with a `ModelArtsError`: kind `settings` for a `state` or `status` that there is not.
 */
export async function getVisualizationJobs(
    args: GetVisualizationJobsArgs = {},
): Promise<GetVisualizationJobResult[]> {
    return lookUpJobs(connections, args);
}

/** As {@link getVisualizationJob}, for arguments that are known later, such as outputs of a resource. */
export function getVisualizationJobOutput(
    args: pulumi.Input<GetVisualizationJobArgs>,
): pulumi.Output<GetVisualizationJobResult> {
    return pulumi.output(args).apply((plainArgs) => getVisualizationJob(plainArgs));
}

/** As {@link getVisualizationJobs}, for arguments that are known later, such as outputs of a resource. */
export function getVisualizationJobsOutput(
    args: pulumi.Input<GetVisualizationJobsArgs> = {},
): pulumi.Output<GetVisualizationJobResult[]> {
    return pulumi.output(args).apply((plainArgs) => getVisualizationJobs(plainArgs));
}
