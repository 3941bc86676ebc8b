import { rejectionOf } from "../../support/errors";
import { connectToEmulator, useEmulator } from "../../support/emulatedClient";

const team = { id: "1e1e1e1e1e1e4e4e8e8e1e1e1e1e1e1e", name: "eu-de_team" };
const region = { id: "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e", name: "eu-de" };
const other = { id: "2e2e2e2e2e2e4e4e8e8e2e2e2e2e2e2e", name: "eu-de_team_2" };

const emulator = useEmulator({ region: "eu-de", projects: [region, team, other] });
const byName = (name = "") =>
    connectToEmulator(emulator(), { "huaweicloud:projectId": "", "huaweicloud:projectName": name });
const lookups = () => emulator().requests.filter(({ call }) => call === "projects");

describe("a project that is known by its name", () => {
    test.each<["given" | "reversed", string, string]>([
        ["given", "", region.id],
        ["reversed", "", region.id],
        ["given", "eu-de_team", team.id],
        ["reversed", "eu-de_team", team.id],
    ])(
        "is the one of exactly that name, in whatever order they are answered: %s, %j",
        async (projectOrder, name, id) => {
            emulator().setOptions({ projectOrder });
            expect(await byName(name).projectId()).toBe(id);
            const query = new URL(lookups()[0]?.path ?? "", "http://x").searchParams;
            expect(Object.fromEntries(query)).toEqual({ name: name === "" ? "eu-de" : name });
        },
    );

    test("is in the path of every call", async () => {
        const { jobs } = byName("eu-de_team");
        await jobs.create({ name: "board", trainUrl: "/bucket/logs/" });
        expect(emulator().requests.at(-1)?.projectId).toBe(team.id);
    });

    test("is looked up once, however many calls come at once and later", async () => {
        const { jobs, projectId } = byName();
        const { id } = emulator().makeJob();
        await Promise.all([jobs.get(id), jobs.get(id), jobs.get(id), projectId()]);
        await jobs.get(id);
        expect(lookups()).toHaveLength(1);
        expect(emulator().requests).toHaveLength(5);
    });

    test.each([
        ["nothing at all", []],
        ["projects that only begin so", [team, other]],
    ])("is an error where the answer holds %s, and none is made", async (_, projects) => {
        emulator().setOptions({ projects });
        const failure = await rejectionOf(byName().jobs.create({ name: "board", trainUrl: "/bucket/logs/" }));
        expect(failure.kind).toBe("settings");
        for (const part of ['"eu-de"', "region eu-de", emulator().info.url, "huaweicloud:projectId"])
            expect(failure.message).toContain(part);
        expect(emulator().requests.map(({ method, call }) => `${method} ${call}`)).toEqual(["GET projects"]);
    });

    test("is looked up anew after a lookup that failed", async () => {
        emulator().setOptions({ projects: [] });
        const { projectId } = byName();
        await rejectionOf(projectId());
        emulator().setOptions({ projects: [region] });
        expect(await projectId()).toBe(region.id);
    });

    test.each(["/v3", "/v3/", ""])(
        "is asked for at IAM's own endpoint, with its version once: %j",
        async (version) => {
            const values = {
                "huaweicloud:projectId": "",
                "huaweicloud:endpoints": JSON.stringify({ modelarts: emulator().info.modelarts }),
                "huaweicloud:authUrl": `${emulator().info.url}${version}`,
            };
            expect(await connectToEmulator(emulator(), values).projectId()).toBe(region.id);
            expect(lookups()[0]?.path).toBe("/v3/projects?name=eu-de");
        },
    );
});

test("a project that is known by its ID is not looked up", async () => {
    await connectToEmulator(emulator(), { "huaweicloud:projectName": "eu-de_team" }).jobs.get(
        emulator().makeJob().id,
    );
    expect(lookups()).toEqual([]);
});

test("a project of somebody else is refused, and the setting is named", async () => {
    const failure = await rejectionOf(
        connectToEmulator(emulator(), { "huaweicloud:projectId": "3e3e" }).jobs.get("1"),
    );
    expect(failure).toMatchObject({ kind: "wrong-project", code: "ModelArts.0210" });
    expect(failure.message).toContain("huaweicloud:projectId");
});
