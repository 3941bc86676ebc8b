import * as pulumi from "@pulumi/pulumi";
import { ConnectionPool } from "../lifecycle/connections";
import {
    type GetVisualizationJobArgs,
    type GetVisualizationJobResult,
    type GetVisualizationJobsArgs,
    type GetVisualizationJobsResult,
    lookUpJob,
    lookUpJobs,
} from "../lifecycle/lookup";
import { type Messages, noMessages } from "../lifecycle/messages";

/**
 * The connections of each run of the engine, by its connection to the engine. One process of the Automation API runs several
 * programs, each with an account of its own, and one after another with a key that was changed.
 */
const connectionsOfRuns = new WeakMap<object, ConnectionPool>();
const noRun = {};

/** Messages on the credentials, and on who else can read them, go to the user as those of a resource do. */
const messages: Messages = {
    ...noMessages,
    warn: (_, text) => void pulumi.log.warn(text).catch(() => undefined),
    inform: (text) => void pulumi.log.info(text).catch(() => undefined),
};

function getConnections(): ConnectionPool {
    const run = pulumi.runtime.getMonitor() ?? noRun;
    const runConnections = connectionsOfRuns.get(run);
    if (runConnections !== undefined) return runConnections;
    const connections = new ConnectionPool(process.env, { messages });
    connections.configure((key) => {
        const [namespace = "", name = ""] = key.split(":");
        return new pulumi.Config(namespace).get(name);
    });
    connectionsOfRuns.set(run, connections);
    return connections;
}

/**
 * Looks up one job by its ID or its exact name, with the configuration and credentials that resources get.
 *
 * @throws {not-found} where there is no such job.
 * @throws {rejected} where several jobs have the name (their IDs are in the message).
 * @throws {settings} where neither or both of `visualizationId` and `name` are set.
 */
export async function getVisualizationJob(args: GetVisualizationJobArgs): Promise<GetVisualizationJobResult> {
    return lookUpJob(getConnections(), args);
}

/**
 * Looks up every job that matches, over all pages, with the configuration and credentials that resources get. `jobs` is
 * empty where none matches.
 *
 * @throws {settings} where `state` or `status` is not one that exists.
 */
export async function getVisualizationJobs(
    args: GetVisualizationJobsArgs = {},
): Promise<GetVisualizationJobsResult> {
    return lookUpJobs(getConnections(), args);
}

/** Arguments of {@link getVisualizationJobOutput}: each is a value or an output. */
export type GetVisualizationJobOutputArgs = {
    [Name in keyof GetVisualizationJobArgs]: pulumi.Input<GetVisualizationJobArgs[Name]>;
};

/** Arguments of {@link getVisualizationJobsOutput}: each is a value or an output. */
export type GetVisualizationJobsOutputArgs = {
    [Name in keyof GetVisualizationJobsArgs]: pulumi.Input<GetVisualizationJobsArgs[Name]>;
};

/** The form of {@link getVisualizationJob} for arguments that are outputs of resources. */
export function getVisualizationJobOutput(
    args: pulumi.Input<GetVisualizationJobOutputArgs>,
): pulumi.Output<GetVisualizationJobResult> {
    return pulumi.output(args).apply((plainArgs) => getVisualizationJob(plainArgs));
}

/** The form of {@link getVisualizationJobs} for arguments that are outputs of resources. */
export function getVisualizationJobsOutput(
    args: pulumi.Input<GetVisualizationJobsOutputArgs> = {},
): pulumi.Output<GetVisualizationJobsResult> {
    return pulumi.output(args).apply((plainArgs) => getVisualizationJobs(plainArgs));
}
