import { readJson, readErrorResponse } from "../../../../provider/src/modelarts/http/body";

describe("readErrorResponse", () => {
    test.each([
        [
            "the REST reference",
            { is_success: false, error_code: "ModelArts.0105", error_message: "not now" },
            { code: "ModelArts.0105", message: "not now" },
        ],
        [
            "the SDK reference",
            { is_success: false, error_code: "ModelArts.0105", error_msg: "not now" },
            { code: "ModelArts.0105", message: "not now" },
        ],
        [
            "the gateway",
            { error_code: "APIG.0301", error_msg: "Incorrect", request_id: "d0d0" },
            { code: "APIG.0301", message: "Incorrect", requestId: "d0d0" },
        ],
        [
            "IAM",
            { error: { code: 401, message: "The username or password is wrong.", title: "Unauthorized" } },
            { message: "The username or password is wrong." },
        ],
        [
            "IAM with a title only",
            { error: { code: 401, title: "Unauthorized" } },
            { message: "Unauthorized" },
        ],
        [
            "IAM in its other form",
            { error_code: "IAM.0101", error_msg: "wrong" },
            { code: "IAM.0101", message: "wrong" },
        ],
        ["an error without a code", { is_success: false, error_msg: "not now" }, { message: "not now" }],
        ["an error without a message", { is_success: false }, {}],
        [
            "an error with null fields",
            { is_success: false, error_code: null, error_msg: null, request_id: null },
            {},
        ],
        ["an error with a numeric code", { is_success: false, error_code: 105 }, { code: "105" }],
        [
            "an error with an unreadable message",
            { error_code: "A.1", error_msg: { text: 1 } },
            { code: "A.1" },
        ],
    ])("reads the form of %s", (_, json, errorResponse) => {
        const result = readErrorResponse(readJson(JSON.stringify(json)));
        expect(result).toBeDefined();
        expect(JSON.parse(JSON.stringify(result))).toEqual(errorResponse);
    });

    test.each([
        ["a job", { job_id: 8992, status: 8 }],
        ["success", { is_success: true }],
        ["success with an empty code", { is_success: true, error_code: "", error_msg: "" }],
        ["success with nulls", { is_success: true, error_code: null, error_msg: null, error: null }],
        ["a list", { is_success: true, jobs: [] }],
        ["an empty object", {}],
        ["an array", []],
        ["a body without JSON", undefined],
    ])("finds no error in %s", (_, json) => {
        expect(readErrorResponse(json)).toBeUndefined();
    });
});
