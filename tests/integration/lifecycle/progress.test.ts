import type { CallName } from "../../../emulator/src";
import { passwordSettings, useEmulator } from "../../support/emulatedClient";
import { folder, validResource } from "../../support/inputs";
import type { SettingValues } from "../../support/settings";
import { newLifecycle } from "../../support/testLifecycle";

const emulator = useEmulator({ boot: 0, stop: 0 });

const board = (inputs: object) => validResource({ trainUrl: folder, name: "board", ...inputs });

/** Starts a run whose progress is shown in `rows`, each text with the URN of its row. */
function startRun(values: SettingValues = {}) {
    const rows: [urn: string | undefined, text: string][] = [];
    const messages = {
        progress: (urn: string | undefined, text: string) => void rows.push([urn, text]),
        warn: () => undefined,
    };
    const settings = { "huaweicloud:maxRetries": "5", ...values };
    return { rows, lifecycle: newLifecycle(emulator(), {}, { messages }, settings) };
}

test("shows the status of a job while it starts, stops and is deleted", async () => {
    emulator().setOptions({ boot: 1.5, stop: 1.5 });
    const { rows, lifecycle } = startRun();
    const { id, state } = await lifecycle.create(board({ state: "running" }));
    expect(rows[0]).toEqual([board({}).urn, expect.stringMatching(/^(INIT|WAITING) -> running$/)]);
    expect(rows.at(-1)).toEqual([board({}).urn, "RUNNING"]);
    rows.length = 0;
    const stoppedState = await lifecycle.update(id, state, board({ state: "stopped" }));
    expect(rows.map(([, text]) => text)).toEqual(["KILLING -> stopped", "KILLED"]);
    const next = startRun();
    await next.lifecycle.delete(id, stoppedState);
    expect(next.rows[0]?.[1]).toBe("KILLED -> deleted");
    expect(next.rows.at(-1)?.[1]).toBe("deleted");
});

describe("a retry", () => {
    const throttling = { kind: "response", response: { status: 429 } } as const;
    const unreachable = { kind: "reset-before" } as const;

    test.each<[call: CallName, fault: typeof throttling | typeof unreachable, text: string, nth?: number]>([
        ["tokens", unreachable, "retry: no response"],
        ["projects", unreachable, "retry: no response"],
        ["create", throttling, "retry: throttled"],
        ["update", throttling, "retry: throttled"],
        ["stop", throttling, "retry: throttled"],
        ["restart", throttling, "retry: throttled"],
        ["delete", throttling, "retry: throttled"],
        ["show", unreachable, "retry: no response"],
        // This is the first request of the stop.
        ["show", unreachable, "retry: no response", 3],
    ])("is shown while it lasts: %s, %j", async (call, fault, text, nth = 1) => {
        const credentials = {
            tokens: () => ({ ...passwordSettings(emulator()), "huaweicloud:projectId": "" }),
            projects: () => ({ "huaweicloud:projectId": "" }),
        };
        const values = call === "tokens" || call === "projects" ? credentials[call]() : {};
        emulator().injectFault({ match: { call }, nth, times: 2, ...fault });
        const { rows, lifecycle } = startRun(values);
        const newJob = await lifecycle.create(board({ state: "running" }));
        let { state } = newJob;
        for (const inputs of [{ description: "two" }, { state: "stopped" }, { state: "running" }] as const) {
            state = await lifecycle.update(
                newJob.id,
                state,
                board({ state: state.outputs.state, ...inputs }),
            );
            expect(rows.at(-1)?.[1]).not.toMatch(/^retry/);
        }
        const next = startRun(values);
        await next.lifecycle.delete(newJob.id, state);
        const texts = [...rows, ...next.rows].map(([, each]) => each);
        expect(texts.filter((each) => each.startsWith("retry"))).toEqual([text]);
        expect(texts.at(-1)).toBe("deleted");
    });

    test("is shown in the row of each job whose read has failed", async () => {
        const ids = [8, 8, 8].map((status, index) => emulator().makeJob({ name: `job-${index}`, status }).id);
        const prior = await Promise.all(ids.map((id) => startRun().lifecycle.import(id)));
        emulator().injectFault({ match: { call: "list" }, times: "always", ...unreachable });
        emulator().injectFault({ match: { call: "show" }, times: 3, ...unreachable });
        const { rows, lifecycle } = startRun();
        const states = prior.map(({ state }, index) => ({ ...state, urn: `urn:${index}` }));
        await Promise.all(ids.map((id, index) => lifecycle.read(id, states[index] as never)));
        expect(rows.sort()).toEqual(
            states.flatMap(({ urn }) => [
                [urn, "RUNNING"],
                [urn, "retry: no response"],
            ]),
        );
    });
});
