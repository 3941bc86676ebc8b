import { goRelease, moduleVersion, readLanguagePin, readPins } from "../pins";

describe("the pinned versions", () => {
    it("come out of the go.mod files", () => {
        const pins = readPins();
        expect(pins.pulumi.version).toMatch(/^3\.\d+\.\d+$/);
        expect(pins.languageHost.version).toMatch(/^3\.\d+\.\d+$/);
        expect(pins.hash).toMatch(/^[0-9a-f]{12}$/);
        expect(pins).toEqual(readPins());
    });

    it("of language hosts are no part of the engine's, so that a newer one makes no engine anew", () => {
        const [yaml, python] = [readLanguagePin("yaml"), readLanguagePin("python")];
        expect(yaml.version).toMatch(/^1\.\d+\.\d+$/);
        expect(python.version).toBe(readPins().languageHost.version);
        expect(new Set([yaml.hash, python.hash, readPins().hash]).size).toBe(3);
    });

    it("are told from modules whose names begin alike", () => {
        const goMod =
            "go 1.26.6\n\nrequire (\n\texample.com/a/v3/b v3.0.1\n\texample.com/a/v3 v3.2.0 // indirect\n)\n";
        expect(moduleVersion(goMod, "example.com/a/v3")).toBe("3.2.0");
        expect(goRelease(goMod)).toBe("1.26.6");
        expect(() => moduleVersion(goMod, "example.com/c")).toThrow("pins no version of example.com/c");
    });
});
