import { describeKind } from "./life";

describe("a program in TypeScript, through ts-node", () => {
    describeKind("typescript");
});
