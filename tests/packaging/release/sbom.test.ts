import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../../../tools/repository";
import { readLicences } from "../../../tools/release/licences";
import { makeSbom, type Sbom, sbomFaults } from "../../../tools/release/sbom";

describe("the SBOM of the package", () => {
    let folder: string;
    let sbom: Sbom;
    beforeAll(async () => {
        folder = await mkdtemp(path.join(tmpdir(), "pulumi-modelarts-sbom-"));
        sbom = await makeSbom(root, folder);
    }, 120_000);
    afterAll(() => rm(folder, { recursive: true }));

    test("has what comes with the package, by its name, version, hash and licence", async () => {
        expect(sbom).toMatchObject({
            bomFormat: "CycloneDX",
            metadata: { component: { name: "pulumi-modelarts" } },
        });
        expect(sbomFaults(sbom, [...(await readLicences(root)).keys()])).toEqual([]);
        expect(sbom.components.length).toBeGreaterThan(20);
        for (const component of sbom.components)
            expect(component).toEqual(
                expect.objectContaining({
                    purl: `pkg:npm/${component.name}@${component.version}`,
                    hashes: [{ alg: "SHA-512", content: expect.stringMatching(/^[0-9a-f]{128}$/) as string }],
                    licenses: [expect.anything()],
                }),
            );
    }, 60_000);

    test("is faulty where it lacks a package, has one in excess, or has another form", () => {
        const names = sbom.components.map(({ name }) => name);
        expect(sbomFaults(sbom, [...names, "left"])).toEqual([expect.stringContaining("lacks left")]);
        expect(sbomFaults(sbom, names.slice(1))).toEqual([expect.stringContaining(`has ${names[0] ?? ""},`)]);
        expect(sbomFaults({ ...sbom, bomFormat: "SPDX" }, names)).toEqual([expect.stringContaining("SPDX")]);
    });
});
