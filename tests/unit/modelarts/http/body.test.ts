import { readJson, readErrorResponse } from "../../../../provider/src/modelarts/http/body";
describe("a refusal", () => {
    test.each([
        [
            "of the REST reference",
            { is_success: false, error_code: "ModelArts.0105", error_message: "not now" },
            { code: "ModelArts.0105", message: "not now" },
        ],
        [
            "of the SDK reference",
            { is_success: false, error_code: "ModelArts.0105", error_msg: "not now" },
            { code: "ModelArts.0105", message: "not now" },
        ],
        [
            "of the gateway",
            { error_code: "APIG.0301", error_msg: "Incorrect", request_id: "d0d0" },
            { code: "APIG.0301", message: "Incorrect", requestId: "d0d0" },
        ],
        [
            "of IAM",
            { error: { code: 401, message: "The username or password is wrong.", title: "Unauthorized" } },
            { message: "The username or password is wrong." },
        ],
        [
            "of IAM with nothing but a title",
            { error: { code: 401, title: "Unauthorized" } },
            { message: "Unauthorized" },
        ],
        [
            "of IAM by its other form",
            { error_code: "IAM.0101", error_msg: "wrong" },
            { code: "IAM.0101", message: "wrong" },
        ],
        ["without a code", { is_success: false, error_msg: "not now" }, { message: "not now" }],
        ["without a word", { is_success: false }, {}],
        ["with nulls", { is_success: false, error_code: null, error_msg: null, request_id: null }, {}],
        ["with a code that is a number", { is_success: false, error_code: 105 }, { code: "105" }],
        [
            "with a code of fields that nobody can read",
            { error_code: "A.1", error_msg: { text: 1 } },
            { code: "A.1" },
        ],
    ])("%s is read", (_, json, refusal) => {
        const read = readErrorResponse(readJson(JSON.stringify(json)));
        expect(read).toBeDefined();
        expect(JSON.parse(JSON.stringify(read))).toEqual(refusal);
    });

    test.each([
        ["a job", { job_id: 8992, status: 8 }],
        ["success", { is_success: true }],
        ["success with an empty code", { is_success: true, error_code: "", error_msg: "" }],
        ["success with nulls", { is_success: true, error_code: null, error_msg: null, error: null }],
        ["a list", { is_success: true, jobs: [] }],
        ["nothing", {}],
        ["a list of its own", []],
        ["no JSON", undefined],
    ])("is not seen in %s", (_, json) => {
        expect(readErrorResponse(json)).toBeUndefined();
    });
});
