import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import type { JobSpec } from "../modelarts/job";
import type { Place } from "../modelarts/location";

/** A create that was begun, and that the state of the stack may not know of. */
export interface Creation {
    readonly urn: string;
    readonly spec: JobSpec;
    readonly place: Place;
    readonly endpoint: string;
    /** When it was begun (milliseconds since 1970, by this machine's clock). */
    readonly since: number;
    /** Known once the service has answered. */
    readonly id?: string | undefined;
    /** The engine has been told of the job, and most likely the state knows it. */
    readonly told?: boolean | undefined;
}

/** One that an earlier run began. */
export interface Interrupted extends Creation {
    /** When that run was last known to live. */
    readonly until: number;
}

/** How often a process that makes jobs shows that it lives. */
const beatMs = 1000;
/** An engine that is told twice to end may end before it has written down what it was told this short a time ago. */
const writingMs = 5000;

/**
 * Creates under way, on this machine's disk: a run that is killed leaves no other trace of the job that it was making.
 * An entry is one file, by the program's folder and the resource's URN. What cannot be written is not: the journal
 * helps after an accident, and is no reason for a failure.
 */
export class Journal {
    /** Begun in this process, and not answered by the service yet. */
    private readonly open = new Set<string>();
    /** Answered to the engine in this process, and when. */
    private readonly answered = new Map<string, number>();
    private beat: NodeJS.Timeout | undefined;

    constructor(
        private readonly folder: string = journalFolder(process.env),
        private readonly program: string = process.cwd(),
    ) {}

    begin(creation: Creation): void {
        this.write(creation);
        this.open.add(creation.urn);
        this.beat ??= setInterval(() => {
            this.live();
        }, beatMs).unref();
    }

    made(urn: string, id: string): void {
        this.open.delete(urn);
        const creation = this.pending(urn);
        if (creation !== undefined) this.write({ ...creation, id });
    }

    /** The engine has been told of the job, and is about to write it down. */
    answer(urn: string | undefined): void {
        if (urn !== undefined) this.answered.set(urn, Date.now());
    }

    /** What an earlier run began for this resource. */
    pending(urn: string | undefined): Interrupted | undefined {
        if (urn === undefined) return undefined;
        const file = this.fileOf(urn);
        try {
            const creation = JSON.parse(readFileSync(file, "utf8")) as Creation;
            // A file that holds something else, as one of another version may, is no trace of anything.
            const { name, trainUrl }: Partial<JobSpec> = creation.spec;
            const whole = typeof name === "string" && typeof trainUrl === "string";
            if (creation.urn !== urn || !whole || typeof creation.since !== "number") return undefined;
            return { ...creation, until: statSync(file).mtimeMs };
        } catch {
            return undefined;
        }
    }

    end(urn: string | undefined): void {
        if (urn === undefined) return;
        this.answered.delete(urn);
        this.open.delete(urn);
        try {
            rmSync(this.fileOf(urn), { force: true });
        } catch {
            // Then it stays, and names a job that the state knows.
        }
    }

    /** The state knows this job. */
    known(urn: string | undefined, id: string): void {
        if (this.pending(urn)?.id === id) this.end(urn);
    }

    /** The engine ends this process: it has written down what it was told, but maybe for the last of it. */
    close(): void {
        for (const [urn, at] of this.answered) {
            const creation = Date.now() - at < writingMs ? this.pending(urn) : undefined;
            if (creation === undefined) this.end(urn);
            else this.write({ ...creation, told: true });
        }
    }

    private live(): void {
        const now = new Date();
        for (const urn of this.open) {
            try {
                utimesSync(this.fileOf(urn), now, now);
            } catch {
                // See above.
            }
        }
        if (this.open.size > 0) return;
        clearInterval(this.beat);
        this.beat = undefined;
    }

    private write({ urn, spec, place, endpoint, since, id, told }: Creation): void {
        const file = this.fileOf(urn);
        const creation: Creation = { urn, spec, place, endpoint, since, id, told };
        try {
            mkdirSync(this.folder, { recursive: true, mode: 0o700 });
            writeFileSync(`${file}.new`, JSON.stringify(creation), { mode: 0o600 });
            renameSync(`${file}.new`, file);
        } catch {
            // See above.
        }
    }

    private fileOf(urn: string): string {
        const name = createHash("sha256")
            .update(JSON.stringify([this.program, urn]))
            .digest("hex");
        return path.join(this.folder, `${name.slice(0, 32)}.json`);
    }
}

/** Beside what Pulumi itself keeps for this user. */
function journalFolder({ PULUMI_HOME: home }: NodeJS.ProcessEnv): string {
    const pulumi = home === undefined || home === "" ? path.join(homedir(), ".pulumi") : home;
    return path.join(pulumi, "modelarts", "creating");
}
