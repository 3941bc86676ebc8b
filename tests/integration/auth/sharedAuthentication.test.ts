import { provider } from "../../../provider/src/engine/dynamicProvider";
import type { ConnectionPool } from "../../../provider/src/lifecycle/connections";
import type { SettingValues } from "../../support/settings";
import {
    useEmulator,
    withoutAccessKey,
    createConnectionPool,
    passwordSettings,
} from "../../support/emulatedClient";

const team = { id: "1e1e1e1e1e1e4e4e8e8e1e1e1e1e1e1e", name: "cn-north-4_team" };
const emulator = useEmulator();

const countAuthentications = () => {
    const count = (name: string) => emulator().requests.filter(({ call }) => call === name).length;
    return { authentications: count("tokens"), lookups: count("projects") };
};

function connectWith(values: SettingValues): ConnectionPool {
    return createConnectionPool(emulator(), {
        "huaweicloud:projectId": "",
        "huaweicloud:maxRetries": "0",
        ...values,
    });
}

interface AuthenticationCase {
    readonly credential: string;
    readonly values: () => SettingValues;
    readonly authentications: number;
    readonly lookups: number;
}
const password = () => passwordSettings(emulator());
const projectId = () => ({ "huaweicloud:projectId": emulator().info.projectId });

const authenticationCases: readonly AuthenticationCase[] = [
    { credential: "a key", values: () => ({}), authentications: 0, lookups: 1 },
    {
        credential: "a token",
        values: () => ({ ...withoutAccessKey, "huaweicloud:token": emulator().options.token }),
        authentications: 0,
        lookups: 1,
    },
    { credential: "a password", values: password, authentications: 1, lookups: 0 },
    { credential: "a key and the project ID", values: projectId, authentications: 0, lookups: 0 },
    {
        credential: "a password and the project ID",
        values: () => ({ ...password(), ...projectId() }),
        authentications: 1,
        lookups: 0,
    },
];

describe.each(authenticationCases)("with $credential", ({ values, authentications, lookups }) => {
    test("20 concurrent resources share authentication and lookup", async () => {
        const connections = connectWith(values());
        const ids = Array.from({ length: 20 }, () => emulator().makeJob().id);
        const jobIds = ids.map(
            async (id) => (await (await connections.getConnection()).client.jobs.get(id)).id,
        );
        expect(await Promise.all(jobIds)).toEqual(ids);
        expect(countAuthentications()).toEqual({ authentications, lookups });
    });

    test("resources with and without a region and a project share authentication and lookup, in any order", async () => {
        const { region, projectId: configuredId } = emulator().info;
        const overrides = [{}, { region, projectId: configuredId }, { region }, { projectId: configuredId }];
        for (const first of [0, 1, 2, 3]) {
            emulator().clearRequests();
            const connections = connectWith(values());
            const all = Array.from({ length: 20 }, (_, i) =>
                connections.getConnection(overrides[(first + i) % 4]),
            );
            for (const { client, location } of await Promise.all(all)) {
                expect(location).toEqual({ region, projectId: configuredId });
                await client.jobs.get(emulator().makeJob().id);
            }
            expect(countAuthentications()).toEqual({ authentications, lookups });
        }
    });

    test("later resources need no further authentication or lookup", async () => {
        const connections = connectWith(values());
        for (let i = 0; i < 3; i++)
            await (await connections.getConnection()).client.jobs.get(emulator().makeJob().id);
        expect(countAuthentications()).toEqual({ authentications, lookups });
    });
});

test("authenticates once per project", async () => {
    const { region, projectId: id } = emulator().info;
    emulator().setOptions({ projects: [{ id, name: region }, team] });
    const connections = connectWith(password());
    for (const overrides of [{}, { projectId: team.id }, { projectId: team.id }, {}])
        await (await connections.getConnection(overrides)).client.projectId();
    const { jobs } = (await connections.getConnection({ projectId: team.id })).client;
    const { id: job } = emulator().makeJob({ projectId: team.id });
    expect((await jobs.get(job)).id).toBe(job);
    expect(countAuthentications()).toEqual({ authentications: 2, lookups: 0 });
});

test("needs no project with the name of the region for a resource with its own project", async () => {
    // Only the sub-project exists, so an authentication for the name of the region would fail.
    emulator().setOptions({ projectId: team.id, projectName: team.name });
    const connections = connectWith(password());
    const { client, location } = await connections.getConnection({ projectId: team.id });
    expect(location.projectId).toBe(team.id);
    const { id } = emulator().makeJob({ projectId: team.id });
    expect((await client.jobs.get(id)).id).toBe(id);
});

describe("a failed lookup or authentication", () => {
    test.each([
        ["lookup", () => ({}), "projects"],
        ["authentication", password, "tokens"],
    ] as const)(
        "fails all concurrent resources once, and the next one starts a new one: %s",
        async (_, values, call) => {
            const connections = connectWith(values());
            emulator().injectFault({ match: { call }, kind: "html", status: 503 });
            const outcomes = await Promise.allSettled(
                Array.from({ length: 20 }, () => connections.getConnection()),
            );
            expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(["rejected"]));
            expect(emulator().requests).toHaveLength(1);
            expect((await connections.getConnection()).location.projectId).toBe(emulator().info.projectId);
        },
    );
});

test("creates resources while configure of the dynamic provider is pending", async () => {
    const connections = connectWith(password());
    const config = { get: (key: string) => connections.readConfigValue(key) };
    const configuration = provider.configure?.({ config } as unknown as Parameters<
        NonNullable<typeof provider.configure>
    >[0]);
    const ids = Array.from({ length: 20 }, () => emulator().makeJob().id);
    const creates = ids.map((visualizationId) =>
        provider.create({ visualizationId, deletionPolicy: "stop", skipAwait: false }),
    );
    expect((await Promise.all(creates)).map(({ id }) => id)).toEqual(ids);
    await configuration;
    expect(countAuthentications()).toEqual({ authentications: 1, lookups: 0 });
});
