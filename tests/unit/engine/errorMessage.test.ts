import { errorMessage } from "../../../provider/src/engine/errorMessage";
import { ModelArtsError } from "../../../provider/src/modelarts/errors";

test("keeps the message of a ModelArtsError", () => {
    const error = new ModelArtsError({
        kind: "quota",
        operation: "create a visualization job",
        reason: "ModelArts responded with 400",
    });
    expect(errorMessage(error)).toBe(error.message);
});

test.each([
    [new Error("first\nsecond\u001b[31m"), "first second [31m"],
    ["text\r\nthat was thrown", "text that was thrown"],
    [undefined, "undefined"],
])("writes %p on one line", (error, message) => {
    expect(errorMessage(error)).toBe(message);
});

test("shortens a long message", () => {
    expect(errorMessage(new Error("x".repeat(1_000_000))).length).toBeLessThan(3200);
});
