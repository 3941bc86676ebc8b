import * as v from "valibot";
import { parseJson } from "../json";
import { amount, choice, flag, type Spec, text } from "./spec";

const idAndName = "takes projects that have an id and a name";
const projectSchema = v.object({ id: v.string(idAndName), name: v.string(idAndName) }, idAndName);
export type Project = Readonly<v.InferOutput<typeof projectSchema>>;

const projects: Spec<readonly Project[] | null> = {
    initial: null,
    argument: "JSON",
    help: 'what the project lookup finds, [{"id":…,"name":…},…]; left out: the project alone',
    schema: v.nullable(v.array(projectSchema, "takes a list of projects in JSON")),
    fromText: parseJson,
};

/** Defines the account and its credentials. No secret here is real. */
export const accountOptions = {
    region: text("cn-north-4", "REGION", "the region"),
    projectId: text("0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e", "ID", "the project of the credentials"),
    projectName: text("", "NAME", "its name; left out: the region"),
    projects,
    mayListProjects: flag(true, "the user may list the projects of the account, not only the own ones"),
    projectOrder: choice(
        ["given", "reversed"],
        "given",
        "the order of the projects in the response of the lookup",
    ),
    accessKey: text("EMULATORAK0000000001", "AK", "permanent access key"),
    secretKey: text("EMULATOR-secret-key-not-real", "SK", "its secret"),
    temporaryAccessKey: text("EMULATORAKTEMPORARY1", "AK", "temporary access key"),
    temporarySecretKey: text("EMULATOR-temporary-secret-key-not-real", "SK", "its secret"),
    securityToken: text("EMULATOR-security-token-not-real", "TOKEN", "what must go with the temporary key"),
    domainName: text("emulator-account", "NAME", "account name"),
    domainId: text("d0d0d0d0d0d04d4d8d8dd0d0d0d0d0d0", "ID", "account ID"),
    userName: text("emulator-user", "NAME", "user name"),
    userId: text("a0a0a0a0a0a04a4a8a8aa0a0a0a0a0a0", "ID", "user ID"),
    password: text("EMULATOR-password-not-real", "PASSWORD", "password"),
    upgradedAccount: flag(false, "the account is a HUAWEI ID: it cannot authenticate under its own name"),
    token: text("EMULATOR-token-not-real", "TOKEN", "a token that needs no authentication; empty: none"),
    tokenLength: amount(73, "CHARACTERS", "how long an issued token is", { min: 73, whole: true }),
    tokenLifetime: amount(86400, "SECONDS", "how long a token lives"),
    expiredTokenCode: choice(
        ["APIG.0307", "APIG.0301", "ModelArts.0202", "ModelArts.6620"],
        "APIG.0307",
        "error code for an expired token",
    ),
    signing: choice(["both", "access", "scoped"], "both", "which form of signature is taken"),
    plus: choice(["literal", "space"], "literal", "what a + in a query means"),
};
