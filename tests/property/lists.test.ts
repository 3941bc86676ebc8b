import fc from "fast-check";
import type { Job } from "../../provider/src/modelarts/job";
import { all } from "../support/emulatedClient";
import { byteServer, json } from "./byteServer";
import { connectionTo, hostileCalls } from "./calls";
import { runs } from "./runs";
import { expectRightJob, outcomeOf, watchPrototypes } from "./verdict";

watchPrototypes();

const server = byteServer();

/** Entries of few IDs, so that they come again; some cannot be read. */
const entry = fc.oneof(
    { weight: 6, arbitrary: fc.nat({ max: 12 }).map((id) => ({ job_id: id, status: 8 })) },
    { weight: 1, arbitrary: fc.constantFrom(null, {}, { job_id: 1 }, { job_id: "..", status: 8 }, "job") },
);
const page = fc.record(
    {
        jobs: fc.oneof(
            fc.array(entry, { maxLength: 4 }),
            fc.array(entry, { minLength: 3, maxLength: 3 }),
            fc.constant(null),
        ),
        job_total_count: fc.oneof(fc.nat({ max: 20 }), fc.constantFrom(-1, 1e300, "7", null)),
    },
    { requiredKeys: ["jobs"] },
);

const list = hostileCalls.find(({ name }) => name === "list");

test("a list comes to an end and has each job once, whatever pages come, over and over", async () => {
    await fc.assert(
        fc.asyncProperty(fc.array(page, { minLength: 1, maxLength: 5 }), async (pages) => {
            let asked = 0;
            server().answer = () => json(JSON.stringify(pages[asked++ % pages.length]));
            const { jobs } = connectionTo(server().url, list?.values ?? {});
            const outcome = await outcomeOf<Job[]>(() => all(jobs.list()));
            // Three passes of the few pages there are, each with one that is not new.
            expect(asked).toBeLessThanOrEqual(3 * 15);
            if ("failure" in outcome) return;
            outcome.value.forEach(expectRightJob);
            const ids = outcome.value.map(({ id }) => id);
            expect(new Set(ids).size).toBe(ids.length);
        }),
        runs(150),
    );
});
