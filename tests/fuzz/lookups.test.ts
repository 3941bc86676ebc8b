import fc from "fast-check";
import { getVisualizationJob, getVisualizationJobs } from "../../provider/functions";
import { type ByteServer, json, startByteServer } from "./byteServer";
import { runs } from "./runs";
import { anything, nastyText } from "./texts";
import { outcomeOf, watchPrototypes } from "./verdict";

watchPrototypes();

/** A region of its own has a project of its own. */
const project = /^GET \/v3\/projects\?name=[A-Za-z0-9_-]+ HTTP/;
const names = "HW_REGION_NAME|HW_PROJECT_ID|HW_AUTH_TOKEN|HW_MAX_RETRIES|PULUMI_CONFIG".split("|");
const before = names.map((name) => [name, process.env[name]] as const);
let server: ByteServer;
beforeAll(async () => {
    server = await startByteServer();
    server.answer = () =>
        json('{"job_id":8992,"status":8,"jobs":[{"job_id":1,"job_name":"board","status":8}]}');
    const endpoints = { modelarts: server.url, iam: server.url };
    process.env["PULUMI_CONFIG"] = JSON.stringify({ "huaweicloud:endpoints": JSON.stringify(endpoints) });
    process.env["HW_REGION_NAME"] = "cn-north-4";
    process.env["HW_PROJECT_ID"] = "p1";
    process.env["HW_AUTH_TOKEN"] = "fake-token";
    process.env["HW_MAX_RETRIES"] = "0";
});
afterAll(async () => {
    for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
    }
    await server.close();
});

const args = (own: string): fc.Arbitrary<unknown> =>
    fc.oneof(
        { weight: 1, arbitrary: anything },
        {
            weight: 4,
            arbitrary: fc
                .array(
                    fc.tuple(
                        fc.constantFrom(...own.split("|")),
                        fc.oneof(
                            fc.constantFrom("8992", "board", "running", "RUNNING", "id", "asc"),
                            nastyText,
                            anything,
                        ),
                    ),
                    { maxLength: 3 },
                )
                .map((entries) => Object.fromEntries(entries)),
        },
    );

test.each<[string, string, (given: never) => Promise<unknown>, RegExp]>([
    [
        "one job",
        "id|name|region|projectId|__proto__",
        getVisualizationJob,
        /^GET \/v1\/[A-Za-z0-9_-]+\/visualization-jobs[/?][^ /]+ HTTP/,
    ],
    [
        "jobs",
        "state|status|nameContains|workspaceId|sortBy|order|region|projectId",
        getVisualizationJobs,
        /^GET \/v1\/[A-Za-z0-9_-]+\/visualization-jobs\?[^ /]+ HTTP/,
    ],
])("a look-up of %s gives what is right or a failure, whatever its arguments", async (_, own, look, path) => {
    let asked = 0;
    await fc.assert(
        fc.asyncProperty(args(own), async (given) => {
            server.requests.length = 0;
            await outcomeOf(() => look(given as never));
            for (const line of server.requests) if (!project.test(line)) expect(line).toMatch(path);
            asked += server.requests.length;
        }),
        runs(200),
    );
    expect(asked).toBeGreaterThan(0);
});
