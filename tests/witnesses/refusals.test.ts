import { useEmulator } from "../support/emulatedClient";
import { type Client, type Invocation, jobRequests, runClient, testWitness } from "./clients";

const emulator = useEmulator();
const show: Invocation = {
    vendor: ["GET", "/8992"],
    otcSdk: ["get_visualization_job", ["8992"]],
    otcCli: ["show", "8992"],
};
const remove: Invocation = {
    vendor: ["DELETE", "/8992"],
    otcSdk: ["delete_visualization_job", ["8992"]],
    otcCli: ["delete", "8992"],
};

testWitness.each<{ client: Client; options: object; stderr: RegExp; exitCode?: number; bug: string }>([
    { client: "vendor", options: { messageField: "error_msg" }, stderr: /^400 ModelArts\.0105: /, bug: "" },
    {
        client: "vendor",
        options: { messageField: "error_message" },
        stderr: /^400 400: /,
        bug: ", known bug: reads no code beside error_message",
    },
    { client: "otcSdk", options: {}, stderr: /^.*ModelArts\.0105/, bug: "" },
    { client: "otcCli", options: {}, stderr: /ModelArts\.0105/, bug: "" },
    {
        client: "otcSdk",
        options: { errorStatus: "200" },
        stderr: /^$/,
        exitCode: 0,
        bug: ", known bug: takes a refusal with status 200 for success",
    },
])(
    "delete of a running job is refused: $client with $options$bug",
    async ({ client, options, stderr, exitCode = 1 }) => {
        const service = emulator();
        service.setOptions(options);
        service.makeJob({ id: 8992 });

        const outcome = await runClient(client, remove, service);

        expect(outcome).toMatchObject({ exitCode, stderr: expect.stringMatching(stderr) as string });
        expect(service.job(8992)).toMatchObject({ statusName: "RUNNING" });
        expect(jobRequests(service)).toHaveLength(1);
    },
    90_000,
);

testWitness.each<[client: Client, calls: readonly string[]]>([
    ["vendor", ["projects", "show"]],
    ["vendor, temporary key", ["projects", "show"]],
    ["otcSdk", ["version", "tokens", "show"]],
    ["otcCli", ["version", "tokens", "show"]],
])(
    "%s authenticates without a warning by the calls %j",
    async (client, calls) => {
        const service = emulator();
        service.makeJob({ id: 8992 });

        const outcome = await runClient(client, show, service);

        expect(outcome).toMatchObject({ exitCode: 0, stderr: "" });
        expect(service.requests.map(({ call, status }) => [call, status])).toEqual(
            calls.map((call) => [call, call === "tokens" ? 201 : 200]),
        );
    },
    90_000,
);
