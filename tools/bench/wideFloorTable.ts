import { number, range } from "./figures";
import { providerKinds } from "./measurement";
import type { Row } from "./summary";
import type { Table } from "./table";
import type { WideBaseline } from "./wideFloor";

/** Each door at no change, beside the floor with as many properties. */
export function wideBaselineTable(wideFloors: readonly WideBaseline[], rows: readonly Row[]): Table {
    return {
        title: "No change, beside the wide floor",
        words: 0,
        header: [
            "jobs",
            "floor, s",
            "wide floor, s",
            ...providerKinds.flatMap((door) => [`${door}, s`, "ratio"]),
            `program, CPU s: ${[...providerKinds, "floor", "wide floor"].join(" / ")}`,
        ],
        rows: wideFloors.flatMap(({ size, wallSeconds, programCpuSeconds }) => {
            const row = rows.find((one) => one.size === size && one.operation === "no change");
            if (row === undefined || wallSeconds === undefined) return [];
            const { doors: through, floor } = row;
            const sides = [...providerKinds.map((door) => through[door]), floor];
            const programs = [...sides.map(({ cpuSeconds }) => cpuSeconds.program), programCpuSeconds];
            return [
                [
                    String(size),
                    range(floor.wallSeconds, 1),
                    range(wallSeconds, 1),
                    ...providerKinds.flatMap((door) => {
                        const side = through[door].wallSeconds;
                        return [range(side, 1), number(side.median / wallSeconds.median, 2)];
                    }),
                    programs.map((seconds) => number(seconds, 1)).join(" / "),
                ],
            ];
        }),
    };
}
