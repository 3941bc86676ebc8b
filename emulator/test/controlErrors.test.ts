import { type Emulator, startEmulator } from "../src/index";
import { send } from "./emulatorClient";

let emulator: Emulator;
beforeAll(async () => {
    emulator = await startEmulator();
    emulator.makeJob({ id: 5 });
});
afterAll(() => emulator.close());

describe("the control API rejects with a sentence", () => {
    test.each<[string, string, unknown, number, string]>([
        ["GET", "elsewhere", undefined, 404, "There is no GET elsewhere."],
        ["POST", "options", {}, 404, "There is no POST options."],
        ["PUT", "options", { boots: 1 }, 400, "There is no option boots."],
        ["PUT", "options", { boot: "1" }, 400, "Option boot takes a number from 0."],
        ["PUT", "options", { boot: -1 }, 400, "Option boot takes a number from 0."],
        ["PUT", "options", { stoppedStatus: 1.5 }, 400, "Option stoppedStatus takes a whole number from 0."],
        ["PUT", "options", { codePrefix: "X" }, 400, "Option codePrefix takes one of APIG, APIGW."],
        ["PUT", "options", { stopAccepts: ["up"] }, 400, "Option stopAccepts takes one of starting, running"],
        ["PUT", "options", { httpStatus: { "ModelArts.0112": 100 } }, 400, "from 200 to 599"],
        ["PUT", "options", { firstId: "x" }, 400, "Option firstId takes digits."],
        ["PUT", "options", { projects: [{ id: "1" }] }, 400, "an id and a name"],
        ["PUT", "options", "{", 400, "The body must be JSON."],
        ["POST", "jobs", { id: 1.5 }, 400, "This id does not fit. Invalid safe integer: Received 1.5."],
        ["POST", "jobs", { jobName: "a" }, 400, "A job has no jobName that could be set."],
        ["POST", "jobs", { id: 5 }, 404, "There is a job 5 already."],
        ["PUT", "jobs/6", { status: 8 }, 404, "There is no job 6."],
        ["PUT", "jobs/5", { id: 6 }, 400, "A job has no id that could be set."],
        ["DELETE", "jobs/6", undefined, 404, "There is no job 6."],
        [
            "POST",
            "faults",
            { kind: "flood" },
            400,
            'This kind does not fit. Invalid type: Expected ("response" | "reset-before"',
        ],
        ["POST", "faults", {}, 400, "A fault of this kind needs response."],
        ["POST", "faults", { kind: "redirect" }, 400, "A fault of this kind needs location."],
        [
            "POST",
            "faults",
            { kind: "truncated", interval: 1 },
            400,
            "A fault of this kind has no interval that could be set.",
        ],
        [
            "POST",
            "faults",
            { kind: "truncated", nth: 0 },
            400,
            "This nth does not fit. Invalid value: Expected >=1",
        ],
        [
            "POST",
            "faults",
            { kind: "truncated", match: { call: "get" } },
            400,
            'This match.call does not fit. Invalid type: Expected ("create" | "list"',
        ],
        [
            "POST",
            "faults",
            { kind: "truncated", match: { path: "(" } },
            400,
            "This match.path does not fit. Invalid regular expression.",
        ],
        [
            "POST",
            "faults",
            { response: { status: 100 } },
            400,
            "This response.status does not fit. Invalid value: Expected >=200",
        ],
        ["POST", "elapse", {}, 400, "Time elapses in seconds."],
    ])("%s %s %j", async (method, path, body, status, sentence) => {
        const before = emulator.options;
        const response = await send(emulator.info.url, method, `/_emulator/${path}`, { body });
        expect(response.status).toBe(status);
        expect(response.json.error).toContain(sentence);
        expect([emulator.options, emulator.faults, emulator.jobs.length]).toEqual([before, [], 1]);
    });
});
