import { ok } from "../../../tools/engine/project";
import { providerPlugin } from "../../../tools/engine/providers";
import { describeService, describeState, jobsByName, programOf, writeCalls } from "../../support/programs";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";

const ownProvider = `
import { Provider } from "pulumi-modelarts";
const config = new pulumi.Config("modelarts");
const own = new Provider("own", {
    region: config.get("region"),
    projectId: config.get("projectId"),
    accessKey: config.require("accessKey"),
    secretKey: config.require("secretKey"),
    endpoints: config.requireObject("endpoints"),
    pollInterval: 0.1,
});`;

let environment: TestEnvironment;
afterEach(() => environment.close());

it.each([
    { origin: "adopted", args: `{ visualizationId: "500" }` },
    { origin: "created", args: `{ trainUrl: "/bucket/logs/" }` },
])(
    "a job that was $origin goes on under a resource with a provider of its own",
    async ({ args }) => {
        environment = await startTestEnvironment({
            provider: providerPlugin,
            program: programOf({ giver: args }),
        });
        const { service, stack } = environment;
        service.makeJob({ id: 500 });
        ok(await stack.up());
        const id = (await jobsByName(stack)).giver?.id ?? "";
        service.clearRequests();

        const taker = `{ visualizationId: "${id}", state: "running" }`;
        await stack.write(programOf({ taker: [taker, "{ provider: own }"] }, ownProvider));
        ok(await stack.up());
        expect(writeCalls(service)).toEqual([]);
        expect(await describeState(stack)).toEqual([`taker: ${id} running`]);
        expect(describeService(service)).toContain(`${id} RUNNING`);
    },
    120_000,
);
