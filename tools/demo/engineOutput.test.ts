import { essentialLines } from "./engineOutput";

const output = `Updating (dev):

@ updating......
 +  pulumi:pulumi:Stack modelarts-tensorboard-dev creating (0s) 
 ~  pulumi-nodejs:dynamic/modelarts:VisualizationJob board refreshing (0s) 
 ~  pulumi-nodejs:dynamic/modelarts:VisualizationJob board refresh (0.25s) 
@ updating..........
 +  pulumi-nodejs:dynamic/modelarts:VisualizationJob board creating (0s) 
 +  pulumi-nodejs:dynamic/modelarts:VisualizationJob board created (3s) 
    pulumi-nodejs:dynamic/modelarts:VisualizationJob board  
Outputs:
    url            : "https://example.com/8992/"

Resources:
    + 2 created

Duration: 14s

`;

it("shows what a reader wants of the engine's output, in whatever pieces it comes", () => {
    const lines: string[] = [];
    const take = essentialLines((line) => lines.push(line));
    for (const piece of output.match(/[^]{1,7}/g) ?? []) take(piece);
    expect(lines).toEqual([
        "Updating (dev):",
        " ~  pulumi-nodejs:dynamic/modelarts:VisualizationJob board refresh (0.25s)",
        " +  pulumi-nodejs:dynamic/modelarts:VisualizationJob board creating (0s)",
        " +  pulumi-nodejs:dynamic/modelarts:VisualizationJob board created (3s)",
        "Outputs:",
        '    url            : "https://example.com/8992/"',
        "Resources:",
        "    + 2 created",
        "Duration: 14s",
    ]);
});
