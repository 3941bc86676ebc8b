import { ModelArtsError } from "../errors";
import type { JobPage } from "../job";
import { type FetchPage, PageSizes } from "./pageSizes";
import type { ListResponse } from "./wire";

/** No edition has smaller pages: a shorter first page is the whole list, if the second one is empty. */
const minUnit = 10;
/** A list that is not certain to be whole is read again, at most this often. */
const maxPasses = 5;
/** No account has as many pages or jobs, so a longer list has no end. */
const maxPages = 1000;
const maxJobs = 1_000_000;

export interface PageResponse extends ListResponse {
    /** The service's time when it sent the page, if the response has it (milliseconds since 1970). */
    readonly serverTime: number | undefined;
}

/** A page of a list. Its number counts pages of its size. */
interface Page {
    readonly number: number;
    readonly size: number;
}

export interface PaginationOptions {
    /**
     * Two jobs of the list never change places, as in a list that is sorted by ID.
     *
     * @defaultValue true
     */
    readonly isOrderFixed?: boolean;
    /**
     * The page sizes of the client that reads the list.
     *
     * @defaultValue those of a client without any list before
     */
    readonly pageSizes?: PageSizes;
}

/**
 * Reads all pages of a list, and yields each job once. A job that is in the list from the first request to the last is
 * yielded, whatever jobs come and go meanwhile.
 *
 * A page has some jobs of the pages before it too. In a fixed order one shared job proves that no job is missing: those
 * before it were on the earlier pages, and those after it are on this page. Without that proof the list is read again,
 * until two passes have the same jobs. Where that does not happen, or an entry has no ID, the last page says so.
 *
 * @throws {unexpected-response} where the list has no end.
 */
export async function* readPages(
    fetchPage: FetchPage<PageResponse>,
    { isOrderFixed = true, pageSizes = new PageSizes() }: PaginationOptions = {},
): AsyncIterable<JobPage> {
    const listIds = new Set<string>();
    let serverTime: number | undefined;
    let unreadableCount = 0;
    const withNewJobs = ({ jobs, entryCount, ...page }: PageResponse): JobPage => {
        serverTime = page.serverTime;
        unreadableCount += entryCount - jobs.length;
        return { jobs: jobs.filter(({ id }) => addIfNew(id, listIds)), serverTime };
    };
    let mayOverlap = isOrderFixed;
    let priorPass: Pass | undefined;
    for (let count = 0; count < maxPasses; count++) {
        const first = await pageSizes.fetchFirst(fetchPage);
        let pass = new Pass(mayOverlap, first);
        yield withNewJobs(first.page);
        const large = pass.nextPage && (await pageSizes.fetchLarge(fetchPage, first.page));
        if (large !== undefined) {
            pass = new Pass(mayOverlap, large);
            yield withNewJobs(large.page);
        }
        while (pass.nextPage !== undefined) {
            const page = await fetchPage(pass.nextPage.number, pass.nextPage.size);
            pass.add(page);
            yield withNewJobs(page);
        }
        if (pass.isWhole || (priorPass !== undefined && hasSameElements(pass.ids, priorPass.ids))) {
            // Any job may be behind an entry without an ID.
            if (unreadableCount > 0) break;
            return;
        }
        mayOverlap = isOrderFixed && pass.isSizeRespected;
        priorPass = pass;
    }
    yield { jobs: [], serverTime, isUncertain: true };
}

/** One reading of a list from its first page to its last. */
class Pass {
    readonly ids = new Set<string>();
    /** The page to request next; `undefined` at the end of the list. */
    nextPage: Page | undefined;
    /** It is certain that no job lies between two pages. */
    isWhole = true;
    /** The service sends pages of the size that a request names. */
    isSizeRespected = true;
    private pageCount = 0;
    /**
     * The number of entries of a full page. A service with smaller pages has sent a first page of its own size: the next
     * pages are counted in that size.
     */
    private readonly unit: number;

    constructor(
        private readonly mayOverlap: boolean,
        first: { readonly page: PageResponse; readonly size: number },
    ) {
        this.unit = Math.min(first.size, first.page.entryCount);
        this.nextPage = { number: 1, size: first.size };
        this.add(first.page);
    }

    add({ jobs, entryCount, total }: PageResponse): void {
        const { number, size } = this.nextPage as Page;
        const isFirst = this.pageCount++ === 0;
        const isJoined = this.mayOverlap && jobs.some(({ id }) => this.ids.has(id));
        const newCount = jobs.filter(({ id }) => addIfNew(id, this.ids)).length;
        const end = (number - 1) * size + entryCount;
        if (!isFirst) {
            const isOnlyPage = this.pageCount === 2 && this.unit < minUnit && entryCount === 0;
            if (!isJoined && !isOnlyPage) this.isWhole = false;
            if (entryCount > size || (entryCount < size && total !== undefined && total > end))
                this.isWhole = this.isSizeRespected = false;
        }
        const isLast = isFirst ? entryCount === 0 || entryCount === total : entryCount < size;
        // Without a new job, the service has sent the same page again.
        const isRepeat = !isLast && newCount === 0;
        if (isRepeat) this.isWhole = false;
        this.nextPage = isLast || isRepeat ? undefined : this.pageAfter(number, end);
    }

    private pageAfter(number: number, end: number): Page {
        if (this.pageCount >= maxPages || this.ids.size > maxJobs) throw endlessListError();
        if (!this.mayOverlap) return { number: number + 1, size: this.unit };
        const plainPage = { number: Math.floor(end / this.unit) + 1, size: this.unit };
        return findOverlap(end, this.unit) ?? plainPage;
    }
}

/**
 * Returns the page that reaches furthest beyond `end`, the number of entries read, and has some of the entries before
 * it too: more of them than jobs disappear between two requests. The result is `undefined` where pages are too small
 * for that. The function is pure.
 */
export function findOverlap(end: number, maxSize: number): Page | undefined {
    const start = end - Math.ceil(maxSize / 40);
    let best: Page | undefined;
    for (let size = maxSize; size > maxSize / 2; size--) {
        const number = Math.floor(start / size) + 1;
        if (number * size > Math.max(end, best === undefined ? 0 : best.number * best.size))
            best = { number, size };
    }
    return best;
}

function hasSameElements(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
    return some.size === others.size && [...some].every((each) => others.has(each));
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
