import type { Result } from "../../../tools/engine/childProcess";
import type { TestedProvider } from "../../../tools/engine/providers";
import type { ResourceState } from "../../../tools/engine/stackExport";
import { jobsIn, type TestEnvironment } from "../../support/testStack";
import { toCommandLine, toProgramText } from "./cliProgram";
import { type AdoptedJob, foreignIds, isRun, type RunCommand, type StateCommand } from "../history/model";
import { nameOf, urnOf } from "./programs";

/** Plays commands with the CLI, in a stack of the tests whose project is named `simulation`. */
export class CliPlayer {
    private resources: readonly ResourceState[] = [];
    /** The last job of each resource, by its name. */
    private readonly ids = new Map<string, string>();
    /** A program keeps the ID that it has once named. */
    private readonly namedIds = new Map<AdoptedJob, string>();

    constructor(
        private readonly provider: TestedProvider["name"],
        private readonly environment: TestEnvironment,
    ) {
        for (const id of foreignIds) environment.service.makeJob({ id, name: `foreign-${id}` });
    }

    async play(command: RunCommand | StateCommand): Promise<Result> {
        const { stack } = this.environment;
        if (isRun(command)) await stack.write(toProgramText(command.program, this.findId));
        const result = await stack.pulumi(
            isRun(command)
                ? toCommandLine(command.kind, command.options, this.findUrn)
                : [
                      "state",
                      command.edit,
                      this.findUrn(command.of),
                      ...(command.to ? [command.to] : []),
                      "--yes",
                  ],
        );
        this.resources = await jobsIn(stack);
        for (const { urn, id } of this.resources) if (id !== undefined) this.ids.set(nameOf(urn), id);
        return result;
    }

    /** Finds the ID of a job that exists. */
    private readonly findId = (job: AdoptedJob): string | undefined => {
        const id =
            this.namedIds.get(job) ??
            ("foreign" in job ? String(foreignIds[job.foreign]) : this.ids.get(job.jobOf));
        if (id === undefined || this.environment.service.job(id) === undefined) return undefined;
        this.namedIds.set(job, id);
        return id;
    };

    private readonly findUrn = (name: string): string =>
        this.resources.find(({ urn }) => nameOf(urn) === name)?.urn ?? urnOf(this.provider, "dev", { name });
}
