import { Backends, type StackOf, stackKey, stackOf } from "../world/backends";
import type { EngineHost } from "../host/engineHost";
import { Expectations, findUnaccountedJob, JobsByName } from "../rules/expectations";
import type { Operation, StateResource } from "../host/engineMessages";
import type {
    AdoptedJob,
    Command,
    ConsoleAction,
    ConsoleCommand,
    ImportCommand,
    RunCommand,
    ServiceCommand,
    StateCommand,
} from "../history/model";
import { isRun } from "../history/model";
import { nothing, type CommandResult, toOutput } from "./commandResult";
import {
    type FoundJob,
    jobType,
    nameOf,
    type ProgramContext,
    type ProviderName,
    toProgram,
    urnOf,
} from "./programs";
import type { SeededRandom } from "../world/seededRandom";
import { jobKey, keyOf } from "../world/services";
import { World } from "../world/world";

/** Plays commands in a world of its own. */
export class Player {
    readonly world: World;
    readonly backends: Backends;
    readonly expectations: Expectations;
    /** The output of all commands of this history. */
    output = "";
    private readonly jobsByName = new JobsByName();
    private configuration: Pick<ServiceCommand, "authentication" | "lookUp"> = {};

    constructor(
        host: EngineHost,
        random: SeededRandom,
        readonly provider: ProviderName,
    ) {
        this.world = new World(host, random);
        this.backends = new Backends(host.engine);
        this.expectations = new Expectations(this.world.services);
    }

    async play(command: Command): Promise<CommandResult> {
        this.world.note(JSON.stringify(command));
        this.world.services.clearRequests();
        const result = await this.playOne(command);
        this.output += result.output;
        return result;
    }

    private async playOne(command: Command): Promise<CommandResult> {
        if (isRun(command)) return this.run(command);
        if (command.kind === "import") return this.import(command);
        if (command.kind === "state") return this.editState(command);
        if (command.kind === "console") this.changeInConsole(command.action, command.job);
        else this.changeService(command);
        return this.createResult(command, stackOf(), {});
    }

    /** Lists the resources with a job in the state of a stack, or of all stacks. */
    jobsInState(of?: StackOf): readonly StateResource[] {
        const stacks = of === undefined ? [...this.backends.resources.keys()] : [stackKey(of)];
        return stacks
            .flatMap((key) => this.backends.resources.get(key) ?? [])
            .filter(({ type }) => type === jobType(this.provider));
    }

    private context(of: StackOf): ProgramContext {
        const { provider, configuration } = this;
        const { info } = this.world.services.home;
        return { provider, stack: of.stack, info, configuration, findJob: (job) => this.findJob(job, of) };
    }

    private async run(command: RunCommand): Promise<CommandResult> {
        const { program: model, options, from = {} } = command;
        const of = stackOf(from);
        const program = toProgram(model, this.context(of));
        const declarations = new Map(
            model.resources
                .filter(({ name }) => program.resources.some((resource) => resource.name === name))
                .map((resource) => [urnOf(this.provider, of.stack, resource), resource] as const),
        );
        this.expectations.addLimits(declarations.values());
        this.expectations.addNamedJobs(declarations.values(), (job) => this.findJob(job, of));
        const urns = (names: readonly string[]) => names.map((name) => this.findUrn(name, of));
        const { target, replace, targetReplace, ...flags } = options;
        const operation: Operation = {
            op: command.kind,
            stack: of.stack,
            program,
            options: {
                ...flags,
                registration: flags.parallel === 1 ? "sequential" : "concurrent",
                ...(target && { target: urns(target) }),
                ...(replace && { replace: urns(replace) }),
                ...(targetReplace && { targetReplace: urns(targetReplace) }),
            },
        };
        return this.runInEngine(command, operation, of, declarations);
    }

    private async runInEngine(
        command: RunCommand | ImportCommand,
        operation: Operation,
        of: StackOf,
        declarations: CommandResult["declarations"],
    ): Promise<CommandResult> {
        const { world, backends } = this;
        await backends.use(of);
        world.machines.use(command.from ?? {});
        const { meanwhile, ...conditions } = isRun(command) ? command : ({} as Partial<RunCommand>);
        const before = this.jobsInState();
        const stackKeys = this.jobsInState(of).map(keyOf);
        const keysChangedMeanwhile = new Set<string | undefined>();
        const outcome = await world.run(operation, {
            ...conditions,
            ...(meanwhile && {
                meanwhile: {
                    ...meanwhile,
                    happen: () => {
                        keysChangedMeanwhile.add(this.changeInConsole(meanwhile.action, meanwhile.job));
                    },
                },
            }),
        });
        backends.resources.set(stackKey(of), outcome.state.resources);
        this.rememberNames(of);
        const { refresh, runProgram, target } = operation.options ?? {};
        const isRefreshed = command.kind === "refresh" || refresh === true;
        const writes = world.services.writes;
        if (isRefreshed && outcome.ok && target === undefined) {
            const refreshedKeys = [...stackKeys, ...this.jobsInState(of).map(keyOf)];
            const others = backends.jobKeysOfOthers(of);
            this.expectations.endChanges(refreshedKeys, new Set([...keysChangedMeanwhile, ...others]));
        }
        const { interrupt } = conditions;
        // The state does not have what a killed run did, nor what a delete did that failed.
        if (interrupt?.how.startsWith("kill") === true || !outcome.ok) this.expectations.addChanges(writes);
        this.expectations.addChanges(
            writes.filter((write) => backends.jobKeysOfOthers(of).has(write.split(" ")[1])),
        );
        const isProgramRead = isRefreshed && runProgram === true;
        const after = this.jobsInState();
        this.expectations.addReleasedJobs(before, after, declarations, isProgramRead, keysChangedMeanwhile);
        return this.createResult(command, of, {
            ok: outcome.ok,
            hasRun: true,
            isInterrupted:
                outcome.ended !== undefined || (!outcome.ok && interrupt?.how === "kill the provider"),
            output: [toOutput(outcome), ...this.world.messages].join("\n"),
            steps: outcome.steps,
            declarations,
            program: operation.program,
            before,
            writes,
        });
    }

    private async import(command: ImportCommand): Promise<CommandResult> {
        const of = stackOf(command.from);
        const job = this.findJob(command.job, of);
        if (job === undefined || this.provider !== "plugin")
            return this.createResult(command, of, { output: "there is nothing to import" });
        // The command has only the ID, which is that of a job in the configured project.
        this.expectations.namedJobs.add(jobKey("home", job.id));
        const { provider } = this;
        const operation: Operation = {
            op: "import",
            stack: of.stack,
            program: toProgram({ resources: [] }, this.context(of)),
            imports: [{ type: jobType(provider), name: command.name, id: job.id, version: "0.1.0" }],
        };
        return this.runInEngine(command, operation, of, new Map());
    }

    private async editState(command: StateCommand): Promise<CommandResult> {
        const { edit, of: name, to } = command;
        const of = stackOf(command.from);
        await this.backends.use(of);
        let output = "";
        const resource = this.jobsInState(of).find(({ urn }) => nameOf(urn) === name);
        const other = of.stack === "dev" ? "test" : "dev";
        try {
            if (resource === undefined) throw new Error("there is no such resource");
            await this.world.engine.edit({
                stack: of.stack,
                edit,
                urns: [resource.urn],
                ...(edit === "move" ? { to: other, includeParents: true } : {}),
                ...(edit === "rename" && to !== undefined ? { name: to } : {}),
            });
            if (to !== undefined) this.expectations.renameLimit(name, to);
            const key = keyOf(resource);
            if (edit === "delete" && key !== undefined) this.expectations.releasedJobs.add(key);
            if (edit === "move") {
                await this.backends.use({ ...of, stack: other });
                await this.backends.observe(other);
            }
        } catch (error) {
            output = (error as Error).message;
        }
        if (resource !== undefined) await this.backends.observe(of.stack);
        this.rememberNames(of);
        return this.createResult(command, of, { output, isRefused: output !== "" });
    }

    /** Changes a job, and returns its key, where there is one. */
    private changeInConsole(action: ConsoleAction, target: ConsoleCommand["job"]): string | undefined {
        const job = this.findJob(target, stackOf());
        const key = job && this.world.services.change(job.location, job.id, action);
        if (key !== undefined) this.expectations.changedJobs.add(key);
        return key;
    }

    private changeService({ options, authentication, lookUp, changingLists }: ServiceCommand): void {
        if (options !== undefined) this.world.services.setOptions(options);
        if (changingLists !== undefined) this.world.network.passingJobs.isEnabled = changingLists;
        this.configuration = {
            ...this.configuration,
            ...(authentication && { authentication }),
            ...(lookUp === undefined ? {} : { lookUp }),
        };
    }

    private createResult(command: Command, of: StackOf, fields: Partial<CommandResult>): CommandResult {
        const { jobs } = this.world.services;
        return { command, of, ...nothing, jobs, jobsInState: this.jobsInState(of), ...fields };
    }

    private rememberNames(of: StackOf): void {
        this.jobsByName.add(this.jobsInState(of), of);
    }

    private findJob(job: AdoptedJob, of: StackOf): FoundJob | undefined {
        const { jobs } = this.world.services;
        return this.jobsByName.find(job, of) ?? findUnaccountedJob(job, jobs, this.jobsInState());
    }

    private findUrn(name: string, of: StackOf): string {
        const inState = this.jobsInState(of).find(({ urn }) => nameOf(urn) === name);
        return inState?.urn ?? urnOf(this.provider, of.stack, { name });
    }
}
