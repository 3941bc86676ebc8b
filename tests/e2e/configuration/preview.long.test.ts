import { ok } from "../../../tools/engine/project";
import { dynamicProvider, providers } from "../../../tools/engine/providers";
import { program, quickEmulatorSettings, startTestEnvironment } from "../../support/testStack";

test.each(providers)(
    "a preview by the $name says what is wrong with the configuration, and a destroy is not held up",
    async (provider) => {
        const environment = await startTestEnvironment({
            provider,
            program: program(`{ trainUrl: "/bucket/logs/", state: "running" }`),
            settings: (service) => ({ ...quickEmulatorSettings(service) }),
        });
        const { service, stack } = environment;
        try {
            ok(await stack.up());
            service.clearRequests();
            await stack.setConfig("modelarts:pollIntervall", "1");
            for (const command of ["preview", "up"] as const) {
                const { code, stdout } = await stack[command]();
                expect(code).not.toBe(0);
                expect(stdout).toContain(
                    "there is no setting modelarts:pollIntervall; did you mean modelarts:pollInterval?",
                );
            }
            expect(service.requests).toEqual([]);
            ok(await stack.refresh("--run-program"));
            ok(await stack.destroy("--run-program"));
            expect(service.jobs).toEqual([]);

            await stack.pulumi(["config", "rm", "modelarts:pollIntervall"]);
            const namespace = provider === dynamicProvider ? "huaweicloud" : "modelarts";
            await stack.pulumi(["config", "rm", `${namespace}:secretKey`]);
            expect((await stack.preview()).stdout).toContain("accessKey is set, but");
            await stack.pulumi(["config", "rm", `${namespace}:accessKey`]);
            expect(ok(await stack.preview()).stdout).toContain(
                "no credentials are set: `pulumi up` needs them.",
            );
            await stack.pulumi(["config", "rm", `${namespace}:region`]);
            const { code, stdout } = await stack.preview();
            expect(code).not.toBe(0);
            expect(stdout).toContain(`no region is set. Set ${namespace}:region`);
        } finally {
            await environment.close();
        }
    },
    240_000,
);
