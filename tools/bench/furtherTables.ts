import { calls, megabytes, number, range } from "./figures";
import type { Results } from "./results";
import type { Table } from "./table";

/** Of what is measured beside the operations. */
export function furtherTables({ imports, listings, throttled, plan }: Results): Table[] {
    return [
        {
            title: "Loading, in a new process",
            words: 1,
            header: ["what", "ms"],
            rows: imports.map(({ what, milliseconds }) => [what, range(milliseconds, 0)]),
        },
        {
            title: `Listing of ${plan.listed} jobs with the client`,
            words: 0,
            header: ["jobs on a page", "requests", "s", "plain fetch, s", "peak, MB"],
            rows: listings.map((one) => [
                String(one.perPage),
                String(one.requests),
                number(one.seconds, 2),
                number(one.floorSeconds, 2),
                megabytes(one.peakBytes),
            ]),
        },
        {
            title: `${plan.throttledJobs} jobs where ${plan.rate} requests a second are served`,
            words: 2,
            header: ["operation", "requests", "wall, s", "served / rate, s", "served", "refused (429)"],
            rows: throttled.map((one) => [
                one.command,
                calls(one.requests),
                number(one.seconds, 1),
                number(one.leastSeconds, 1),
                String(one.served),
                String(one.refused),
            ]),
        },
    ];
}
