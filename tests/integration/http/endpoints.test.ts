import { connected, emulated } from "../../support/emulatedClient";
import { perform, sevenCalls } from "../../support/apiCalls";

describe.each([
    ["at the root", "", ""],
    ["at the root, with a last slash", "", "/"],
    ["below a base path", "/modelarts", ""],
    ["below a base path, with a last slash", "/modelarts", "/"],
    ["below a deeper base path", "/gw/modelarts", "//"],
])("an endpoint %s", (_, basePath, end) => {
    const emulator = emulated({ basePath });

    test.each(["access", "scoped"])("is called just there, and signed so: %s", async (signing) => {
        const { info } = emulator();
        const { jobs } = connected(emulator(), {
            "huaweicloud:endpoints": JSON.stringify({
                modelarts: `${info.modelarts}${end}`,
                iam: `${info.url}/v3${end}`,
            }),
            "huaweicloud:projectId": "",
            "modelarts:signing": signing,
        });
        for (const call of sevenCalls) await perform(call, jobs, emulator());
        const [lookup, ...calls] = emulator().requests;
        expect(lookup?.path).toBe(`/v3/projects?name=${info.projectName}`);
        expect(calls.map(({ call, status }) => [call, status])).toEqual(
            sevenCalls.map(({ name }) => [name, 200]),
        );
        for (const { path } of calls) {
            expect(path.startsWith(`${basePath}/v1/${info.projectId}/visualization-jobs`)).toBe(true);
            expect(path).not.toContain("//");
        }
    });
});

describe("an endpoint", () => {
    const emulator = emulated();

    test("that offers no such API is told with region and address, and is never a job that is gone", async () => {
        emulator().setOptions({ offered: false });
        for (const codePrefix of ["APIG", "APIGW"] as const) {
            emulator().setOptions({ codePrefix });
            for (const call of sevenCalls) {
                const { region, modelarts } = emulator().info;
                const outcome = perform(call, connected(emulator()).jobs, emulator());
                await expect(outcome).rejects.toMatchObject({
                    kind: "not-offered",
                    code: `${codePrefix}.0101`,
                });
                await expect(outcome).rejects.toThrow(`region ${region}, endpoint ${modelarts}`);
            }
        }
    });

    test("where nobody listens is told with its host, and nothing was done", async () => {
        const gone = connected(emulator(), { "huaweicloud:endpoints": '{"modelarts":"http://127.0.0.1:1"}' });
        for (const call of sevenCalls) {
            const outcome = perform(call, gone.jobs, emulator());
            await expect(outcome).rejects.toMatchObject({ kind: "network", maybeDone: false });
            await expect(outcome).rejects.toThrow("127.0.0.1:1");
        }
        expect(emulator().requests).toEqual([]);
    });
});
