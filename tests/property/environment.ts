/** What the tests of a file set in the environment is as it was before, after them. */
export function keepEnvironment(): void {
    const before = { ...process.env };
    afterAll(() => {
        for (const name of Object.keys(process.env))
            if (!(name in before)) Reflect.deleteProperty(process.env, name);
        Object.assign(process.env, before);
    });
}
