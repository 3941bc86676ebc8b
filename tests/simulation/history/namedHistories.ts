import { failures } from "./named/failures";
import { ignoredChanges } from "./named/ignoredChanges";
import type { NamedHistory } from "./named/namedHistory";
import { policies } from "./named/policies";
import { removals } from "./named/removals";
import { renames } from "./named/renames";
import { replacements } from "./named/replacements";
import { transfers } from "./named/transfers";

export const namedHistories: readonly NamedHistory[] = [
    ...renames,
    ...replacements,
    ...transfers,
    ...policies,
    ...removals,
    ...ignoredChanges,
    ...failures,
];
