import type { JobQuery } from "../job";
import { isParameterRejection } from "./pageSizes";

/**
 * Sorts the lists of one client by ID. The SDK references of both operators do not name this order: where the service
 * rejects it, the jobs are sorted by their time of creation, which gives the same order.
 */
export class ListOrder {
    private state: "unknown" | "accepted" | "rejected" = "unknown";

    /** Requests a page in the order of the query, or in the equivalent one that the service accepts. */
    async apply<T>(query: JobQuery, requestPage: (query: JobQuery) => Promise<T>): Promise<T> {
        const { sortBy = "id" } = query;
        const byCreation: JobQuery = { ...query, sortBy: "createdAt" };
        if (sortBy !== "id") return requestPage(query);
        if (this.state === "rejected") return requestPage(byCreation);
        try {
            const page = await requestPage(query);
            this.state = "accepted";
            return page;
        } catch (error) {
            if (this.state === "accepted" || !isParameterRejection(error)) throw error;
            const page = await requestPage(byCreation).catch((secondError: unknown) => {
                throw isParameterRejection(secondError) ? error : secondError;
            });
            this.state = "rejected";
            return page;
        }
    }
}
