import { type Decision, decisions } from "../../../provider/src/reconcile/decide";

const counts = new Map<string, number>();

/** The number of times that this process has read each row of the table of decisions, such as `running stopped`. */
export const decisionCounts: ReadonlyMap<string, number> = counts;

for (const [goal, rows] of Object.entries(decisions))
    for (const [observed, decision] of Object.entries<Decision>(rows)) {
        const row = `${goal} ${observed}`;
        Object.defineProperty(rows, observed, {
            get: () => {
                counts.set(row, (counts.get(row) ?? 0) + 1);
                return decision;
            },
        });
    }
