import { findLanguages } from "../../../tools/sdks/generate";

test("languages are found by their names, in one order", () => {
    expect(findLanguages(["python", "nodejs"])).toEqual(["nodejs", "python"]);
});

test.each([["pyton"], ["nodejs,python"], [""]])("a name of none is rejected: %j", (name) => {
    expect(() => findLanguages(["nodejs", name])).toThrow(`There is no SDK for ${name},`);
});
