import { useSimulatedModel } from "./madeUpModel";
import type { Moment } from "./moment";

const lost = `error: Could not create visualization job "r1-abcdef0": the answer was lost`;

/* The soak is worth what its model notices. Each row is a world in which one thing is wrong, or none. */
describe("the model beside the soak", () => {
    const model = useSimulatedModel();

    test.each<{ what: string; world: () => Partial<Moment>; wrong: RegExp | undefined }>([
        {
            what: "a job that the state knows is as it should be",
            world: () => ({ after: [model().known("r1", model().job("r1-abcdef0"))] }),
            wrong: undefined,
        },
        {
            what: "a job that no state knows is noticed",
            world: () => ({ output: model().job("r1-abcdef0") }),
            wrong: /no state knows r1-abcdef0/,
        },
        {
            what: "a job that no state knows may be there where a person was told of its create",
            world: () => ({ output: `${lost} ${model().job("r1-abcdef0")}` }),
            wrong: undefined,
        },
        {
            what: "a job that no state knows is noticed where its resource has gone, whatever was told",
            world: () => ({ output: `${lost.replace("r1", "r9")} ${model().job("r9-abcdef0")}` }),
            wrong: /no state knows r9-abcdef0/,
        },
        {
            what: "a second job of one resource is noticed",
            world: () => {
                const after = [model().known("r1", model().job("r1-1234567"))];
                model().job("r1-abcdef0");
                return { output: lost, after };
            },
            wrong: /r1-abcdef0 .* is a second job/,
        },
        {
            what: "one job of two resources is noticed",
            world: () => {
                model().declare();
                const id = model().job("r1-abcdef0");
                return { after: [model().known("r1", id), model().known("r2", id)] };
            },
            wrong: /two resources have job/,
        },
        {
            what: "a running job that leaves the state is noticed",
            world: () => ({ before: [model().known("r9", model().job("r9-abcdef0"))] }),
            wrong: /r9-abcdef0 .* left the state and is not deleted/,
        },
        {
            what: "a job that is to be left may leave the state when it is stopped",
            world: () => ({ before: [model().known("r9", model().job("r9-abcdef0", 12), "stop")] }),
            wrong: undefined,
        },
        {
            what: "a job that is to be left must not leave the state while it runs",
            world: () => ({ before: [model().known("r9", model().job("r9-abcdef0"), "stop")] }),
            wrong: /left the state, and runs/,
        },
        {
            what: "a job that is to be left must not be deleted",
            world: () => {
                const before = [model().known("r9", model().job("r9-abcdef0"), "stop")];
                const { service } = model();
                for (const { id } of service.jobs) service.removeJob(id);
                return { before };
            },
            wrong: /was to be left, and is deleted/,
        },
        {
            what: "a program that crashes is noticed",
            world: () => ({ output: "TypeError: Cannot read properties of undefined (reading 'id')" }),
            wrong: /crashed: TypeError/,
        },
    ])("$what", ({ world, wrong }) => {
        const all = model().found(world());
        if (wrong === undefined) expect(all).toEqual([]);
        else expect(all.join("\n")).toMatch(wrong);
    });
});
