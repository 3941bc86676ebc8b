import { type Bars, chart } from "./chart";
import type { Operation } from "./measurement";
import { spread } from "./statistics";

/** How long it took through each door, and on the floor. */
function bars(size: number, operation: Operation, seconds: readonly [number, number, number]): Bars {
    const [dynamic, plugin, floor] = seconds;
    const side = (value: number) => ({ wallSeconds: spread([value]) ?? fail(), ratio: value / floor });
    return { size, operation, doors: { dynamic: side(dynamic), plugin: side(plugin) }, floor: side(floor) };
}

function fail(): never {
    throw new Error("A spread of one value is one.");
}

/** Lengths of the bars in their order, without those of the legend. */
function lengths(svg: string): number[] {
    return [...svg.matchAll(/<rect x="90" y="[\d.]+" width="([\d.]+)"/g)].map(([, width]) => Number(width));
}

describe("the chart", () => {
    test("has for each operation three bars as long as their times, the longest of a panel at the full width", () => {
        const svg = chart(
            [bars(1, "create", [20, 15, 10]), bars(1, "stop", [5, 5, 5]), bars(100, "create", [60, 80, 40])],
            "T",
        );
        expect(lengths(svg)).toEqual([500, 375, 250, 125, 125, 125, 375, 500, 250]);
    });

    test("says the numbers of jobs, the seconds and the ratios", () => {
        const svg = chart([bars(1, "create", [20, 15, 10]), bars(100, "no change", [8, 8, 8])], "T");
        const words = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, word]) => word);
        expect(words).toEqual(
            expect.arrayContaining([
                "1 job",
                "create",
                "20.0 s = 2.00 of the floor",
                "15.0 s = 1.50 of the floor",
                "10.0 s",
                "100 jobs",
                "no change",
                "8.0 s = 1.00 of the floor",
            ]),
        );
    });

    test("has room for all of it, and is XML whatever the title", () => {
        const svg = chart([bars(1, "create", [20, 15, 10]), bars(1, "destroy", [1, 1, 1])], "a < b & c");
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
