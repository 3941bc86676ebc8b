import { closest, distance } from "fastest-levenshtein";

/** The known name that a misspelt one is nearest to; `undefined` where none is near. */
export function nearestName(name: string, knownNames: readonly string[]): string | undefined {
    const lowerCase = name.toLowerCase();
    const byLowerCase = new Map(knownNames.map((known) => [known.toLowerCase(), known]));
    const candidate = closest(lowerCase, [...byLowerCase.keys()]);
    const maxDistance = Math.max(1, Math.floor(lowerCase.length / 3));
    return distance(lowerCase, candidate) <= maxDistance ? byLowerCase.get(candidate) : undefined;
}
