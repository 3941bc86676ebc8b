import type { Effect } from "../../../emulator/src";
import { rejectionOf } from "../../support/errors";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();

const responseFault = (status: number, body: string | object, type = "application/json"): Effect => ({
    kind: "response",
    response: {
        status,
        body: typeof body === "string" ? body : { ...body },
        headers: { "Content-Type": type },
    },
});

/** Responses that ModelArts never sends, each with what the error message must contain. */
const unexpectedResponses: readonly {
    readonly response: string;
    readonly fault: Effect;
    readonly messages: readonly string[];
}[] = [
    {
        response: "a login page",
        fault: { kind: "html" },
        messages: ["HTTP status 200", "text/html", "<!DOCTYPE html>"],
    },
    {
        response: "a proxy's page with 404",
        fault: { kind: "html", status: 404 },
        messages: ["HTTP status 404", "text/html"],
    },
    {
        response: "a proxy's page with 403",
        fault: { kind: "html", status: 403 },
        messages: ["HTTP status 403", "text/html"],
    },
    { response: "an empty body", fault: { kind: "empty" }, messages: ["HTTP status 200", "an empty body"] },
    {
        response: "an empty body with 404",
        fault: { kind: "empty", status: 404 },
        messages: ["HTTP status 404", "an empty body"],
    },
    {
        response: "an empty body with 204",
        fault: { kind: "empty", status: 204 },
        messages: ["HTTP status 204", "an empty body"],
    },
    {
        response: "an empty JSON object",
        fault: responseFault(200, {}),
        messages: ["HTTP status 200", "application/json", "{}"],
    },
    {
        response: "an empty JSON object with 404",
        fault: responseFault(404, {}),
        messages: ["HTTP status 404", "{}"],
    },
    {
        response: "JSON of another server",
        fault: responseFault(200, { hello: "world" }),
        messages: ["HTTP status 200", "hello"],
    },
    {
        response: "truncated JSON",
        fault: responseFault(200, '{"is_success":tr'),
        messages: ["HTTP status 200", "is_success"],
    },
    {
        response: "JSON that is not an object",
        fault: responseFault(200, "[]"),
        messages: ["HTTP status 200", "[]"],
    },
    {
        response: "plain text",
        fault: responseFault(200, "OK", "text/plain"),
        messages: ["HTTP status 200", "text/plain", "OK"],
    },
];

describe.each(unexpectedResponses)("$response", ({ fault, messages }) => {
    test.each(jobApiCalls)("is an unexpected response to $name", async (call) => {
        // The fault applies to every call, also to the list that searches for a created job.
        emulator().injectFault({ ...fault, times: "always" });
        const error = await rejectionOf(performCall(call, connectToEmulator(emulator()).jobs, emulator()));
        expect(error.kind).toBe("unexpected-response");
        for (const part of [...messages, emulator().info.modelarts]) expect(error.message).toContain(part);
        expect(emulator().jobs).toHaveLength(1);
    });
});

describe("an HTML page of a gateway", () => {
    test.each([502, 503, 504])("is a server error at HTTP status %i", async (status) => {
        emulator().injectFault({ kind: "html", status });
        const error = await rejectionOf(connectToEmulator(emulator()).jobs.get("1"));
        expect(error).toMatchObject({ kind: "server-error", httpStatus: status });
        expect(error.message).toContain(`HTTP status ${status}`);
    });

    test("is shortened to one line in the message", async () => {
        emulator().injectFault({
            ...responseFault(200, `<html>\r\n\u001b[31m${"x".repeat(5000)}`, "text/html\u007f"),
        });
        const { message } = await rejectionOf(connectToEmulator(emulator()).jobs.get("1"));
        expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(message.length).toBeLessThan(600);
    });
});
