import { useSimulatedModel } from "./madeUpModel";

describe("the model beside the soak", () => {
    const model = useSimulatedModel();

    it("notices who touches a job of somebody else", async () => {
        await model().stop(model().ledger.makeForeign("of-others", true));
        expect(model().found({})).toEqual([
            expect.stringMatching(/^stop of job \d+, which is somebody else's$/),
        ]);
    });

    it("notices a refresh that asks for anything", async () => {
        const id = model().job("r1-abcdef0");
        await model().stop(id);
        const after = [model().known("r1", id)];
        expect(model().found({ operation: ["refresh"], before: after, after })).toEqual([
            `refresh asked for stop of ${id}`,
        ]);
    });

    test.each<{ patch: object; difference: RegExp }>([
        { patch: { status: 1 }, difference: /state "INIT"/ },
        { patch: { status: 12 }, difference: /state "KILLED"/ },
        { patch: { description: "other" }, difference: /description "other"/ },
        { patch: { trainUrl: "/bucket/b/" }, difference: /folder/ },
        { patch: { hours: 4 }, difference: /hours 4/ },
    ])("notices what is not as declared: $patch", ({ patch, difference }) => {
        const id = model().job("r1-abcdef0");
        const compared = () => model().differences([model().known("r1", id)]);
        expect(compared()).toEqual([]);
        model().service.changeJob(id, patch);
        expect(compared().join("\n")).toMatch(difference);
    });
});
