import { isModelArtsError } from "../errors";
import type { ListResponse } from "./wire";

/** Every edition accepts this page size. */
const smallSize = 100;
/** The largest page size of any edition. Older editions reject it, or send smaller pages for it. */
const largeSize = 1000;

/** Requests one page of a list. `number` counts pages of this size. */
export type FetchPage<T extends ListResponse> = (number: number, size: number) => Promise<T>;

/**
 * The page size that the lists of one client begin with. It is small until a list turns out to be longer and the service
 * has sent a large page.
 */
export class PageSizes {
    private size = smallSize;
    private mayGrow = true;

    /**
     * Fetches the first page of a list, and returns it with its size. A service that has rejected the large size gets
     * the small one again.
     */
    async fetchFirst<T extends ListResponse>(fetchPage: FetchPage<T>): Promise<{ page: T; size: number }> {
        const { size } = this;
        try {
            return { page: await fetchPage(1, size), size };
        } catch (error) {
            if (size === smallSize || !mayRejectSize(error)) throw error;
            const page = await fetchPage(1, smallSize);
            this.keepSmall();
            return { page, size: smallSize };
        }
    }

    /**
     * Fetches the large first page of a list whose small first page is full. Resolves with `undefined` where the service
     * does not send more for it.
     */
    async fetchLarge<T extends ListResponse>(
        fetchPage: FetchPage<T>,
        smallPage: T,
    ): Promise<{ page: T; size: number } | undefined> {
        if (!this.mayGrow || smallPage.entryCount < smallSize) return undefined;
        try {
            const page = await fetchPage(1, largeSize);
            if (page.entryCount > smallPage.entryCount) {
                this.size = largeSize;
                return { page, size: largeSize };
            }
        } catch (error) {
            if (!mayRejectSize(error)) throw error;
        }
        this.keepSmall();
        return undefined;
    }

    private keepSmall(): void {
        this.size = smallSize;
        this.mayGrow = false;
    }
}

/** Whatever the code, the same list with the small size shows whether the large one was the reason. */
function mayRejectSize(error: unknown): boolean {
    return isModelArtsError(error, "invalid", "rejected");
}

/** The codes of an invalid parameter. The code of an unknown workspace, `ModelArts.0102`, is not one of them. */
const parameterCodes = ["ModelArts.0101", "ModelArts.0104", "ModelArts.0107"];

/** Returns whether the service does not accept a parameter of a list. */
export function isParameterRejection(error: unknown): boolean {
    return isModelArtsError(error, "invalid") && parameterCodes.includes(error.code ?? "");
}
