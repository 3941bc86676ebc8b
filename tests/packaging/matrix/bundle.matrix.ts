import { describeKind } from "./life";

describe("a program that esbuild made one file of", () => {
    describeKind("bundle");
});
