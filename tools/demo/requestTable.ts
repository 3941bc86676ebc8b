import type { RecordedRequest } from "../../emulator/src";

type Request = Pick<RecordedRequest, "method" | "path" | "status" | "outcome" | "projectId">;

interface Row {
    readonly method: string;
    readonly path: string;
    readonly answer: string;
    times: number;
}

function rowOf({ method, path, status, outcome, projectId }: Request): Row {
    const short = projectId === undefined ? path : path.replace(`/${projectId}/`, "/{project}/");
    return { method, path: short, answer: status === undefined ? outcome : String(status), times: 1 };
}

/** Requests in a row that are alike are one row: waiting is many looks. */
function fold(requests: readonly Request[]): Row[] {
    const rows: Row[] = [];
    for (const request of requests) {
        const row = rowOf(request);
        const last = rows.at(-1);
        const alike = last?.method === row.method && last.path === row.path && last.answer === row.answer;
        if (last && alike) last.times += 1;
        else rows.push(row);
    }
    return rows;
}

/** One line per row, in columns; `strong` marks those that change something. */
export function requestTable(
    requests: readonly Request[],
    strong: (line: string) => string = (line) => line,
): string[] {
    const rows = fold(requests);
    const width = Math.max(0, ...rows.map(({ path }) => path.length));
    return rows.map(({ method, path, answer, times }) => {
        const count = times > 1 ? `×${times}` : "";
        const line = `${method.padEnd(6)}  ${path.padEnd(width)}  ${answer.padEnd(3)}  ${count}`.trimEnd();
        return method === "GET" ? line : strong(line);
    });
}
