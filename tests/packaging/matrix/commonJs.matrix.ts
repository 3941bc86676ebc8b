import { describeKind } from "./life";

describe("a program in JavaScript, as CommonJS", () => {
    describeKind("commonJs");
});
