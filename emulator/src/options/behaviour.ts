import * as v from "valibot";
import { amount, choice, flag, list, text } from "./spec";

const JOB_STATES = ["starting", "running", "stopping", "stopped", "failed", "unknown"] as const;
const jobState = choice(JOB_STATES, "running", "");
const status = amount(0, "STATUS", "", { whole: true });

const digits = v.pipe(
    v.union([v.string(), v.number(), v.bigint()], "takes digits"),
    v.transform(String),
    v.digits("takes digits"),
);

/** Defines how jobs change their status, and which requests the service rejects. */
export const behaviourOptions = {
    boot: amount(3, "SECONDS", "from create or restart to RUNNING"),
    stop: amount(2, "SECONDS", "from stop to stopped, and from delete to deleted"),
    hour: amount(3600, "SECONDS", "how long an hour of an automatic stop lasts"),
    clockSkew: amount(0, "SECONDS", "how far the clock of the service is ahead", { min: -Infinity }),
    bootStatuses: list(status, [1, 7], "STATUSES", "what a job goes through on its way up"),
    failNextStarts: list(status, [], "STATUSES", "where the next starts end instead of RUNNING"),
    stoppedStatus: amount(12, "STATUS", "where a stop ends: 10, 12 or 13", { whole: true }),
    autoStoppedStatus: amount(10, "STATUS", "where an automatic stop ends", { whole: true }),
    renewOnRestart: flag(true, "a restart sets the clock of the automatic stop back"),
    stopAccepts: list(jobState, ["running"], "STATES", "when a stop is taken"),
    restartAccepts: list(jobState, ["stopped", "failed"], "STATES", "when a restart is taken"),
    deleteAccepts: list(jobState, ["stopped", "failed"], "STATES", "when a delete is taken"),
    deleteAtOnce: flag(false, "a delete takes effect at once"),
    uniqueNames: flag(true, "reject two jobs of one name"),
    jobQuota: amount(1000, "N", "how many jobs there may be", { whole: true }),
    runningQuota: amount(100, "N", "how many may run at once", { whole: true }),
    showDelay: amount(0, "SECONDS", "calls with the ID of a job do not know it for so long after its create"),
    listDelay: amount(0, "SECONDS", "a list does not know a job for so long after its create"),
    unknownParameters: choice(["ignored", "rejected"], "ignored", "parameters of list that no edition has"),
    offered: flag(true, "the region offers ModelArts"),
    lastSlashRequired: flag(false, "a train_url must end with a slash"),
    workspaces: list(text("", "", ""), ["0"], "IDS", "the workspaces that exist"),
    firstId: { initial: "8992", argument: "ID", help: "ID of the first job", schema: digits },
};

export type JobState = (typeof JOB_STATES)[number];
