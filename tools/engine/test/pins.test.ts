import { goRelease, moduleVersion, readLanguagePin, readPins } from "../pins";

describe("the pinned versions", () => {
    test("are read from the go.mod files", () => {
        const pins = readPins();
        expect(pins.pulumi.version).toMatch(/^3\.\d+\.\d+$/);
        expect(pins.languageHost.version).toMatch(/^3\.\d+\.\d+$/);
        expect(pins.hash).toMatch(/^[0-9a-f]{12}$/);
        expect(pins).toEqual(readPins());
    });

    test("of language hosts do not count for the engine, so that a newer host does not build the engine again", () => {
        const [yaml, python, go] = [
            readLanguagePin("yaml"),
            readLanguagePin("python"),
            readLanguagePin("go"),
        ];
        expect(yaml.version).toMatch(/^1\.\d+\.\d+$/);
        expect(python.version).toBe(readPins().languageHost.version);
        expect(go.version).toMatch(/^3\.\d+\.\d+$/);
        expect(new Set([yaml.hash, python.hash, go.hash, readPins().hash]).size).toBe(4);
    });

    test("are not those of modules whose names begin alike", () => {
        const goMod =
            "go 1.26.6\n\nrequire (\n\texample.com/a/v3/b v3.0.1\n\texample.com/a/v3 v3.2.0 // indirect\n)\n";
        expect(moduleVersion(goMod, "example.com/a/v3")).toBe("3.2.0");
        expect(goRelease(goMod)).toBe("1.26.6");
        expect(() => moduleVersion(goMod, "example.com/c")).toThrow("pins no version of example.com/c");
    });
});
