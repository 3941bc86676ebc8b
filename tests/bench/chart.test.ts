import { chart } from "./chart";
import type { Operation } from "./measurement";
import { spread } from "./statistics";

function bars(size: number, operation: Operation, ours: number, floor: number) {
    const side = (seconds: number) => ({ wallSeconds: spread([seconds]) ?? fail() });
    return { size, operation, ours: side(ours), floor: side(floor), ratio: ours / floor };
}

function fail(): never {
    throw new Error("A spread of one value is one.");
}

/** Lengths of the bars in their order; the first two belong to the legend. */
function lengths(svg: string): number[] {
    return [...svg.matchAll(/<rect x="90" y="[\d.]+" width="([\d.]+)"/g)].map(([, width]) => Number(width));
}

describe("the chart", () => {
    test("has for each operation two bars as long as their times, the longest of a panel at the full width", () => {
        const svg = chart(
            [bars(1, "create", 20, 10), bars(1, "stop", 5, 5), bars(100, "create", 80, 40)],
            "T",
        );
        expect(lengths(svg)).toEqual([500, 250, 125, 125, 500, 250]);
    });

    test("says the numbers of jobs, the seconds and the ratios", () => {
        const svg = chart([bars(1, "create", 20, 10), bars(100, "no change", 8, 8)], "T");
        const words = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, word]) => word);
        expect(words).toEqual(
            expect.arrayContaining([
                "1 job",
                "create",
                "20.0 s / 10.0 s = 2.00",
                "100 jobs",
                "no change",
                "8.0 s / 8.0 s = 1.00",
            ]),
        );
    });

    test("has room for all of it, and is XML whatever the title", () => {
        const svg = chart([bars(1, "create", 20, 10), bars(1, "destroy", 1, 1)], "a < b & c");
        const height = Number(/ height="(\d+)" viewBox/.exec(svg)?.[1]);
        const lowest = Math.max(...[...svg.matchAll(/ y="([\d.]+)"/g)].map(([, y]) => Number(y)));
        expect(height).toBeGreaterThan(lowest);
        expect(svg).toContain("<title>a &lt; b &amp; c</title>");
        expect(svg).not.toMatch(/&(?!amp;|lt;|gt;)|NaN|undefined|Infinity/);
    });

    test("of nothing is a picture all the same", () => {
        expect(chart([], "T")).toMatch(/^<svg [^>]*>[^]*<\/svg>\n$/);
    });
});
