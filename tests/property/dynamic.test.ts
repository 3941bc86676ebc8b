import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { types } from "node:util";
import type { dynamic } from "@pulumi/pulumi";
import fc from "fast-check";
import { responses } from "./responses";
import { useByteServer, jsonResponse } from "./byteServer";
import { corruptText } from "./responses";
import { properties } from "./properties";
import { restoreEnvironment, runParameters } from "./runs";
import { hostileText } from "./texts";
import { expectOneLine, expectUnchangedPrototypes } from "./verdict";

expectUnchangedPrototypes();

const home = mkdtempSync(path.join(tmpdir(), "modelarts-fuzz-"));
const server = useByteServer();
let provider: Required<dynamic.ResourceProvider>;
const { argv } = process;

restoreEnvironment();
beforeAll(async () => {
    // Pending create records go into a folder of this test, and no engine listens.
    process.env["PULUMI_HOME"] = home;
    process.argv = argv.slice(0, 2);
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    ({ provider } = require("../../provider/src/engine/dynamicProvider") as { provider: typeof provider });
    const config = new Map([
        ["huaweicloud:region", "cn-north-4"],
        ["huaweicloud:projectId", "p1"],
        ["huaweicloud:token", "fake-token"],
        ["huaweicloud:endpoints", JSON.stringify({ modelarts: server().url, iam: server().url })],
        ["huaweicloud:maxRetries", "0"],
        ["modelarts:retryDelay", "0.001"],
        ["modelarts:pollInterval", "0.01"],
        ["modelarts:waitTimeout", "0.03"],
    ]);
    await provider.configure({
        config: { get: (key: string) => config.get(key) },
    } as dynamic.ConfigureRequest);
});
afterAll(() => {
    process.argv = argv;
    rmSync(home, { recursive: true });
});

/** Expects an error that the host of the provider can print, and that forges no line of its log. */
function expectError(error: unknown): void {
    if (!types.isNativeError(error)) throw new Error(`This is no error: ${typeof error}`);
    expectOneLine(error.message);
    expectOneLine(error.toString());
    for (const reason of (error as { reasons?: string[] }).reasons ?? []) expectOneLine(reason);
}

async function ignoreErrors(call: () => Promise<unknown>): Promise<void> {
    try {
        await call();
    } catch (error) {
        expectError(error);
    }
}

/** This is mostly a job in some status, and at times anything. An action mostly succeeds. */
const response = fc.oneof(
    {
        weight: 6,
        arbitrary: fc
            .constantFrom(1, 8, 9, 11, 12, 0, 99)
            .map((status) => `{"job_id":8992,"status":${status}}`),
    },
    { weight: 2, arbitrary: corruptText(responses.job) },
    {
        weight: 2,
        arbitrary: fc.constant('{"is_success":false,"error_code":"ModelArts.0102","error_msg":"not-found"}'),
    },
    { weight: 2, arbitrary: corruptText(responses.refusal) },
    { weight: 2, arbitrary: fc.constant('{"is_success":true,"jobs":[]}') },
);
const responseSequences = fc.array(response, { minLength: 1, maxLength: 4 });

function serve(texts: readonly string[]): void {
    let requestCount = 0;
    server().respond = () => jsonResponse(texts[requestCount++ % texts.length] ?? "");
}

const id = fc.oneof(fc.constant("8992"), hostileText);
/** Properties that pass the checks, so that the service gets a request. */
const typicalProperties = properties.chain((one) =>
    fc.constantFrom(one, {
        deletionPolicy: "delete",
        __urn: "urn:x::board",
        ...one,
        region: undefined,
        projectId: "p1",
    }),
);

test("a check and a diff give a result or an error, whatever the program and the state hold", async () => {
    await fc.assert(
        fc.asyncProperty(id, properties, properties, async (one, olds, news) => {
            await ignoreErrors(() => provider.check(olds, news));
            await ignoreErrors(() => provider.diff(one, olds, news));
        }),
        runParameters(300),
    );
});

test.each<[string, (id: string, olds: object, news: object) => Promise<unknown>]>([
    ["read", (one, olds) => provider.read(one, olds)],
    ["create", (_, __, news) => provider.create(news)],
    ["update", (one, olds, news) => provider.update(one, olds, news)],
    ["delete", (one, olds) => provider.delete(one, olds)],
])(
    "%s comes to an end or to an error of one line, whatever the state, the program and the service hold",
    async (_, call) => {
        await fc.assert(
            fc.asyncProperty(
                id,
                typicalProperties,
                typicalProperties,
                responseSequences,
                async (one, olds, news, texts) => {
                    serve(texts);
                    server().requests.length = 0;
                    await ignoreErrors(() => call(one, olds, news));
                    for (const line of server().requests)
                        expect(line).toMatch(
                            /^[A-Z]+ \/v1\/[A-Za-z0-9_-]+\/visualization-jobs([?/][^ ]+)? HTTP|^GET \/v3\/projects\?name=[A-Za-z0-9_-]+ HTTP/,
                        );
                },
            ),
            runParameters(60),
        );
    },
);
