import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/** Arrows only go down: each layer names what it may not reach. */
function layer(files, ...groups) {
    const patterns = groups.map(([group, message]) => ({ group, message }));
    return { files, rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns }] } };
}
const noPulumi = [["@pulumi/*"], "Below the resource nothing knows Pulumi."];
const noAxios = [["axios"], "Only modelarts/http/transport.ts speaks HTTP."];
const noResource = [["**/engine/**", "**/resource/**", "**/index"], "Arrows only go down."];

export default tseslint.config(
    { ignores: ["**/dist/", "**/node_modules/", "**/.venv/", "**/sdks/", "coverage/"] },
    js.configs.recommended,
    {
        files: ["**/*.ts"],
        extends: [...tseslint.configs.strictTypeChecked],
        languageOptions: {
            parserOptions: {
                project: ["./tsconfig.json", "./provider/tsconfig.json"],
                tsconfigRootDir: import.meta.dirname,
            },
        },
        rules: {
            "max-lines": ["error", { max: 250 }],
            "no-console": "error",
            "@typescript-eslint/restrict-template-expressions": [
                "error",
                { allowNumber: true, allowBoolean: true },
            ],
            "@typescript-eslint/consistent-type-imports": "error",
        },
    },
    layer(["provider/**/*.ts"], noAxios),
    layer(["provider/src/reconcile/**/*.ts"], noAxios, noPulumi, noResource),
    layer(["provider/src/modelarts/**/*.ts"], noAxios, noPulumi, noResource, [
        ["**/reconcile/*"],
        "The client does not know what is wanted of a job.",
    ]),
    layer(
        ["provider/src/modelarts/http/transport.ts", "provider/src/modelarts/http/proxy.ts"],
        noPulumi,
        noResource,
    ),
    {
        files: ["emulator/**/*.ts", "tools/**/*.ts", "tests/**/*.ts", "examples/**/*.ts"],
        rules: { "no-console": "off" },
    },
    {
        files: ["examples/**/*.test.ts"],
        rules: {
            "@typescript-eslint/no-floating-promises": [
                "error",
                {
                    allowForKnownSafeCalls: [
                        { from: "package", package: "node:test", name: ["test", "before"] },
                    ],
                },
            ],
        },
    },
    {
        files: ["**/*.js", "**/*.mjs", "**/*.cjs"],
        languageOptions: {
            globals: {
                console: "readonly",
                process: "readonly",
                module: "writable",
                require: "readonly",
                __dirname: "readonly",
            },
        },
    },
    prettier,
);
