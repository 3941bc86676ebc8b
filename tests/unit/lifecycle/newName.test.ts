import { newName } from "../../../provider/src/lifecycle/newName";
import { sequentialRandom } from "../../support/inputs";

const urn = "urn:pulumi:dev::project::pulumi-nodejs:dynamic/modelarts:VisualizationJob::resnet";
const seed = Uint8Array.of(1, 2, 3);
const noRandomBytes = () => {
    throw new Error("No random bytes are needed.");
};

test("the name of a new job differs for every job", () => {
    const random = sequentialRandom();
    expect(newName(urn, {}, random)).not.toBe(newName(urn, {}, random));
});

test("the name of a new job is the same for the same seed, without random bytes", () => {
    expect(newName(urn, { seed }, noRandomBytes)).toBe("resnet-039058c");
});

test("the name that pulumi:autonaming gives needs no random bytes", () => {
    const naming = { mode: "propose", name: "team-resnet-4f2" } as const;
    expect(newName(urn, { naming }, noRandomBytes)).toBe("team-resnet-4f2");
});
