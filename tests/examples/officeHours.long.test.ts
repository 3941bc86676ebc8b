import { Reader } from "./reader";

jest.setTimeout(240_000);

/** Returns the statuses of the jobs by their resource names. */
const states = (reader: Reader): Record<string, string> =>
    Object.fromEntries(
        Object.entries(reader.jobs()).map(([name, status]) => [name.replace(/-.*/, ""), status]),
    );

test("office-hours stops a whole stack, restarts what has to run, and fails when it cannot", async () => {
    const reader = await Reader.start("office-hours");
    const { service, project } = reader.runner;
    const script = async (...args: string[]) =>
        (await reader.runner.command("npx", ["ts-node", "officeHours.ts", ...args])).code;
    try {
        await reader.runNextBlock();
        expect(states(reader)).toEqual({ team: "RUNNING", scratch: "RUNNING" });
        await reader.expectUnchanged();

        const before = reader.actions();
        expect(await script("pause", "dev")).not.toBe(0);
        expect(await script("stop", "misspelt")).not.toBe(0);
        expect(reader.actions()).toEqual(before);

        service.injectFault({
            match: { call: "stop" },
            response: { status: 403, body: { error_code: "ModelArts.0112", error_msg: "Not today." } },
        });
        // The jobs go in sequence, so that the first failure stops the rest.
        project.env["PULUMI_PARALLEL"] = "1";
        expect(await script("stop", "dev")).not.toBe(0);
        expect(Object.values(reader.jobs()).sort()).toEqual(["KILLED", "RUNNING"]);
        await reader.runNextBlock();
        expect(states(reader)).toEqual({ team: "KILLED", scratch: "KILLED" });
        await reader.expectUnchanged();

        await reader.runNextBlock();
        expect(states(reader)).toEqual({ team: "RUNNING", scratch: "KILLED" });
        await reader.runNextBlock();
        expect(reader.jobs()).toEqual({});
        await reader.expectEnd();
    } finally {
        await reader.close();
    }
});
