import fc from "fast-check";
import { getVisualizationJob, getVisualizationJobs } from "../../provider/src/resource/functions";
import { useByteServer, jsonResponse } from "./byteServer";
import { restoreEnvironment, runParameters } from "./runs";
import { anyArguments, hostileText } from "./texts";
import { outcomeOf, expectUnchangedPrototypes } from "./verdict";

expectUnchangedPrototypes();

/** A region of its own has a project of its own. */
const project = /^GET \/v3\/projects\?name=[A-Za-z0-9_-]+ HTTP/;
restoreEnvironment();
const server = useByteServer();
beforeAll(() => {
    server().respond = () =>
        jsonResponse('{"job_id":8992,"status":8,"jobs":[{"job_id":1,"job_name":"board","status":8}]}');
    const endpoints = { modelarts: server().url, iam: server().url };
    Object.assign(process.env, {
        PULUMI_CONFIG: JSON.stringify({ "huaweicloud:endpoints": JSON.stringify(endpoints) }),
        HW_REGION_NAME: "cn-north-4",
        HW_PROJECT_ID: "p1",
        HW_AUTH_TOKEN: "fake-token",
        HW_MAX_RETRIES: "0",
    });
});

const typicalValues = fc.oneof(
    fc.constantFrom("8992", "board", "running", "RUNNING", "id", "asc"),
    hostileText,
);

test.each<[string, string, (input: never) => Promise<unknown>, RegExp]>([
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
])(
    "a lookup of %s gives what is right or a failure, whatever its arguments",
    async (_, own, lookUp, path) => {
        let requestCount = 0;
        await fc.assert(
            fc.asyncProperty(anyArguments(own, typicalValues), async (input) => {
                server().requests.length = 0;
                await outcomeOf(() => lookUp(input as never));
                for (const line of server().requests) if (!project.test(line)) expect(line).toMatch(path);
                requestCount += server().requests.length;
            }),
            runParameters(200),
        );
        expect(requestCount).toBeGreaterThan(0);
    },
);
