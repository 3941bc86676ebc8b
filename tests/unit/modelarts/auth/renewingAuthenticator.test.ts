import type { IssuedCredentials } from "../../../../provider/src/modelarts/auth/issuedCredentials";
import { RenewingAuthenticator } from "../../../../provider/src/modelarts/auth/renewingAuthenticator";
import { CredentialGate } from "../../../../provider/src/modelarts/auth/credentialGate";
import { TokenAuthenticator } from "../../../../provider/src/modelarts/auth/authenticators";
import { ModelArtsError } from "../../../../provider/src/modelarts/errors";
import { AutoAdvanceClock } from "../../../support/fakeClock";

const minute = 60_000;
const request = { method: "GET", url: new URL("https://example.org"), headers: {} } as const;
const rejection = new ModelArtsError({ kind: "token-expired", operation: "test", reason: "expired" });

/** An issuer of the tokens 1, 2 and so on, each for this time. */
class Issuer {
    count = 0;
    token: string | undefined;
    error: Error | undefined;
    readonly clock = new AutoAdvanceClock();
    readonly authenticator = new RenewingAuthenticator({
        operation: "get a token",
        issuer: "the issuer",
        clock: this.clock,
        issue: () => this.issue(),
        createAuthenticator: (credential) =>
            new TokenAuthenticator(
                credential.kind === "token" ? credential.token : "",
                new CredentialGate(this.clock),
            ),
    });

    constructor(private readonly lifetimeMs?: number) {}

    async headers() {
        return this.authenticator.authenticate(request, "modelarts", {});
    }

    async sentToken() {
        return (await this.headers())["X-Auth-Token"];
    }

    private issue(): Promise<IssuedCredentials> {
        this.count++;
        if (this.error !== undefined) return Promise.reject(this.error);
        const expiresAt =
            this.lifetimeMs === undefined ? undefined : this.clock.timeOfDay() + this.lifetimeMs;
        return Promise.resolve({
            credential: { kind: "token", token: this.token ?? String(this.count) },
            expiresAt,
        });
    }
}

test("asks the issuer once, when the first request needs it", async () => {
    const issuer = new Issuer();
    expect(issuer.count).toBe(0);
    const tokens = await Promise.all(Array.from({ length: 20 }, () => issuer.sentToken()));
    await issuer.clock.sleep(1000 * minute);
    expect([...new Set([...tokens, await issuer.sentToken()])]).toEqual(["1"]);
});

test("renews credentials five minutes before they expire, once for concurrent requests", async () => {
    const issuer = new Issuer(60 * minute);
    expect(await issuer.sentToken()).toBe("1");
    await issuer.clock.sleep(55 * minute - 1);
    expect(await issuer.sentToken()).toBe("1");
    await issuer.clock.sleep(1);
    expect(await Promise.all([issuer.sentToken(), issuer.sentToken()])).toEqual(["2", "2"]);
});

test("renews credentials of a few minutes at half of their time, and at most once a minute", async () => {
    const issuer = new Issuer(4 * minute);
    await issuer.sentToken();
    await issuer.clock.sleep(2 * minute);
    expect(await issuer.sentToken()).toBe("2");
    const short = new Issuer(10);
    await short.sentToken();
    await short.clock.sleep(9);
    expect(await short.sentToken()).toBe("1");
});

test("goes on with the old credentials where a renewal fails before their end", async () => {
    const issuer = new Issuer(60 * minute);
    await issuer.sentToken();
    await issuer.clock.sleep(55 * minute);
    issuer.error = new Error("no token now");
    expect(await issuer.sentToken()).toBe("1");
    expect(await issuer.sentToken()).toBe("1");
    expect(issuer.count).toBe(2);
    await issuer.clock.sleep(minute);
    expect(await issuer.sentToken()).toBe("1");
    expect(issuer.count).toBe(3);
    await issuer.clock.sleep(4 * minute);
    await expect(issuer.sentToken()).rejects.toThrow("no token now");
});

describe("after a rejection", () => {
    test("renews once for all requests with the rejected credentials", async () => {
        const issuer = new Issuer();
        const allHeaders = await Promise.all(Array.from({ length: 5 }, () => issuer.headers()));
        const refresh = (headers: Record<string, string>) =>
            issuer.authenticator.refresh(rejection, headers, {});
        expect(await Promise.all(allHeaders.map(refresh))).toEqual([true, true, true, true, true]);
        expect(issuer.count).toBe(2);
        expect(await refresh(await issuer.headers())).toBe(true);
        expect(await issuer.sentToken()).toBe("3");
    });

    test("does not ask an issuer again within a minute that has only the same credentials", async () => {
        const issuer = new Issuer();
        issuer.token = "same";
        for (let i = 0; i < 3; i++)
            expect(await issuer.authenticator.refresh(rejection, await issuer.headers(), {})).toBe(false);
        expect(issuer.count).toBe(2);
        await issuer.clock.sleep(minute);
        issuer.token = "other";
        expect(await issuer.authenticator.refresh(rejection, await issuer.headers(), {})).toBe(true);
    });

    test("fails with the error of the issuer, and asks it again for the next request", async () => {
        const issuer = new Issuer();
        const headers = await issuer.headers();
        issuer.error = new Error("no token now");
        await expect(issuer.authenticator.refresh(rejection, headers, {})).rejects.toThrow("no token now");
        issuer.error = undefined;
        expect(await issuer.sentToken()).toBe("3");
    });

    test("renews nothing for an error that has other causes", async () => {
        const issuer = new Issuer();
        const error = new ModelArtsError({ kind: "permission-denied", operation: "test", reason: "denied" });
        expect(await issuer.authenticator.refresh(error, await issuer.headers(), {})).toBe(false);
        expect(issuer.count).toBe(1);
    });
});
