import { type Clock, systemClock } from "../../../provider/src/modelarts/clock";
import { createRuntime } from "../../../provider/src/modelarts/connect";
import { rejectionOf } from "../../support/errors";
import { connectToEmulator, useEmulator, withoutAccessKey } from "../../support/emulatedClient";
import { performCall, jobApiCalls } from "../../support/apiCalls";

const emulator = useEmulator();

describe("a wrong access key", () => {
    test.each(jobApiCalls)("fails $name at once and names what to check", async (call) => {
        const { jobs } = connectToEmulator(emulator(), {
            "huaweicloud:secretKey": "fake-secret-key-for-tests",
        });
        const error = await rejectionOf(performCall(call, jobs, emulator()));
        expect(error).toMatchObject({
            kind: "unauthenticated",
            code: "APIG.0301",
            httpStatus: 401,
            outcomeUnknown: false,
        });
        expect(error.message).toContain("verify aksk signature fail");
        expect(error.message).toContain("secret key");
        expect(error.message).not.toContain("clock");
        expect(emulator().requests).toHaveLength(1);
    });

    test("names the security token for a temporary key without one", async () => {
        const { temporaryAccessKey, temporarySecretKey } = emulator().options;
        const values = {
            "huaweicloud:accessKey": temporaryAccessKey,
            "huaweicloud:secretKey": temporarySecretKey,
        };
        const error = await rejectionOf(connectToEmulator(emulator(), values).jobs.get("1"));
        expect(error.kind).toBe("unauthenticated");
        expect(error.message).toContain("ak not exist");
        expect(error.message).toContain("huaweicloud:securityToken");
        expect(error.message).toContain("HW_SECURITY_TOKEN");
    });

    test("names the token when the token is wrong", async () => {
        const values = { ...withoutAccessKey, "huaweicloud:token": "fake-token-for-tests" };
        const error = await rejectionOf(connectToEmulator(emulator(), values).jobs.get("1"));
        expect(error.kind).toBe("unauthenticated");
        expect(error.message).toContain("token");
    });
});

describe("a wrong clock", () => {
    test.each([
        [3600, "this clock is an hour behind"],
        [-3600, "this clock is an hour ahead"],
        [86_400, "this clock is a day behind"],
    ])("fails at once with both times: service %i s ahead (%s)", async (clockSkew) => {
        emulator().setOptions({ clockSkew });
        const error = await rejectionOf(connectToEmulator(emulator()).jobs.get("1"));
        expect(error).toMatchObject({ kind: "unauthenticated", code: "APIG.0301" });
        expect(error.message).toContain("clock of this machine");
        const times = error.message.match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/g) ?? [];
        const [here = "", there = ""] = times.slice(-2);
        const apart = (Date.parse(`${there}Z`) - Date.parse(`${here}Z`)) / 1000;
        expect(Math.abs(apart - clockSkew)).toBeLessThanOrEqual(5);
        expect(emulator().requests).toHaveLength(1);
    });

    test("of this machine is named too", async () => {
        const skewedClock: Clock = {
            ...systemClock,
            timeOfDay: () => Date.now() - 3_600_000,
            sleep: () => Promise.resolve(),
        };
        const error = await rejectionOf(
            connectToEmulator(emulator(), {}, createRuntime(skewedClock)).jobs.get("1"),
        );
        expect(error.message).toContain("clock of this machine");
    });

    test("of four minutes is accepted", async () => {
        const { id } = emulator().makeJob();
        for (const clockSkew of [240, -240]) {
            emulator().setOptions({ clockSkew });
            expect((await connectToEmulator(emulator()).jobs.get(id)).id).toBe(id);
        }
    });
});
