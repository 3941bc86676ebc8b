import * as pulumi from "@pulumi/pulumi";
import {
    type GetVisualizationJobArgs,
    type GetVisualizationJobsArgs,
    lookUpJob,
    lookUpJobs,
    type VisualizationJobResult,
} from "../lifecycle/lookup";
import { Session } from "../lifecycle/connections";

/** Sessions of the program's own process. */
const session = new Session();
session.configure((key) => {
    const [namespace = "", name = ""] = key.split(":");
    return new pulumi.Config(namespace).get(name);
});

/**
 * Looks up one job by its ID or its exact name, with the configuration and credentials that resources get.
 *
 * Rejects with a `ModelArtsFailure`: kind `gone` where there is no such job, `refused` where several have the name
 * (their IDs are in the message), `settings` where neither or both of `id` and `name` are given.
 */
export async function getVisualizationJob(args: GetVisualizationJobArgs): Promise<VisualizationJobResult> {
    return lookUpJob(session, args);
}

/**
 * Looks up every job that matches, over all pages, with the configuration and credentials that resources get. None is an
 * empty list.
 *
 * Rejects with a `ModelArtsFailure`: kind `settings` for a `state` or `status` that there is not.
 */
export async function getVisualizationJobs(
    args: GetVisualizationJobsArgs = {},
): Promise<VisualizationJobResult[]> {
    return lookUpJobs(session, args);
}

/** As {@link getVisualizationJob}, for arguments that are known later, such as outputs of a resource. */
export function getVisualizationJobOutput(
    args: pulumi.Input<GetVisualizationJobArgs>,
): pulumi.Output<VisualizationJobResult> {
    return pulumi.output(args).apply((known) => getVisualizationJob(known));
}

/** As {@link getVisualizationJobs}, for arguments that are known later, such as outputs of a resource. */
export function getVisualizationJobsOutput(
    args: pulumi.Input<GetVisualizationJobsArgs> = {},
): pulumi.Output<VisualizationJobResult[]> {
    return pulumi.output(args).apply((known) => getVisualizationJobs(known));
}
