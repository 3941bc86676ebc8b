import { ModelArtsError } from "../errors";
import type { JobPage } from "../job";
import type { ListResponse } from "./wire";

/** The largest page of any edition. Older editions send smaller pages for it, and those pages are then the unit. */
const maxPageSize = 1000;
/** A list that shrinks while it is read is read again, at most this often. */
const maxPasses = 3;
/** No account has as many pages or jobs, so a longer list has no end. */
const maxPages = 1000;
const maxJobs = 1_000_000;

export interface PageResponse extends ListResponse {
    /** The service's time when it sent the page, if the response has it (milliseconds since 1970). */
    readonly serverTime: number | undefined;
}

/**
 * Reads all pages of a list, and yields each job once. The size of a page is what the service sends for the first one.
 *
 * @throws {unexpected-response} where the list has no end.
 */
export async function* readPages(
    fetchPage: (number: number, size: number) => Promise<PageResponse>,
): AsyncIterable<JobPage> {
    const listIds = new Set<string>();
    for (let pass = 0; pass < maxPasses; pass++) {
        let totals: readonly (number | undefined)[] = [];
        const passIds = new Set<string>();
        for (let number = 1, size = maxPageSize; ; number++) {
            const page = await fetchPage(number, size);
            totals = [totals[0] ?? page.total, page.total];
            // A service with smaller pages has sent one of its own size: the next pages are counted in that size.
            if (number === 1 && page.entryCount > 0) size = Math.min(size, page.entryCount);
            const newJobs = page.jobs.filter(({ id }) => addIfNew(id, listIds));
            yield { jobs: newJobs, serverTime: page.serverTime };
            const isComplete = number === 1 && page.entryCount === page.total;
            // Without a new job in this pass, the service has sent the same page again.
            const isRepeat = page.jobs.filter(({ id }) => addIfNew(id, passIds)).length === 0;
            if (page.entryCount < size || isComplete || isRepeat) break;
            if (number >= maxPages || listIds.size > maxJobs) throw endlessListError();
        }
        // If jobs were deleted meanwhile, others have moved to pages that were read before.
        const [first = 0, last = 0] = totals;
        if (last >= first) return;
    }
}

/** Adds an ID to a set, and says whether it was new. */
function addIfNew(id: string, ids: Set<string>): boolean {
    if (ids.has(id)) return false;
    ids.add(id);
    return true;
}

function endlessListError(): ModelArtsError {
    return new ModelArtsError({
        kind: "unexpected-response",
        operation: "list visualization jobs",
        reason: "the list has no end",
        hint: "Check the endpoint, and whether a proxy stands before it.",
    });
}
