import { median, slope, spread, tally } from "./statistics";

describe("a spread", () => {
    test.each([
        { values: [3, 1, 2], min: 1, median: 2, max: 3 },
        { values: [4, 1, 10, 2], min: 1, median: 3, max: 10 },
        { values: [5], min: 5, median: 5, max: 5 },
        { values: [10, 9, 100], min: 9, median: 10, max: 100 },
    ])("of $values has the middle value, or the mean of the two in the middle", ({ values, ...expected }) => {
        const given = [...values];
        expect(spread(values)).toEqual({ ...expected, count: values.length });
        expect(values).toEqual(given);
    });

    test("of nothing there is none", () => {
        expect(spread([])).toBeUndefined();
        expect(median([])).toBeUndefined();
    });
});

describe("a slope", () => {
    test("is what y grows by for each x between the outermost points", () => {
        const points = [
            { x: 1000, y: 300 },
            { x: 100, y: 120 },
            { x: 500, y: 999 },
        ];
        expect(slope(points)).toBeCloseTo(0.2);
    });

    test("needs two places", () => {
        expect(slope([])).toBeUndefined();
        expect(slope([{ x: 1, y: 1 }])).toBeUndefined();
        expect(
            slope([
                { x: 1, y: 1 },
                { x: 1, y: 2 },
            ]),
        ).toBeUndefined();
    });
});

test("a tally counts each name", () => {
    expect(tally(["list", "show", "list"])).toEqual({ list: 2, show: 1 });
});
