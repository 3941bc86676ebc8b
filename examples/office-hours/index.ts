import * as pulumi from "@pulumi/pulumi";
import { VisualizationJob } from "pulumi-modelarts";

const trainUrl = new pulumi.Config().require("trainUrl");

// `modelarts:state: stopped` in the configuration goes before every `state` here. See officeHours.ts.

// Runs by day: when the switch is removed, `state` counts again, and the job restarts.
const team = new VisualizationJob("team", { trainUrl, state: "running" });

// Has no `state`: it is started and stopped by hand. The switch stops it too, and from then on it stays stopped until its
// program or the console starts it.
const scratch = new VisualizationJob("scratch", { trainUrl });

export const states = { team: team.state, scratch: scratch.state };
