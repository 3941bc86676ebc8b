import { connectToEmulator, useEmulator } from "../support/emulatedClient";
import { performCall, jobApiCalls } from "../support/apiCalls";
import { rejectionOf } from "../support/errors";
import { readManifest } from "../support/documentCommands";
import { codesIn, readDocument } from "../../tools/docs/markdown";
import { readLockFile } from "../../tools/release/lockFile";
import { root } from "../../tools/repository";

const document = readDocument("docs/security.md");
const under = (heading: string) => {
    const [table] = document.tables.filter((one) => one.under === heading);
    if (table === undefined) throw new Error(`docs/security.md has no table under ${heading}.`);
    return table.rows.flatMap(([first = ""]) => codesIn(first));
};

const actions = under("What it needs to be allowed");

describe("the permissions of docs/security.md", () => {
    const emulator = useEmulator();

    test("are the actions that the seven calls name where they are not allowed, and no other", async () => {
        const response = { status: 403, body: { error_code: "ModelArts.0112", error_msg: "no" } };
        emulator().injectFault({ times: "always", response });
        const requiredActions = await Promise.all(
            jobApiCalls.map(async (call) => {
                const { message } = await rejectionOf(
                    performCall(call, connectToEmulator(emulator()).jobs, emulator()),
                );
                return message.match(/\b\w+:\w+:\w+/g) ?? [];
            }),
        );
        // The service asks for one action more than its documents name first.
        const documentedActions = new Set([...requiredActions.flat(), "obs:bucket:ListAllMyBuckets"]);
        expect([...actions].sort()).toEqual([...documentedActions].sort());
    });

    test("are in the two policies, each in the one of its service", () => {
        const policies = document.blocks
            .filter(({ language }) => language === "json")
            .map(({ text }) => JSON.parse(text) as { Statement: { Action: string[] }[] })
            .map(({ Statement }) => Statement.flatMap(({ Action }) => Action));
        expect(policies).toEqual(
            ["modelarts:", "obs:"].map((service) => actions.filter((action) => action.startsWith(service))),
        );
    });
});

describe("the packages of docs/security.md", () => {
    const dependencies = Object.keys(readManifest("provider").dependencies ?? {});
    const { packages } = readLockFile(root);

    test("are those that the package needs", () => {
        expect(under("What is installed")).toEqual(dependencies);
    });

    test("run nothing at their installation, nor do those that they need", () => {
        const closure = new Set<string>();
        const add = (name: string): void => {
            if (closure.has(name)) return;
            closure.add(name);
            for (const [location, one] of Object.entries(packages))
                if (location.endsWith(`node_modules/${name}`))
                    Object.keys(one.dependencies ?? {}).forEach(add);
        };
        dependencies.forEach(add);
        expect(closure.size).toBeGreaterThan(dependencies.length);
        const scripts = Object.entries(packages).filter(
            ([, { hasInstallScript }]) => hasInstallScript === true,
        );
        // The lock file has this mark for packages that run something, such as one of the tests' own.
        expect(scripts.length).toBeGreaterThan(0);
        const ownScripts = scripts
            .map(([location]) => location.replace(/^.*node_modules\//, ""))
            .filter((name) => closure.has(name));
        expect(ownScripts).toEqual([]);
    });
});
