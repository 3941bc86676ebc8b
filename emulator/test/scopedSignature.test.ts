import { send } from "./emulatorClient";
import { type Emulator, startEmulator } from "../src/index";

let emulator: Emulator;
let jobs: string;
beforeAll(async () => {
    emulator = await startEmulator();
    jobs = `/v1/${emulator.info.projectId}/visualization-jobs`;
});
afterAll(() => emulator.close());

describe("the scoped form", () => {
    const date = "20240131T235959Z";
    const project = "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e";
    const scope = "EMULATORAK0000000001/20240131/cn-north-4/modelarts/sdk_request";
    // These signatures were computed without this program, for the host modelarts.example.org.
    const ofList = "4adcbf3e2e04ffc0bfe97b412ea06bf6eeb787b26d6aae403e2b6362540028c3";
    const ofCreate = "bd297f4f608b35f299ed8a8b26122ac6cce7dcbbd7c023454c680ddf08bac12f";

    beforeEach(() => {
        emulator.setOptions({
            signing: "both",
            clockSkew: (Date.UTC(2024, 0, 31, 23, 59, 59) - Date.now()) / 1000,
        });
    });

    function headers(signature: string, credential = scope): Record<string, string> {
        const signedHeaders = "SignedHeaders=host;x-project-id;x-sdk-date";
        return {
            Host: "modelarts.example.org",
            "X-Sdk-Date": date,
            "X-Project-Id": project,
            Authorization: `SDK-HMAC-SHA256 Credential=${credential}, ${signedHeaders}, Signature=${signature}`,
        };
    }
    const query = "?search_content=a%20b&page=1&order=asc";
    const list = (changes: Record<string, string>) =>
        send(emulator.info.url, "GET", `${jobs}${query}`, { headers: changes });

    test("of a list is taken", async () => {
        expect((await list(headers(ofList))).status).toBe(200);
    });

    test("of a create is taken", async () => {
        const body = '{"job_name":"signed","train_url":"/bucket/logs/"}';
        const all = { ...headers(ofCreate), "Content-Type": "application/json" };
        expect((await send(emulator.info.url, "POST", jobs, { headers: all, body })).json.job_name).toBe(
            "signed",
        );
    });

    test.each([
        ["signature", headers(ofCreate), "verify aksk signature fail"],
        ["day", headers(ofList, scope.replace("20240131", "20240201")), "scope"],
        ["region", headers(ofList, scope.replace("cn-north-4", "eu-de")), "scope"],
        ["service", headers(ofList, scope.replace("modelarts", "iam")), "verify aksk signature fail"],
        ["end", headers(ofList, scope.replace("sdk_request", "request")), "format error"],
    ])("with another %s is refused", async (_, changes, reason) => {
        const { status, json } = await list(changes);
        expect([status, json.error_code]).toEqual([401, "APIG.0301"]);
        expect(json.error_msg).toContain(reason);
    });

    test("is rejected where only the other one is accepted", async () => {
        emulator.setOptions({ signing: "access" });
        expect((await list(headers(ofList))).json.error_msg).toContain(
            "scoped form of signature is not supported",
        );
    });
});
