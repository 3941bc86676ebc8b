/** What the tests of a file set in the environment is as it was before, after them. */
export function restoreEnvironment(): void {
    const original = { ...process.env };
    afterAll(() => {
        for (const name of Object.keys(process.env))
            if (!(name in original)) Reflect.deleteProperty(process.env, name);
        Object.assign(process.env, original);
    });
}
