import { type Meaning, meaningOf } from "./errorCodes";
import { type FailureDetails, type FailureKind, type JobRef, ModelArtsFailure, oneLine } from "../errors";
import { retryAfterMs } from "./retry";
import type { Answer } from "./transport";
import { readJson, readRefusal, type Refusal } from "./body";

/** Who answered, and when by our clock. */
export interface Answerer {
    /** As sentences name it: `ModelArts`, `IAM`. */
    readonly title: string;
    readonly endpoint: string;
    readonly region: string;
    /** Milliseconds since 1970. */
    readonly now: number;
    /** Takes secrets out of text that a server sent. */
    readonly redact: (text: string) => string;
}

/** What the answer was to. */
export interface Question<T> {
    readonly attempted: string;
    /** `undefined` where the JSON is not what the service answers. */
    readonly read: (json: unknown, headers: Answer["headers"]) => T | undefined;
    readonly job?: JobRef | undefined;
    /** The IAM action that allows it. */
    readonly action?: string;
    /** What a person does next about a kind of failure, where this call knows it better. */
    readonly advice?: Partial<Readonly<Record<FailureKind, string>>>;
}

/** The value of an answer, or a `ModelArtsFailure`: decided by the code, then by the HTTP status. */
export function valueOf<T>(question: Question<T>, answer: Answer, answerer: Answerer): T {
    if (answer.status >= 300 && answer.status < 400) throw redirected(question, answer, answerer);
    const json = readJson(answer.text);
    const ok = answer.status >= 200 && answer.status < 300;
    const refusal = readRefusal(json);
    if (refusal !== undefined) throw refused(question, answer, answerer, refusal);
    const value = ok ? question.read(json, answer.headers) : undefined;
    if (value === undefined) throw notTheService(question, answer, answerer);
    return value;
}

/** A clock that is off by more than this is named as a cause: a signature is good for 15 minutes. */
const clockToleranceMs = 5 * 60_000;

function refused(
    question: Question<unknown>,
    answer: Answer,
    answerer: Answerer,
    refusal: Refusal,
): ModelArtsFailure {
    const code = refusal.code === String(answer.status) ? undefined : tidy(refusal.code, 40, answerer);
    const meaning = meaningOf(answer.status, code);
    // "No such job" is only sure where the call was about one job.
    const kind = meaning.kind === "gone" && question.job?.id === undefined ? "invalid" : meaning.kind;
    const message = tidy(refusal.message, 300, answerer);
    const requestId = tidy(refusal.requestId ?? answer.headers["x-request-id"], 80, answerer);
    const said = [
        String(answer.status),
        code,
        message && `"${message}"`,
        requestId && `(request ID ${requestId})`,
    ];
    return new ModelArtsFailure({
        kind,
        attempted: question.attempted,
        because: `${answerer.title} answered ${said.filter(Boolean).join(" ")}`,
        advice: adviceFor(meaning, question, answer, answerer),
        code,
        serviceMessage: message,
        ...answered(question, answer, answerer),
        requestId,
        // Throttled inside: nobody knows how far the service got before.
        maybeDone: kind === "service" || (kind === "throttled" && answer.status >= 500),
    });
}

function adviceFor(
    meaning: Meaning,
    question: Question<unknown>,
    answer: Answer,
    answerer: Answerer,
): string | undefined {
    const server = serverTime(answer);
    if (meaning.kind === "unauthenticated" && Math.abs(server - answerer.now) > clockToleranceMs) {
        const [here, there] = [answerer.now, server].map((time) => new Date(time).toISOString());
        return `Set the clock of this machine: it says ${here}, the service says ${there}, and signatures are bound to the time.`;
    }
    return (question.advice?.[meaning.kind] ?? meaning.advice)
        ?.replace("{action}", question.action ?? "for this call")
        .replace("{where}", `region ${answerer.region}, endpoint ${answerer.endpoint}`);
}

function redirected(question: Question<unknown>, answer: Answer, answerer: Answerer): ModelArtsFailure {
    const target = tidy(answer.headers["location"], 200, answerer) ?? "an unnamed place";
    return new ModelArtsFailure({
        kind: "redirect",
        attempted: question.attempted,
        because: `${answerer.endpoint} redirects to ${target}, and redirects are not followed`,
        advice: "Set the endpoint to the address of the service itself.",
        ...answered(question, answer, answerer),
    });
}

function notTheService(question: Question<unknown>, answer: Answer, answerer: Answerer): ModelArtsFailure {
    const { status, headers, text } = answer;
    const { kind } = status < 300 ? { kind: "not-the-service" as const } : meaningOf(status, undefined);
    const passing = kind === "throttled" || kind === "service";
    const type = tidy(headers["content-type"], 60, answerer) ?? "no content type";
    const begin = tidy(text, 80, answerer) ?? "";
    const words = begin === "" ? "an empty body" : `"${begin}"`;
    return new ModelArtsFailure({
        kind: passing ? kind : "not-the-service",
        attempted: question.attempted,
        because: `what answered at ${answerer.endpoint} is not ${answerer.title}: HTTP status ${status}, ${type}, ${words}`,
        advice: "Check the endpoint, and whether a proxy or a login page stands before it.",
        ...answered(question, answer, answerer),
        maybeDone: status < 300 || kind === "service",
    });
}

function answered(question: Question<unknown>, answer: Answer, answerer: Answerer): Partial<FailureDetails> {
    return {
        job: question.job,
        httpStatus: answer.status,
        requestId: tidy(answer.headers["x-request-id"], 80, answerer),
        retryAfterMs: retryAfterMs(answer.headers["retry-after"], serverTime(answer) || answerer.now),
    };
}

/** Milliseconds since 1970; `NaN` where the answer does not say. */
function serverTime(answer: Answer): number {
    return Date.parse(answer.headers["date"] ?? "");
}

function tidy(text: string | undefined, limit: number, { redact }: Answerer): string | undefined {
    return text === undefined ? undefined : oneLine(redact(text), limit);
}
