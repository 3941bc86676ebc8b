import { useSimulatedModel } from "./simulatedModel";

describe("the model", () => {
    const simulated = useSimulatedModel();

    it("notices a write to a foreign job", async () => {
        await simulated().stop(simulated().model.makeForeign("of-others", true));
        expect(simulated().violations({})).toEqual([
            expect.stringMatching(/^stop of job \d+, which is foreign$/),
        ]);
    });

    it("notices a refresh that writes", async () => {
        const id = simulated().job("r1-abcdef0");
        await simulated().stop(id);
        const after = [simulated().stateJob("r1", id)];
        expect(simulated().violations({ operation: ["refresh"], before: after, after })).toEqual([
            `refresh asked for stop of ${id}`,
        ]);
    });

    test.each<{ patch: object; difference: RegExp }>([
        { patch: { status: 1 }, difference: /state "INIT"/ },
        { patch: { status: 12 }, difference: /state "KILLED"/ },
        { patch: { description: "other" }, difference: /description "other"/ },
        { patch: { trainUrl: "/bucket/b/" }, difference: /folder/ },
        { patch: { hours: 4 }, difference: /hours 4/ },
    ])("notices a difference from the program: $patch", ({ patch, difference }) => {
        const id = simulated().job("r1-abcdef0");
        const compared = () => simulated().differences([simulated().stateJob("r1", id)]);
        expect(compared()).toEqual([]);
        simulated().service.changeJob(id, patch);
        expect(compared().join("\n")).toMatch(difference);
    });
});
