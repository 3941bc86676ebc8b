import DataLoader from "dataloader";
import type { Clock } from "../clock";
import { isFailure, type ModelArtsFailure, nameOf, passingTrouble, reworded } from "../errors";
import type { CallOptions, Job, LookOptions, WatchedJobs } from "../job";
import type { PagedJobs } from "./jobsClient";

/** Who looks within this time looks together. */
const gatherMs = 20;

interface Look extends LookOptions {
    readonly id: string;
}

/**
 * Many lookers, few requests: those who look at the same time are served by one list. One alone is served by show; so
 * is whom the list does not have, before anything is concluded from that.
 */
export class Watch implements WatchedJobs {
    private readonly looks: DataLoader<Look, Job>;
    private seen: { readonly at: number; readonly jobs: ReadonlyMap<string, Job> } | undefined;
    private listing: Promise<unknown> = Promise.resolve();
    private readonly actedAt = new Map<string, number>();
    /** Jobs that exist and are in no list, such as those of another workspace. */
    private readonly unlisted = new Set<string>();
    /** What a whole list costs, as far as is known. */
    private pages = 1;
    private mayList = true;

    constructor(
        private readonly jobs: PagedJobs,
        private readonly clock: Clock,
    ) {
        this.looks = new DataLoader((looks) => this.serve(looks), {
            cache: false,
            batchScheduleFn: (serve) => void this.gather().then(serve),
        });
    }

    create: WatchedJobs["create"] = (spec, options) => this.jobs.create(spec, options);
    madeBy: WatchedJobs["madeBy"] = (attempt, options) => this.jobs.madeBy(attempt, options);
    list: WatchedJobs["list"] = (query, options) => this.jobs.list(query, options);
    update: WatchedJobs["update"] = (id, change, options) =>
        this.acted(id, this.jobs.update(id, change, options));
    stop: WatchedJobs["stop"] = (id, options) => this.acted(id, this.jobs.stop(id, options));
    restart: WatchedJobs["restart"] = (id, options) => this.acted(id, this.jobs.restart(id, options));
    delete: WatchedJobs["delete"] = (id, options) => this.acted(id, this.jobs.delete(id, options));

    async get(id: string, options: LookOptions = {}): Promise<Job> {
        return this.remembered(id, options) ?? (await this.looks.load({ ...options, id }));
    }

    /** Who comes while a list is under way waits for the next one: where turns are rare, lists must not take them all. */
    private async gather(): Promise<void> {
        await this.clock.sleep(gatherMs);
        await this.listing;
    }

    /** What was seen before an act says nothing about the time after it. */
    private acted(id: string, act: Promise<void>): Promise<void> {
        return act.finally(() => this.actedAt.set(id, this.clock.now()));
    }

    private remembered(id: string, { maxAgeMs = 0 }: LookOptions): Job | undefined {
        if (this.seen === undefined || this.seen.at + maxAgeMs < this.clock.now()) return undefined;
        return this.seen.at > (this.actedAt.get(id) ?? -Infinity) ? this.seen.jobs.get(id) : undefined;
    }

    private async serve(looks: readonly Look[]): Promise<(Job | Error)[]> {
        const listing = this.listed(looks);
        // Only one at a time; those who wait for its end need not know how it ended.
        this.listing = listing.catch(() => undefined);
        const listed = await listing;
        const found = listed instanceof Error ? undefined : listed;
        // Each job once, whoever looks at it.
        const shown = new Map<string, Promise<Job | Error>>();
        return Promise.all(
            looks.map(async (look) => {
                const { id } = look;
                const job = found?.jobs.get(id);
                if (job !== undefined) return job;
                if (isFailure(listed) && look.passing === true && !this.unlisted.has(id)) {
                    return reworded(listed, { attempted: `look up ${nameOf({ id })}`, job: { id } });
                }
                const show = shown.get(id) ?? this.show(look, found?.whole === true);
                shown.set(id, show);
                return show;
            }),
        );
    }

    private async show({ id, ...options }: Look, missed: boolean): Promise<Job | Error> {
        try {
            const job = await this.jobs.get(id, options);
            if (missed) this.unlisted.add(id);
            return job;
        } catch (error) {
            return error as Error;
        }
    }

    /** A list with these jobs; the failure, where it could not be had; nothing, where it is not worth it. */
    private async listed(looks: readonly Look[]): Promise<Listed | ModelArtsFailure | undefined> {
        const wanted = new Set(looks.map(({ id }) => id).filter((id) => !this.unlisted.has(id)));
        if (!this.mayList || wanted.size <= this.pages) return undefined;
        const at = this.clock.now();
        const jobs = new Map<string, Job>();
        let pages = 0;
        let whole = true;
        try {
            for await (const page of this.jobs.pages(newestFirst, {
                ...lastDeadline(looks),
                passing: true,
            })) {
                pages++;
                for (const job of page.jobs) {
                    jobs.set(job.id, job);
                    wanted.delete(job.id);
                }
                // What is left is as cheap to ask for one by one.
                whole = wanted.size > pages;
                if (!whole) break;
            }
        } catch (error) {
            if (!isFailure(error)) throw error;
            // Who may not list may show.
            this.mayList = isFailure(error, ...passingTrouble);
            return this.mayList ? error : undefined;
        }
        this.pages = Math.max(1, pages);
        this.seen = { at, jobs };
        return { jobs, whole };
    }
}

/** Those that somebody waits for are mostly new. */
const newestFirst = { sortBy: "id", order: "desc" } as const;

interface Listed {
    readonly jobs: ReadonlyMap<string, Job>;
    /** Nothing was left out. */
    readonly whole: boolean;
}

function lastDeadline(looks: readonly Look[]): CallOptions {
    const deadlines = looks.map(({ deadline = Infinity }) => deadline);
    return { deadline: Math.max(...deadlines) };
}
