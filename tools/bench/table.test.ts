import { aligned, markdown } from "./table";

const table = {
    title: "T",
    words: 1,
    header: ["what", "ms"],
    rows: [
        ["a", "10"],
        ["longer", "5"],
    ],
};

test("in a terminal words stand left and figures right, in columns of one width", () => {
    expect(aligned(table)).toBe("what    ms\na       10\nlonger   5");
});

test("in a document a table is one of Markdown, with the same sides", () => {
    expect(markdown(table)).toBe("| what | ms |\n| --- | --: |\n| a | 10 |\n| longer | 5 |");
});
