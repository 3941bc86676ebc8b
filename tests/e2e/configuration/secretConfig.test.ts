import { endpointSettings, startConfiguredStack, upAndDestroy } from "../../support/configuredStack";
import type { TestEnvironment } from "../../support/testStack";

let environment: TestEnvironment;
afterEach(() => environment.close());

test("a password: two resources at once share one authentication, without a lookup", async () => {
    environment = await startConfiguredStack({
        program: `
            import { VisualizationJob } from "pulumi-modelarts";
            for (const name of ["one", "two"]) new VisualizationJob(name, { trainUrl: "/bucket/logs/" });`,
        settings: (service) => ({
            config: {
                ...endpointSettings(service),
                "huaweicloud:userName": service.options.userName,
                "huaweicloud:domainName": service.options.domainName,
            },
            secrets: { "huaweicloud:password": service.options.password },
        }),
    });
    const { up, destroy } = await upAndDestroy(environment);
    expect(up).toEqual(["tokens", "create", "create"]);
    expect([...destroy].sort()).toEqual(["delete", "delete", "stop", "stop", "tokens"]);
}, 120_000);
