import { EmulatorClient, send } from "./emulatorClient";
import { type Emulator, startEmulator } from "../src/index";

let emulator: Emulator;
beforeEach(async () => {
    emulator = await startEmulator({ region: "eu-de" });
});
afterEach(() => emulator.close());

const ofProject = { project: { name: "eu-de" } };
const ofAccount = { domain: { name: "emulator-account" } };

/** Authenticates by password, or with the token that is given. */
function logIn(scope: unknown, id?: string) {
    const { domainName, userName, password } = emulator.info;
    const user = { name: userName, password, domain: { name: domainName } };
    const identity =
        id === undefined
            ? { methods: ["password"], password: { user } }
            : { methods: ["token"], token: { id } };
    return send(emulator.info.url, "POST", "/v3/auth/tokens", { body: { auth: { identity, scope } } });
}

async function issueToken(scope: unknown): Promise<string> {
    return String((await logIn(scope)).headers["x-subject-token"]);
}

function get(path: string, token: string) {
    return send(emulator.info.url, "GET", path, { headers: { "X-Auth-Token": token } });
}

/** Returns the URLs of a catalogue by the type of their service. */
function listUrls(catalog: unknown): Record<string, string[]> {
    const services = catalog as { type: string; endpoints: { url: string }[] }[];
    return Object.fromEntries(services.map(({ type, endpoints }) => [type, endpoints.map(({ url }) => url)]));
}

test.each(["/v3", "/v3/"])("%s is the version document, which needs no credentials", async (path) => {
    const { status, json } = await send(emulator.info.url, "GET", path);
    const links = [{ rel: "self", href: `${emulator.info.iam}/` }];
    expect([status, json.version]).toMatchObject([200, { id: "v3.6", status: "stable", links }]);
});

test("a token can be exchanged for one of a project", async () => {
    const { status, headers, json } = await logIn(ofProject, await issueToken(ofAccount));
    expect([status, json.token]).toMatchObject([201, { methods: ["token"], project: ofProject.project }]);
    const client = new EmulatorClient(emulator);
    const token = { "X-Auth-Token": String(headers["x-subject-token"]) };
    expect((await client.call("GET", "", { headers: token })).status).toBe(200);
    expect((await logIn(ofProject, "other")).status).toBe(401);
    emulator.expireTokens();
    expect((await logIn(ofProject, emulator.options.token)).status).toBe(401);
});

describe("the catalogue", () => {
    test("is part of a token, and the same for it later", async () => {
        const { headers, json } = await logIn(ofProject);
        const { modelarts, iam, projectId } = emulator.info;
        const v1 = `${modelarts}/v1/${projectId}`;
        const { catalog } = json.token;
        expect(listUrls(catalog)).toEqual({
            modelarts: [v1, `${modelarts}/v2/${projectId}`],
            modelartsv1: [v1],
            iam: [iam],
        });
        expect(catalog).toMatchObject([
            { endpoints: [{ interface: "public", region: "eu-de" }, {}] },
            {},
            {},
        ]);
        const later = await get("/v3/auth/catalog", String(headers["x-subject-token"]));
        expect([later.status, later.json.catalog]).toEqual([200, catalog]);
    });

    test("has addresses that the emulator serves", async () => {
        const { json } = await get("/v3/auth/catalog", emulator.options.token);
        const { modelartsv1, iam } = listUrls(json.catalog);
        for (const address of [`${modelartsv1?.[0]}/visualization-jobs`, `${iam?.[0]}/projects`]) {
            const { status } = await get(new URL(address).pathname, emulator.options.token);
            expect(status).toBe(200);
        }
    });

    test("has no service of a project for a token of the account", async () => {
        const { json } = await get("/v3/auth/catalog", await issueToken(ofAccount));
        expect(Object.keys(listUrls(json.catalog))).toEqual(["iam"]);
    });

    test("needs credentials", async () => {
        expect((await send(emulator.info.url, "GET", "/v3/auth/catalog")).status).toBe(401);
    });
});
