import { describeKind } from "./life";

describe("a program in JavaScript, as ES modules", () => {
    describeKind("esModules");
});

describe("a program in TypeScript, as ES modules through tsx", () => {
    describeKind("tsx");
});
