import dns from "node:dns";
import { rejectionOf } from "../../support/errors";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";
import { performCall, jobApiCalls } from "../../support/apiCalls";

describe.each([
    ["at the root", "", ""],
    ["at the root with a last slash", "", "/"],
    ["below a base path", "/modelarts", ""],
    ["below a base path with a last slash", "/modelarts", "/"],
    ["below a deeper base path with two last slashes", "/gw/modelarts", "//"],
])("an endpoint %s", (_, basePath, end) => {
    const emulator = useEmulator({ basePath });

    test.each(["access", "scoped"])("is called and signed with its base path: %s", async (signing) => {
        const { info } = emulator();
        const { jobs } = connectToEmulator(emulator(), {
            "huaweicloud:endpoints": JSON.stringify({
                modelarts: `${info.modelarts}${end}`,
                iam: `${info.url}/v3${end}`,
            }),
            "huaweicloud:projectId": "",
            "modelarts:signing": signing,
        });
        for (const call of jobApiCalls) await performCall(call, jobs, emulator());
        const [lookup, ...calls] = emulator().requests;
        expect(lookup?.path).toBe(`/v3/projects?name=${info.projectName}`);
        expect(calls.map(({ call, status }) => [call, status])).toEqual(
            jobApiCalls.map(({ name }) => [name, 200]),
        );
        for (const { path } of calls) {
            expect(path.startsWith(`${basePath}/v1/${info.projectId}/visualization-jobs`)).toBe(true);
            expect(path).not.toContain("//");
        }
    });
});

describe("error messages", () => {
    const emulator = useEmulator();

    test("name region and endpoint when the API is not offered there", async () => {
        emulator().setOptions({ offered: false });
        for (const codePrefix of ["APIG", "APIGW"] as const) {
            emulator().setOptions({ codePrefix });
            for (const call of jobApiCalls) {
                const { region, modelarts } = emulator().info;
                const outcome = performCall(call, connectToEmulator(emulator()).jobs, emulator());
                await expect(outcome).rejects.toMatchObject({
                    kind: "not-offered",
                    code: `${codePrefix}.0101`,
                });
                await expect(outcome).rejects.toThrow(`region ${region}, endpoint ${modelarts}`);
            }
        }
    });

    test("name the host when the connection is refused", async () => {
        const unreachable = connectToEmulator(emulator(), {
            "huaweicloud:endpoints": '{"modelarts":"http://127.0.0.1:1"}',
        });
        for (const call of jobApiCalls) {
            const outcome = performCall(call, unreachable.jobs, emulator());
            await expect(outcome).rejects.toMatchObject({ kind: "network", outcomeUnknown: false });
            await expect(outcome).rejects.toThrow("127.0.0.1:1");
        }
        expect(emulator().requests).toEqual([]);
    });

    test.each(["reset-before", "truncated"] as const)(
        "name the host when the connection is lost: %s",
        async (kind) => {
            emulator().injectFault({ kind });
            const error = await rejectionOf(connectToEmulator(emulator()).jobs.get("1"));
            expect(error).toMatchObject({ kind: "network", outcomeUnknown: true });
            expect(error.message).toContain(new URL(emulator().info.url).host);
        },
    );
});

describe.each([
    ["ENOTFOUND", "the host does not exist", 3],
    ["EAI_AGAIN", "the name service does not respond", 6],
])("a name that does not resolve (%s)", (code, why, attempts) => {
    const emulator = useEmulator();
    afterEach(() => jest.restoreAllMocks());

    test(`makes ${attempts} attempts, since ${why}`, async () => {
        const lookup = jest.spyOn(dns, "lookup").mockImplementation((...args: unknown[]) => {
            const report = args.at(-1) as (error: Error) => void;
            process.nextTick(report, Object.assign(new Error(`getaddrinfo ${code}`), { code }));
        });
        const unreachable = connectToEmulator(emulator(), {
            "huaweicloud:endpoints": '{"modelarts":"http://modelarts.nowhere-1.invalid"}',
            "huaweicloud:maxRetries": "5",
        });
        for (const call of jobApiCalls) {
            lookup.mockClear();
            const outcome = performCall(call, unreachable.jobs, emulator());
            await expect(outcome).rejects.toMatchObject({ kind: "network", outcomeUnknown: false });
            await expect(outcome).rejects.toThrow(`modelarts.nowhere-1.invalid (${code}`);
            expect(lookup).toHaveBeenCalledTimes(attempts);
        }
    });
});
