/*
 * This is the one rule that decides whether a create has made a job, for a response that was lost and for a run that was
 * killed.
 * A name does not identify a job: a colleague, another stack, or another resource may have used it a moment ago.
 */
import { createHash } from "node:crypto";
import type { Job, JobSpec, Namesakes } from "../job";

/** Hashes of the properties that a list tells of a job beside its name. A record on disk holds them in place of the inputs. */
export interface JobFingerprint {
    readonly trainUrl: string;
    readonly description: string;
}

/** A create request that may have been sent between two times (milliseconds since 1970, by this machine's clock). */
export interface CreateAttempt {
    /** The exact name of the job. */
    readonly name: string;
    readonly fingerprint: JobFingerprint;
    readonly since: number;
    readonly until: number;
}

/**
 * `job` is the only job of exactly this name, with the same folder and description, made in the time of the attempt.
 * `candidates` are jobs that may be the one, such as one whose description was changed since.
 */
export interface AttemptMatch {
    readonly job?: Job;
    readonly candidates: readonly Job[];
}

/** A request that was sent may be processed this long after its process has ended. */
const processingGraceMs = 5000;
/** The time of creation and the time of a response are rounded to whole seconds. */
const roundingMs = 2500;

export function computeFingerprint({
    trainUrl,
    description,
}: Pick<JobSpec, "trainUrl" | "description">): JobFingerprint {
    return { trainUrl: hash(trainUrl.replace(/\/?$/, "/")), description: hash(description ?? "") };
}

/** Jobs that another resource has must not be among the namesakes. The function is pure. */
export function matchAttempt(attempt: CreateAttempt, { jobs, skewMs }: Namesakes): AttemptMatch {
    const namesakes = jobs
        .filter(({ name }) => name === attempt.name)
        .map((job) => ({
            job,
            isSame: hasFingerprint(job, attempt),
            isInTime: wasCreatedIn(attempt, job, skewMs),
        }));
    const possible = namesakes.filter(({ isSame, isInTime }) => isSame && isInTime !== false);
    const [match, ...others] = possible;
    if (match?.isInTime === true && others.length === 0) return { job: match.job, candidates: [] };
    const candidates = namesakes.filter(({ isSame, isInTime }) => isSame || isInTime !== false);
    return { candidates: candidates.map(({ job }) => job) };
}

function hasFingerprint({ trainUrl, description }: Job, { fingerprint }: CreateAttempt): boolean {
    if (trainUrl === undefined) return false;
    const { trainUrl: folder, description: text } = computeFingerprint({
        trainUrl,
        description: description ?? "",
    });
    return folder === fingerprint.trainUrl && text === fingerprint.description;
}

/** Returns `undefined` where the service does not tell when it made the job. */
function wasCreatedIn(
    { since, until }: CreateAttempt,
    { createdAt }: Job,
    skewMs: number,
): boolean | undefined {
    if (createdAt === undefined) return undefined;
    const createdMs = Date.parse(createdAt) - skewMs;
    return createdMs >= since - roundingMs && createdMs <= until + processingGraceMs;
}

function hash(text: string): string {
    return createHash("sha256").update(text).digest("hex");
}
