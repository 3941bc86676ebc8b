import fc from "fast-check";
import type { Job } from "../../provider/src/modelarts/job";
import { collect } from "../support/emulatedClient";
import { useByteServer, jsonResponse } from "./byteServer";
import { connectToServer, callsUnderTest } from "./calls";
import { runParameters } from "./runs";
import { expectValidJob, outcomeOf, expectUnchangedPrototypes } from "./verdict";

expectUnchangedPrototypes();

const server = useByteServer();

/** Entries of few IDs, so that they come again. Some cannot be read. */
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

const list = callsUnderTest.find(({ name }) => name === "list");

test("a list comes to an end and has each job once, whatever pages come, over and over", async () => {
    await fc.assert(
        fc.asyncProperty(fc.array(page, { minLength: 1, maxLength: 5 }), async (pages) => {
            let requestCount = 0;
            server().respond = () => jsonResponse(JSON.stringify(pages[requestCount++ % pages.length]));
            const { jobs } = connectToServer(server().url, list?.values ?? {});
            const outcome = await outcomeOf<Job[]>(() => collect(jobs.list()));
            // The limit is three passes of the few pages, each with one page that is not new.
            expect(requestCount).toBeLessThanOrEqual(3 * 15);
            if ("failure" in outcome) return;
            outcome.value.forEach(expectValidJob);
            const ids = outcome.value.map(({ id }) => id);
            expect(new Set(ids).size).toBe(ids.length);
        }),
        runParameters(150),
    );
});
