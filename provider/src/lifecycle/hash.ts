import { createHash } from "node:crypto";

/**
 * Returns the SHA-256 of a value as JSON: 64 characters of `0-9a-f`. Names of files on disk hold it, so it never
 * changes.
 */
export function hashJson(value: unknown): string {
    return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
