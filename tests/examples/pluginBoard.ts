import { SecretDetector } from "../support/secrets";
import type { Reader } from "./reader";

/** What the program of an example did to jobs that it adopted. */
interface OtherJobs {
    /** The names of their statuses, by their names. */
    readonly jobs: Readonly<Record<string, string>>;
    readonly actions: readonly string[];
}

/** Runs the block of the README that stops other jobs: one by its ID, and the first one of a list. */
export async function stopOtherJobs(reader: Reader): Promise<OtherJobs> {
    for (const id of [7001, 7002]) reader.runner.service.makeJob({ id, name: `old-${id}` });
    const before = reader.actions().length;
    await reader.runNextBlock();
    const jobs = { shared: "KILLED", "old-7001": "KILLED", "old-7002": "RUNNING" };
    expect(reader.jobs()).toMatchObject(jobs);
    const actions = reader.actions().slice(before);
    expect([...actions].sort()).toEqual(["stop 7001", "stop 8992"]);
    return { jobs, actions };
}

/**
 * Runs the README of a plugin example from `pulumi stack init` to its end, with the same result in every language.
 * `namesIn` gets the names from the output `billed`. `stopOthers` runs what the README has between the stop and the
 * deletion of the board, and returns the statuses of the other jobs and the calls that it made; without it, nothing
 * runs there.
 */
export async function expectBoardLifecycle(
    reader: Reader,
    namesIn: (output: unknown) => unknown,
    stopOthers: (reader: Reader) => Promise<OtherJobs> = () =>
        Promise.resolve({ jobs: { shared: "RUNNING" }, actions: [] }),
): Promise<void> {
    const { runner } = reader;
    const secrets = new SecretDetector(runner.service);
    runner.service.makeJob({ id: 8992, name: "shared" });
    const billedNames = async () => namesIn((await runner.project.outputs())["billed"]);

    await reader.runNextBlock();
    const job = runner.service.jobs.find(({ id }) => id !== "8992");
    const [id, board] = [job?.id ?? "", job?.name ?? ""];
    expect(job).toMatchObject({ trainUrl: "/example-bucket/logs/", hours: 4 });
    expect(reader.jobs()).toEqual({ shared: "RUNNING", [board]: "RUNNING" });
    expect(await runner.project.outputs()).toMatchObject({
        visualizationId: id,
        state: "running",
        url: expect.stringMatching(/^https:\/\//) as unknown,
    });
    expect(await billedNames()).toEqual(["shared", board]);
    await reader.expectUnchanged();
    await reader.runNextBlock();

    runner.showsPreview = true;
    await reader.runNextBlock();
    expect(reader.jobs()).toEqual({ shared: "RUNNING", [board]: "KILLED" });
    expect(await runner.project.outputs()).toMatchObject({ visualizationId: id, state: "stopped" });
    expect(await billedNames()).toEqual(["shared"]);

    const others = await stopOthers(reader);
    await reader.runNextBlock();
    expect(reader.jobs()).toEqual(others.jobs);
    expect(reader.actions()).toEqual(["create", `stop ${id}`, ...others.actions, `delete ${id}`]);
    const running = Object.entries(others.jobs).filter(([, status]) => status === "RUNNING");
    await reader.expectEnd(...running.map(([name]) => name));
    expect(await secrets.findLeaks(runner.project)).toEqual([]);
}
