import { once } from "../../../provider/src/modelarts/connect";

/** A shared call whose results the test decides. */
function createSharedCall() {
    const calls: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
    const call = once(() => new Promise<string>((resolve, reject) => calls.push({ resolve, reject })));
    return { call, calls };
}

test("does not call before the first use", () => {
    expect(createSharedCall().calls).toHaveLength(0);
});

test("shares one result among concurrent and later uses", async () => {
    const { call, calls } = createSharedCall();
    const results = Array.from({ length: 20 }, call);
    calls[0]?.resolve("value");
    expect(new Set(await Promise.all(results))).toEqual(new Set(["value"]));
    expect(await call()).toBe("value");
    expect(calls).toHaveLength(1);
});

test("rejects the concurrent uses after an error, and calls again for a later one", async () => {
    const { call, calls } = createSharedCall();
    const results = Array.from({ length: 3 }, call);
    calls[0]?.reject(new Error("fake error"));
    for (const result of results) await expect(result).rejects.toThrow("fake error");
    const later = call();
    calls[1]?.resolve("value");
    expect(await later).toBe("value");
    expect(calls).toHaveLength(2);
});

test("keeps the result of the second call after an error of the first", async () => {
    const { call, calls } = createSharedCall();
    const first = call();
    calls[0]?.reject(new Error("fake error"));
    await expect(first).rejects.toThrow();
    const second = call();
    calls[1]?.resolve("value");
    await second;
    expect(await call()).toBe("value");
    expect(calls).toHaveLength(2);
});
