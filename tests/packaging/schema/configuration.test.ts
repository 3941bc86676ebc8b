import { redactorFor } from "../../../provider/src/modelarts/connect";
import { settingNames } from "../../../provider/src/modelarts/config/settingNames";
import { settingsFromValues, settingsWithDefaults, type SettingValues } from "../../support/settings";
import { committedSchema, sortedNames } from "../../../tools/schema/committed";
import { configurationNames } from "../../../tools/schema/configuration";

const variables = committedSchema.config.variables;
const settings = Object.entries(variables).filter(([name]) =>
    Object.values(settingNames).some(([key]) => key.endsWith(`:${name}`)),
);

const keyOf = (name: string): string =>
    Object.values(settingNames).find(([key]) => key.endsWith(`:${name}`))?.[0] ?? `huaweicloud:${name}`;

function isTaken(name: string, value: string): boolean {
    try {
        settingsWithDefaults({ [keyOf(name)]: value });
        return true;
    } catch {
        return false;
    }
}

/** Every part of a credential, in ways to authenticate that exclude each other. */
const credentials: readonly SettingValues[] = [
    { token: "a-fake-token" },
    {
        accessKey: "FAKEACCESSKEY00000002",
        secretKey: "a-fake-secret-key",
        securityToken: "a-fake-security-token",
    },
    { userName: "example-user", password: "a-fake-password", domainName: "some-account" },
    { userId: "some-user-id", password: "a-fake-password", domainId: "some-account-id" },
];

describe("the configuration of the schema", () => {
    test("has the names that are read, for the stack and for an explicit provider", () => {
        expect(sortedNames(variables)).toEqual([...configurationNames().keys()].sort());
        expect(committedSchema.provider.inputProperties).toEqual(variables);
        expect(committedSchema.provider.requiredInputs).toBeUndefined();
    });

    test.each(settings)("%s has the type whose texts are taken", (name, { type, $ref }) => {
        const acceptedValues = ["1", "1.5", "true", '{"modelarts":"modelarts.example.org"}'].map((value) =>
            isTaken(name, value),
        );
        const texts = { integer: [true, false, false, false], number: [true, true, false, false] };
        if (type === "integer" || type === "number") expect(acceptedValues).toEqual(texts[type]);
        else if (type === "boolean")
            expect([isTaken(name, "true"), acceptedValues[1]]).toEqual([true, false]);
        else if ($ref !== undefined) expect(acceptedValues).toEqual([false, false, false, true]);
        else expect([type, acceptedValues[2]]).toEqual(["string", name !== "signing"]);
    });

    test("says the defaults that count", () => {
        const { maxRetries, retryDelayMs, requestTimeoutMs, waitTimeoutMs, insecure } =
            settingsWithDefaults();
        const defaults = {
            maxRetries,
            retryDelay: retryDelayMs / 1000,
            requestTimeout: requestTimeoutMs / 1000,
            waitTimeout: waitTimeoutMs / 1000,
        };
        for (const [name, value] of Object.entries(defaults))
            expect(variables[name]?.description).toContain(` Default: ${value}.`);
        expect(variables["insecure"]?.description).toContain(` Default: \`${insecure}\`.`);
    });

    test("says where else a value is looked for, in the order in which it is", () => {
        for (const [name, expected] of configurationNames()) {
            const [, documentedNames = ""] =
                / Environment: (.*)\.$/.exec(variables[name]?.description ?? "") ?? [];
            expect([...documentedNames.matchAll(/`(\w+)`/g)].map(([, variable]) => variable)).toEqual(
                expected,
            );
        }
    });

    test("has no default that an SDK would read from the environment and write into the state", () => {
        const text = JSON.stringify(committedSchema);
        expect(text).not.toMatch(/"(default|defaultInfo)":/);
    });

    test("marks as secret what is hidden in messages, and nothing else", () => {
        for (const values of credentials) {
            const valuesByKey = Object.fromEntries(
                Object.entries(values).map(([name, value]) => [keyOf(name), value]),
            );
            const redactor = redactorFor(
                settingsFromValues({ HW_REGION_NAME: "cn-north-4", ...valuesByKey }).credential,
            );
            const hiddenValues = Object.entries(values).filter(
                ([, value]) => redactor.redact(value) !== value,
            );
            const secret = Object.keys(values).filter((name) => variables[name]?.secret === true);
            expect(hiddenValues.map(([name]) => name)).toEqual(secret);
        }
        const parts = Object.keys(Object.assign({}, ...credentials) as SettingValues);
        const secretVariables = Object.entries(variables).filter(([, { secret }]) => secret === true);
        expect(secretVariables.map(([name]) => name).filter((name) => !parts.includes(name))).toEqual([]);
    });
});
