import { useEmulator } from "./emulatorClient";
import type { editions } from "../src/index";

const { emulator, caller } = useEmulator();

const schedule = [{ type: "stop", time_unit: "HOURS", duration: 2 }];
const absent = { is_success: undefined, schedule: undefined, remaining_duration: undefined };

describe("an edition", () => {
    test.each<[keyof typeof editions, object, object]>([
        ["huawei-2019", { is_success: true, schedule: undefined, remaining_duration: undefined }, {}],
        ["huawei-2021", { is_success: true, remaining_duration: null }, { remaining_duration: null }],
        ["huawei-2025", { is_success: undefined, schedule: undefined, remaining_duration: undefined }, {}],
        ["otc-2022", { is_success: true, remaining_duration: null }, { remaining_duration: null }],
        ["otc-2025", { is_success: undefined, schedule: undefined, remaining_duration: undefined }, {}],
    ])("%s responds as its reference says", async (edition, onShow, inList) => {
        emulator().setOptions({ edition });
        const create = (await caller().create({ job_name: "board", schedule })).json;
        const show = await caller().show(create.job_id);
        const [list] = (await caller().call("GET")).json.jobs;
        expect(create).toMatchObject({ is_success: true, job_id: "8992", status: "1" });
        expect({ ...absent, ...show }).toMatchObject(onShow);
        const timeUnit = { type: "stop", timeUnit: "HOURS", duration: 2 };
        const hasSchedule = ["huawei-2021", "otc-2022"].includes(edition);
        expect({ ...absent, ...list }).toMatchObject({
            ...inList,
            schedule: hasSchedule ? [timeUnit] : undefined,
        });
    });

    test.each([
        ["huawei-2019", 400, "ModelArts.0102", "error_msg", 100, 100, "desc"],
        ["huawei-2021", 404, "ModelArts.0015", "error_message", 1000, 64, "asc"],
        ["huawei-2025", 404, "ModelArts.0015", "error_message", 1000, 64, "asc"],
        ["otc-2022", 404, "ModelArts.0015", "error_message", 1000, 64, "asc"],
        ["otc-2025", 404, "ModelArts.2775", "error_message", 1000, 64, "asc"],
    ] as const)("%s rejects as its reference says", async (edition, ...expected) => {
        emulator().setOptions({ edition });
        const { status, json } = await caller().call("GET", "/1");
        const field = "error_msg" in json ? "error_msg" : "error_message";
        const { perPageMax, searchMax, defaultOrder } = emulator().options;
        expect([status, json.error_code, field, perPageMax, searchMax, defaultOrder]).toEqual(expected);
    });

    test("is left again, and single options go on top", () => {
        const before = emulator().options;
        emulator().setOptions({ edition: "huawei-2019", messageField: "error_message" });
        expect(emulator().options).toMatchObject({ messageField: "error_message", perPageMax: 100 });
        emulator().setOptions({ edition: "huawei-2025" });
        expect(emulator().options).toEqual(before);
    });
});

describe("the fields of a create that came after 2019", () => {
    const body = { job_name: "board", job_type: "mindinsight", flavor: { code: "cpu.2u" }, schedule };

    test("are ignored where the edition has none", async () => {
        emulator().setOptions({ edition: "huawei-2019" });
        expect((await caller().create(body)).status).toBe(200);
        expect(emulator().jobs).toMatchObject([{ type: "tensorboard", flavor: null, hours: null }]);
    });

    test("can be rejected", async () => {
        emulator().setOptions({ newFields: "rejected" });
        const { status, json } = await caller().create(body);
        expect([status, json.error_code]).toEqual([400, "ModelArts.0104"]);
        expect((await caller().create({ job_name: "board" })).status).toBe(200);
    });
});
