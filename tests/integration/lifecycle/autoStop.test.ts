import type { Lifecycle } from "../../../provider/src/lifecycle/lifecycle";
import { useEmulator } from "../../support/emulatedClient";
import { folder, validResource } from "../../support/inputs";
import { newLifecycle } from "../../support/testLifecycle";

const emulator = useEmulator({ boot: 0.5, stop: 0, scheduleField: "timeUnit" });

function startRun() {
    const warnings: [urn: string | undefined, text: string][] = [];
    const messages = {
        progress: () => undefined,
        warn: (urn: string | undefined, text: string) => void warnings.push([urn, text]),
    };
    return { warnings, lifecycle: newLifecycle(emulator(), {}, { messages }) };
}

const names = ["kept", "ignored", "also-kept"];
const boards = names.map((name) => validResource({ trainUrl: folder, name, autoStopHours: 4 }));
const createAll = (lifecycle: Lifecycle) => Promise.all(boards.map((board) => lifecycle.create(board)));
const idOf = (name: string) => emulator().jobs.find((job) => job.name === name)?.id ?? "";
/** Lets the service ignore the automatic stop of a job that it has. */
const ignoreAutoStop = () => emulator().changeJob(idOf("ignored"), { hours: null });
const warning = (id: string) => [
    boards[1]?.urn,
    `The automatic stop of visualization job "ignored" (${id}) is missing: the service lists that of other jobs, and none of ` +
        'this one, although autoStopHours is 4. It runs and is billed until it is stopped: set state: "stopped".',
];

test("a create warns of a job whose automatic stop the service has ignored", async () => {
    const unsubscribe = emulator().onRequest(({ call }) => {
        if (call === "list") ignoreAutoStop();
    });
    const { lifecycle, warnings } = startRun();
    await createAll(lifecycle);
    unsubscribe();
    expect(warnings).toEqual([warning(idOf("ignored"))]);
});

test("the create of a single job reads one list, and warns of it too", async () => {
    emulator().makeJob({ name: "other", hours: 4 });
    const unsubscribe = emulator().onRequest(({ call }) => {
        if (call === "list") ignoreAutoStop();
    });
    const { lifecycle, warnings } = startRun();
    await lifecycle.create(validResource({ trainUrl: folder, name: "ignored", autoStopHours: 4 }));
    unsubscribe();
    expect(warnings).toEqual([warning(idOf("ignored"))]);
    expect(emulator().requests.filter(({ call }) => call === "list")).toHaveLength(1);
});

test("a refresh warns of it once", async () => {
    const newJobs = await createAll(startRun().lifecycle);
    ignoreAutoStop();
    const { lifecycle, warnings } = startRun();
    const refresh = () => Promise.all(newJobs.map(({ id, state }) => lifecycle.read(id, state)));
    await refresh();
    await refresh();
    expect(warnings).toEqual([warning(idOf("ignored"))]);
});

test.each([
    ["no list shows automatic stops", "absent"],
    ["the list shows the automatic stop of each job", "time_unit"],
] as const)("nothing is warned of where %s", async (_, scheduleField) => {
    emulator().setOptions({ scheduleField });
    const { lifecycle, warnings } = startRun();
    await createAll(lifecycle);
    expect(emulator().requests.map(({ call }) => call)).toContain("list");
    expect(warnings).toEqual([]);
});
