import { committedSchema } from "../../../tools/schema/committed";
import { exampleLanguages, readExample } from "../../../tools/schema/examples";
import { sdkNames } from "../../../tools/sdks/names";

const names = sdkNames();

describe("the names of the SDKs", () => {
    it("all follow from the owner", () => {
        expect(sdkNames("some-company")).toEqual({
            npm: "@some-company/modelarts",
            python: "some_company",
            goModule: "github.com/some-company/pulumi-modelarts/sdk/go/modelarts",
            javaGroup: "io.github.some-company",
            javaPackage: "io.github.somecompany",
            dotnetNamespace: "SomeCompany",
        });
    });

    it("are those of the schema, and none is Pulumi's own", () => {
        expect(committedSchema["language"]).toMatchObject({
            nodejs: { packageName: names.npm },
            python: { packageName: names.python },
            go: { importBasePath: names.goModule, modulePath: names.goModule },
            java: { basePackage: names.javaPackage },
            csharp: { rootNamespace: names.dotnetNamespace },
        });
        const pulumis = /^@pulumi\/|^pulumi$|^github\.com\/pulumi\/|^com\.pulumi|^Pulumi$/;
        expect(Object.values({ ...names }).filter((name) => pulumis.test(name))).toEqual([]);
    });

    it("do not change the package, whose name stands in state files", () => {
        expect(committedSchema.name).toBe("modelarts");
    });

    it.each(["board", "stopById", "findJob", "listJobs"])(
        "are those that the example %s imports",
        (example) => {
            const imports = [
                names.npm,
                names.python,
                names.goModule,
                names.dotnetNamespace,
                names.javaPackage,
            ];
            const programs = readExample(example).programs;
            expect(programs.map(({ language }) => language)).toEqual(exampleLanguages);
            for (const [index, name] of imports.entries())
                expect(programs[index]).toMatchObject({ text: expect.stringContaining(name) as unknown });
        },
    );
});
