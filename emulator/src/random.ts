/** Source of random bytes, which a simulation replaces. */
export type RandomBytes = (size: number) => Buffer;

/** An ID as the service makes them: 32 hexadecimal digits. */
export function randomId(randomBytes: RandomBytes): string {
    return randomBytes(16).toString("hex");
}
