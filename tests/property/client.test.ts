import fc from "fast-check";
import * as client from "../../provider/src/client";
import type { JobsClient } from "../../provider/src/client";
import { collect } from "../support/emulatedClient";
import { useByteServer, jsonResponse } from "./byteServer";
import { runParameters } from "./runs";
import { anyArguments, anything, hostileText } from "./texts";
import { expectFailure, outcomeOf, expectUnchangedPrototypes } from "./verdict";

expectUnchangedPrototypes();

const server = useByteServer();
let jobsClient: JobsClient;
beforeAll(() => {
    server().respond = () => jsonResponse('{"is_success":true,"job_id":8992,"status":8,"jobs":[]}');
    jobsClient = client.connect({
        region: "cn-north-4",
        projectId: "p1",
        token: "fake-token",
        endpoints: { modelarts: server().url, iam: server().url },
        maxRetries: 0,
        requestTimeout: 5,
    });
});

/** A program without types may call everything, with anything. */
type Loose = Readonly<Record<keyof JobsClient, (...args: unknown[]) => unknown>>;

const id = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("8992", { id: "8992" }, { id: "8992", name: "x" }) },
    { weight: 2, arbitrary: hostileText },
    { weight: 2, arbitrary: anything },
    { weight: 2, arbitrary: fc.oneof(hostileText, anything).map((one) => ({ id: one })) },
);
const spec = anyArguments("name|trainUrl|description|jobType|flavor|autoStopHours|__proto__|path").chain(
    (one) => fc.constantFrom(one, { name: "board", trainUrl: "/bucket/logs/", ...(one as object) }),
);
/** The names include those of the parts of a call. */
const options = fc.oneof(
    fc.constant(undefined),
    anyArguments(
        "deadline|signal|signalUntilSent|onRetry|noRetry|maxAgeMs|path|method|body|query|parse|job|idempotent|operation|hints|mayNotFitCredential",
    ),
);
const query = anyArguments("status|nameContains|workspaceId|sortBy|order|page|per_page");
const change = anyArguments("description|status");

const calls: Readonly<Record<keyof JobsClient, { args: fc.Arbitrary<readonly unknown[]>; path: RegExp }>> = {
    create: { args: fc.tuple(spec, options), path: /^POST \/v1\/p1\/visualization-jobs HTTP/ },
    list: {
        args: fc.tuple(query, options),
        path: /^GET \/v1\/p1\/visualization-jobs\?[A-Za-z0-9._~%=&-]* HTTP/,
    },
    get: { args: fc.tuple(id, options), path: /^GET \/v1\/p1\/visualization-jobs\/[A-Za-z0-9_-]+ HTTP/ },
    update: {
        args: fc.tuple(id, change, options),
        path: /^PUT \/v1\/p1\/visualization-jobs\/[A-Za-z0-9_-]+ HTTP/,
    },
    stop: {
        args: fc.tuple(id, options),
        path: /^POST \/v1\/p1\/visualization-jobs\/[A-Za-z0-9_-]+\/stop HTTP/,
    },
    restart: {
        args: fc.tuple(id, options),
        path: /^POST \/v1\/p1\/visualization-jobs\/[A-Za-z0-9_-]+\/restart HTTP/,
    },
    delete: {
        args: fc.tuple(id, options),
        path: /^DELETE \/v1\/p1\/visualization-jobs\/[A-Za-z0-9_-]+ HTTP/,
    },
    waitFor: {
        args: fc.tuple(
            id,
            fc.oneof(fc.constantFrom("running", "stopped", "deleted"), anything),
            fc.constantFrom({ timeout: 0 }, { timeout: -1 }, { timeout: "1" }, null),
        ),
        path: /^GET \/v1\/p1\/visualization-jobs\/[A-Za-z0-9_-]+ HTTP/,
    },
};

test.each(Object.entries(calls))(
    "%s rejects with a failure, or asks for what it is there for, whatever its arguments",
    async (name, { args, path }) => {
        let requestCount = 0;
        await fc.assert(
            fc.asyncProperty(args, async (input) => {
                server().requests.length = 0;
                await outcomeOf(async () => {
                    const result = (jobsClient as Loose)[name as keyof JobsClient](...input);
                    // A call returns a promise. It never throws.
                    if (name === "list") await collect(result as AsyncIterable<never>);
                    else await (result as Promise<unknown>);
                });
                for (const line of server().requests)
                    expect(line).toMatch(name === "create" ? /^(POST|GET) \/v1\/p1\/vis/ : path);
                requestCount += server().requests.length;
            }),
            runParameters(120),
        );
        expect(requestCount).toBeGreaterThan(0);
    },
);

test("a call returns its promise, and does not throw, whatever its arguments", async () => {
    for (const [name, call] of Object.entries(jobsClient as Loose))
        for (const invalid of [undefined, null, Symbol("x"), 5, Object.create(null)]) {
            const result = call(invalid, invalid, invalid);
            if (name === "list") continue;
            expect(result).toBeInstanceOf(Promise);
            expect(await outcomeOf(() => result as Promise<unknown>)).toHaveProperty("failure");
        }
});

test("connecting gives a client or a failure of kind `settings`, whatever the settings, and sends nothing", () => {
    const settings = anyArguments(
        "region|projectId|projectName|accessKey|secretKey|securityToken|userName|userId|password|domainName|domainId|token|cloud|authUrl|endpoints|insecure|cacertFile|maxRetries|retryDelay|requestTimeout|waitTimeout|pollInterval|signing",
    ).chain((one) => fc.constantFrom(one, { region: "cn-north-4", token: "fake-token", ...(one as object) }));
    server().requests.length = 0;
    fc.assert(
        fc.property(settings, (input) => {
            try {
                client.connect(input as client.ClientSettings);
            } catch (error) {
                expectFailure(error);
                expect(error.kind).toBe("settings");
            }
        }),
        runParameters(500),
    );
    expect(server().requests).toEqual([]);
});
