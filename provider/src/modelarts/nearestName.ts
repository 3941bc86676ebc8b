import { closest, distance } from "fastest-levenshtein";

/** Returns the known name that is nearest to a misspelt one, or `undefined` where none is near. */
export function nearestName(name: string, knownNames: readonly string[]): string | undefined {
    const lowerCase = name.toLowerCase();
    const byLowerCase = new Map(knownNames.map((knownName) => [knownName.toLowerCase(), knownName]));
    const candidate = closest(lowerCase, [...byLowerCase.keys()]);
    const maxDistance = Math.max(1, Math.floor(lowerCase.length / 3));
    return distance(lowerCase, candidate) <= maxDistance ? byLowerCase.get(candidate) : undefined;
}
