import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["**/dist/", "**/node_modules/", "**/.venv/", "examples/*/sdks/", "coverage/", "release/"] },
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
                URL: "readonly",
                module: "writable",
                require: "readonly",
                __dirname: "readonly",
            },
        },
    },
    prettier,
);
