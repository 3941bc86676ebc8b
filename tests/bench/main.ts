import { importTimes } from "./importTime";

/** What a user waits for before anything happens. Figures are of this machine, at this load. */
const rounds = 7;

console.log(`Importing, in a process of its own each time, ${rounds} times; milliseconds`);
console.table(importTimes(["@pulumi/pulumi", "pulumi-modelarts", "pulumi-modelarts/client"], rounds));
