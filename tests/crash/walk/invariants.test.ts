import { useSimulatedModel } from "./simulatedModel";
import type { Moment } from "./moment";

const failedCreate = `error: Could not create visualization job "r1-abcdef0": there was no response`;

/* Each row is a situation with one violation, or none. */
describe("the model", () => {
    const simulated = useSimulatedModel();

    test.each<{ what: string; situation: () => Partial<Moment>; wrong: RegExp | undefined }>([
        {
            what: "a job in the state is correct",
            situation: () => ({ after: [simulated().stateJob("r1", simulated().job("r1-abcdef0"))] }),
            wrong: undefined,
        },
        {
            what: "a job in no state is noticed",
            situation: () => ({ output: simulated().job("r1-abcdef0") }),
            wrong: /r1-abcdef0 .* is in no state/,
        },
        {
            what: "a job in no state is allowed where an error reported its create",
            situation: () => ({ output: `${failedCreate} ${simulated().job("r1-abcdef0")}` }),
            wrong: undefined,
        },
        {
            what: "a job in no state is noticed where its resource was removed, whatever was reported",
            situation: () => ({
                output: `${failedCreate.replace("r1", "r9")} ${simulated().job("r9-abcdef0")}`,
            }),
            wrong: /r9-abcdef0 .* is in no state/,
        },
        {
            what: "a second job of one resource is noticed",
            situation: () => {
                const after = [simulated().stateJob("r1", simulated().job("r1-1234567"))];
                simulated().job("r1-abcdef0");
                return { output: failedCreate, after };
            },
            wrong: /r1-abcdef0 .* is a second job/,
        },
        {
            what: "one job of two resources is noticed",
            situation: () => {
                simulated().declare();
                const id = simulated().job("r1-abcdef0");
                return { after: [simulated().stateJob("r1", id), simulated().stateJob("r2", id)] };
            },
            wrong: /two resources have job/,
        },
        {
            what: "a running job that leaves the state is noticed",
            situation: () => ({ before: [simulated().stateJob("r9", simulated().job("r9-abcdef0"))] }),
            wrong: /r9-abcdef0 .* left the state and is not deleted/,
        },
        {
            what: "a job with the policy stop may leave the state once it has stopped",
            situation: () => ({
                before: [simulated().stateJob("r9", simulated().job("r9-abcdef0", 12), "stop")],
            }),
            wrong: undefined,
        },
        {
            what: "a job with the policy stop must not leave the state while it runs",
            situation: () => ({
                before: [simulated().stateJob("r9", simulated().job("r9-abcdef0"), "stop")],
            }),
            wrong: /left the state, and runs/,
        },
        {
            what: "a job with the policy stop must not be deleted",
            situation: () => {
                const before = [simulated().stateJob("r9", simulated().job("r9-abcdef0"), "stop")];
                const { service } = simulated();
                for (const { id } of service.jobs) service.removeJob(id);
                return { before };
            },
            wrong: /was to be kept, and is deleted/,
        },
        {
            what: "a program that crashes is noticed",
            situation: () => ({ output: "TypeError: Cannot read properties of undefined (reading 'id')" }),
            wrong: /crashed: TypeError/,
        },
    ])("$what", ({ situation, wrong }) => {
        const all = simulated().violations(situation());
        if (wrong === undefined) expect(all).toEqual([]);
        else expect(all.join("\n")).toMatch(wrong);
    });
});
