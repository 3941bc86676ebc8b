import * as pulumi from "@pulumi/pulumi";
import { boardsOf } from "./boards";

// All that is worth a test is in `boards.ts`, a function of plain values. See boards.test.ts.
const boards = boardsOf(new pulumi.Config().requireObject<string[]>("experiments"));

export const urls = boards.map(({ serviceUrl }) => serviceUrl);
