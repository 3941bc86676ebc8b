import type { Program, StateResource, Step } from "./engineMessages";
import { type AdoptedJob, type Command, foreignIds, type ModelResource } from "./model";
import { jobType, type ProviderName, stack, toProgram, urnOf } from "./programs";
import type { EngineHost } from "./engineHost";
import { World } from "./world";
import type { SeededRandom } from "./seededRandom";

/** What one command has done, for the invariants. */
export interface Played {
    readonly command: Command;
    /** The model's resources that were in the program, by the URN of their resource. */
    readonly declared: ReadonlyMap<string, ModelResource & { readonly id?: string }>;
    readonly ok: boolean;
    /** The command ran in the engine, and was not refused before. */
    readonly hasRun: boolean;
    readonly isInterrupted: boolean;
    /** All that a user reads. */
    readonly output: string;
    readonly steps: readonly Step[];
    readonly jobsInState: readonly StateResource[];
    /** Requests that change something, such as `stop 8992`. */
    readonly writes: readonly string[];
}

/** Plays commands in a world of its own. */
export class Player {
    readonly world: World;
    /** Jobs that no program of the history has named. */
    readonly untouchedForeignIds = new Set<string>(foreignIds.map(String));
    /** Jobs whose last change of status was in the console, since the last refresh. */
    readonly changedInConsole = new Set<string>();
    /** Jobs that a user has taken out of a state on purpose. */
    readonly releasedIds = new Set<string>();
    private readonly idsByName = new Map<string, string>();
    private jobsInState: readonly StateResource[] = [];
    private lastProgram: Program | undefined;

    constructor(
        host: EngineHost,
        random: SeededRandom,
        readonly provider: ProviderName,
    ) {
        this.world = new World(host, random);
        for (const id of foreignIds) this.world.service.makeJob({ id, name: `foreign-${id}` });
    }

    async play(command: Command): Promise<Played> {
        this.world.note(JSON.stringify(command));
        this.world.service.clearRequests();
        switch (command.kind) {
            case "console":
                return this.changeInConsole(command);
            case "state":
                return this.editState(command);
            default:
                return this.run(command);
        }
    }

    private async run(command: Exclude<Command, { kind: "console" | "state" }>): Promise<Played> {
        const { program: model, options, faults = [], interrupt } = command;
        const { world, provider } = this;
        const program = toProgram(model, provider, world.service.info, (job) => this.findId(job));
        this.lastProgram = program;
        const declared = new Map(
            model.resources
                .filter(({ name }) => program.resources.some((resource) => resource.name === name))
                .map((resource) => {
                    const id = resource.adopt && this.findId(resource.adopt);
                    return [urnOf(provider, resource), { ...resource, ...(id && { id }) }] as const;
                }),
        );
        for (const { id } of declared.values()) if (id !== undefined) this.untouchedForeignIds.delete(id);
        const urns = (names: readonly string[] | undefined) => names?.map((name) => this.findUrn(name));
        const { target, replace, targetReplace, ...flags } = options;
        const conditions = { faults, ...(interrupt && { interrupt }) };
        const outcome = await world.run(
            {
                op: command.kind,
                stack,
                program,
                options: {
                    ...flags,
                    registration: flags.parallel === 1 ? "sequential" : "concurrent",
                    ...(target && { target: urns(target) ?? [] }),
                    ...(replace && { replace: urns(replace) ?? [] }),
                    ...(targetReplace && { targetReplace: urns(targetReplace) ?? [] }),
                },
            },
            conditions,
        );
        const before = this.jobsInState;
        this.observe(outcome.state.resources);
        const isRefreshed = command.kind === "refresh" || options.refresh === true;
        if (isRefreshed && outcome.ok && target === undefined) this.changedInConsole.clear();
        for (const { id, retainOnDelete, outputs } of before) {
            if (id === undefined || this.hasJob(id)) continue;
            const isKept =
                outputs?.["deletionPolicy"] === "stop" && world.service.job(id)?.statusName === "KILLED";
            if (retainOnDelete === true || isKept) this.releasedIds.add(id);
        }
        return {
            command,
            declared,
            ok: outcome.ok,
            hasRun: true,
            isInterrupted: outcome.ended !== undefined,
            output: [outcome.error ?? "", ...outcome.diagnostics.map(({ message }) => message)].join("\n"),
            steps: outcome.steps,
            jobsInState: this.jobsInState,
            writes: this.writes(),
        };
    }

    private async editState({ edit, of, to }: Extract<Command, { kind: "state" }>): Promise<Played> {
        const { engine } = this.world;
        let output = "";
        const resource = this.jobsInState.find(({ urn }) => nameOf(urn) === of);
        try {
            if (resource === undefined) throw new Error("there is no such resource");
            const edited = { stack, edit, urns: [resource.urn], ...(to === undefined ? {} : { name: to }) };
            await engine.edit(edited);
            if (edit === "delete" && resource.id !== undefined) this.releasedIds.add(resource.id);
        } catch (error) {
            output = (error as Error).message;
        }
        this.observe((await engine.persisted(stack)).state.resources);
        return this.nothingRun({ kind: "state", edit, of, ...(to && { to }) }, output);
    }

    private changeInConsole(command: Extract<Command, { kind: "console" }>): Played {
        const { service } = this.world;
        const id = this.findId(command.job);
        if (id !== undefined && service.job(id) !== undefined) {
            if (command.action === "delete") service.removeJob(id);
            else service.moveJob(id, command.action === "stop" ? 12 : 8);
            this.changedInConsole.add(id);
        }
        return this.nothingRun(command, "");
    }

    private nothingRun(command: Command, output: string): Played {
        const { jobsInState } = this;
        const base = { command, declared: new Map<never, never>(), output, jobsInState, writes: [] };
        return { ...base, ok: true, hasRun: false, isInterrupted: false, steps: [] };
    }

    private observe(resources: readonly StateResource[]): void {
        this.jobsInState = resources.filter(({ type }) => type === jobType(this.provider));
        for (const { urn, id } of this.jobsInState) if (id !== undefined) this.idsByName.set(nameOf(urn), id);
    }

    private hasJob(id: string): boolean {
        return this.jobsInState.some((resource) => resource.id === id);
    }

    private findId(job: AdoptedJob): string | undefined {
        return "foreign" in job ? String(foreignIds[job.foreign]) : this.idsByName.get(job.jobOf);
    }

    private findUrn(name: string): string {
        const inState = this.jobsInState.find(({ urn }) => nameOf(urn) === name);
        return inState?.urn ?? urnOf(this.provider, { name });
    }

    private writes(): string[] {
        return this.world.service.requests
            .filter(({ method, call }) => method !== "GET" && call !== "tokens")
            .map(({ call, jobId, status }) => `${call} ${jobId ?? ""} ${status ?? "-"}`);
    }

    /** The program of the last run. */
    get program(): Program | undefined {
        return this.lastProgram;
    }
}

export function nameOf(urn: string): string {
    return urn.split("::").at(-1) ?? "";
}
