import { type Command, isRun, type ModelResource, type ProgramModel } from "./model";

/** Whether a history still shows what it is shrunk for. */
export type StillFails = (commands: readonly Command[]) => Promise<boolean>;

/** Takes away from a history whatever it shows the same without: commands, resources, their fields, options, faults. */
export async function shrink(
    commands: readonly Command[],
    stillFails: StillFails,
    maxTries = 300,
): Promise<readonly Command[]> {
    let best = commands;
    let tries = 0;
    for (let isSmaller = true; isSmaller;) {
        isSmaller = false;
        for (const candidate of smallerHistories(best)) {
            if (++tries > maxTries) return best;
            if (!(await stillFails(candidate))) continue;
            best = candidate;
            isSmaller = true;
            break;
        }
    }
    return best;
}

const optionalFields = [
    ...["faults", "interrupt", "meanwhile", "namesake", "appearsAfter", "clockJump", "from"],
    ...["authentication", "lookUp"],
];

/** Yields histories that are a little smaller. The larger steps come first. */
function* smallerHistories(commands: readonly Command[]): Generator<readonly Command[]> {
    for (let i = commands.length - 1; i >= 0; i--) yield commands.filter((_, index) => index !== i);
    const names = new Set(commands.flatMap((command) => resourcesOf(command).map(({ name }) => name)));
    for (const name of names)
        yield commands.map((command) =>
            withResources(command, (each) => (each.name === name ? undefined : each)),
        );
    for (const [i, command] of commands.entries()) {
        const replaceBy = (smaller: Command): readonly Command[] =>
            commands.map((each, index) => (index === i ? smaller : each));
        for (const field of optionalFields) if (field in command) yield replaceBy(without(command, field));
        if (command.kind === "service")
            for (const option of Object.keys(command.options ?? {}))
                yield replaceBy({ ...command, options: without(command.options ?? {}, option) });
        if (!isRun(command)) continue;
        const { parallel, ...options } = command.options;
        if (parallel !== 1) yield replaceBy({ ...command, options: { ...options, parallel: 1 } });
        for (const option of Object.keys(options))
            yield replaceBy({ ...command, options: without(command.options, option) });
        if (command.program.allStopped !== undefined)
            yield replaceBy({ ...command, program: { resources: command.program.resources } });
        const previous = commands.slice(0, i).filter(isRun).at(-1);
        if (previous !== undefined && previous.program !== command.program)
            yield replaceBy({ ...command, program: previous.program });
    }
    const fields = new Set(
        commands.flatMap((command) => resourcesOf(command).flatMap((each) => Object.keys(each))),
    );
    for (const name of names)
        for (const field of fields)
            if (
                field !== "name" &&
                commands.some((each) => resourcesOf(each).some((one) => one.name === name && field in one))
            )
                yield commands.map((command) =>
                    withResources(command, (each) => (each.name === name ? without(each, field) : each)),
                );
}

function resourcesOf(command: Command): readonly ModelResource[] {
    return isRun(command) ? command.program.resources : [];
}

function withResources(
    command: Command,
    change: (resource: ModelResource) => ModelResource | undefined,
): Command {
    if (!isRun(command)) return command;
    const resources = command.program.resources.flatMap((each) => change(each) ?? []);
    const program: ProgramModel = { ...command.program, resources };
    return { ...command, program };
}

function without<T extends object>(value: T, field: string): T {
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== field)) as T;
}
