import { type FaultSpec, type Effect } from "../../../emulator/src";
import { rejectionOf } from "../../support/errors";
import { collect, connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();

const canned = (status: number, body: string | object, type = "application/json"): Effect => ({
    kind: "answer",
    answer: {
        status,
        body: typeof body === "string" ? body : { ...body },
        headers: { "Content-Type": type },
    },
});

/** Answers that the service does not give, each with the words that a person needs to see. */
const unexpectedResponses: readonly {
    readonly what: string;
    readonly fault: Effect;
    readonly messages: readonly string[];
}[] = [
    {
        what: "a login page",
        fault: { kind: "html" },
        messages: ["HTTP status 200", "text/html", "<!DOCTYPE html>"],
    },
    {
        what: "a proxy's page with 404",
        fault: { kind: "html", status: 404 },
        messages: ["HTTP status 404", "text/html"],
    },
    {
        what: "a proxy's page with 403",
        fault: { kind: "html", status: 403 },
        messages: ["HTTP status 403", "text/html"],
    },
    { what: "an empty body", fault: { kind: "empty" }, messages: ["HTTP status 200", "an empty body"] },
    {
        what: "an empty body with 404",
        fault: { kind: "empty", status: 404 },
        messages: ["HTTP status 404", "an empty body"],
    },
    {
        what: "an empty body with 204",
        fault: { kind: "empty", status: 204 },
        messages: ["HTTP status 204", "an empty body"],
    },
    {
        what: "JSON with nothing in it",
        fault: canned(200, {}),
        messages: ["HTTP status 200", "application/json", "{}"],
    },
    { what: "JSON with nothing in it and 404", fault: canned(404, {}), messages: ["HTTP status 404", "{}"] },
    {
        what: "somebody else's JSON",
        fault: canned(200, { hello: "world" }),
        messages: ["HTTP status 200", "hello"],
    },
    {
        what: "JSON that is cut off",
        fault: canned(200, '{"is_success":tr'),
        messages: ["HTTP status 200", "is_success"],
    },
    { what: "JSON that is no object", fault: canned(200, "[]"), messages: ["HTTP status 200", "[]"] },
    {
        what: "plain text",
        fault: canned(200, "OK", "text/plain"),
        messages: ["HTTP status 200", "text/plain", "OK"],
    },
];

describe.each(unexpectedResponses)("$what in place of the service's answer", ({ fault, messages }) => {
    test.each(jobApiCalls)("to $name is told as just that: never as gone, never as done", async (call) => {
        // The order stands for every call: nothing that looks behind a lost answer may find more than it did.
        const order: FaultSpec = { ...fault, times: "always" };
        emulator().injectFault(order);
        const failure = await rejectionOf(performCall(call, connectToEmulator(emulator()).jobs, emulator()));
        expect(failure.kind).toBe("unexpected-response");
        for (const part of [...messages, emulator().info.modelarts]) expect(failure.message).toContain(part);
        expect(emulator().jobs).toHaveLength(1);
    });
});

describe("trouble that a gateway tells with a page of its own", () => {
    test.each([502, 503, 504])("passes: HTTP status %i is trouble of the service", async (status) => {
        emulator().injectFault({ kind: "html", status });
        const failure = await rejectionOf(connectToEmulator(emulator()).jobs.get("1"));
        expect(failure).toMatchObject({ kind: "server-error", httpStatus: status });
        expect(failure.message).toContain(`HTTP status ${status}`);
    });

    test("is on one line and not all of it, whatever the page", async () => {
        emulator().injectFault({
            ...canned(200, `<html>\r\n\u001b[31m${"x".repeat(5000)}`, "text/html\u007f"),
        });
        const { message } = await rejectionOf(connectToEmulator(emulator()).jobs.get("1"));
        expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(message.length).toBeLessThan(600);
    });
});

describe("an answer that ends too early", () => {
    const acts = jobApiCalls.filter(({ name }) => name !== "create");

    test.each(acts)("to $name is not taken for done, nor for gone", async (call) => {
        emulator().injectFault({ match: { call: call.name }, kind: "half-json" });
        const failure = await rejectionOf(performCall(call, connectToEmulator(emulator()).jobs, emulator()));
        expect(failure.kind).toBe("unexpected-response");
        expect(failure.outcomeUnknown).toBe(true);
    });
});

describe("a redirect", () => {
    test.each([301, 302, 303, 307, 308])(
        "with %i is not followed, and its target is named",
        async (status) => {
            const location = `${emulator().info.url}/elsewhere`;
            for (const call of jobApiCalls) {
                emulator().clearFaults();
                emulator().injectFault({ kind: "redirect", location, status, times: "always" });
                const failure = await rejectionOf(
                    performCall(call, connectToEmulator(emulator()).jobs, emulator()),
                );
                expect(failure).toMatchObject({ kind: "redirect", httpStatus: status });
                expect(failure.message).toContain(location);
            }
            expect(emulator().requests.map(({ path }) => path)).not.toContain("/elsewhere");
            expect(emulator().requests).toHaveLength(jobApiCalls.length);
        },
    );

    test("never carries the credentials to another host", async () => {
        emulator().injectFault({ kind: "redirect", location: "http://127.0.0.1:1/elsewhere" });
        const failure = await rejectionOf(collect(connectToEmulator(emulator()).jobs.list()));
        expect(failure.kind).toBe("redirect");
    });
});
