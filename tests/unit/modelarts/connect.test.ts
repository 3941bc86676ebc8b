import { once } from "../../../provider/src/modelarts/connect";

/** Asks that are answered by hand, in their order. */
function createCalls() {
    const asked: { resolve: (answer: string) => void; reject: (error: Error) => void }[] = [];
    const ask = once(() => new Promise<string>((resolve, reject) => asked.push({ resolve, reject })));
    return { ask, asked };
}

test("nobody is asked before somebody wants to know", () => {
    expect(createCalls().asked).toHaveLength(0);
});

test("twenty who want to know at once, and others later, share one answer", async () => {
    const { ask, asked } = createCalls();
    const all = Array.from({ length: 20 }, ask);
    asked[0]?.resolve("answer");
    expect(new Set(await Promise.all(all))).toEqual(new Set(["answer"]));
    expect(await ask()).toBe("answer");
    expect(asked).toHaveLength(1);
});

test("a failure goes to all who waited for it, and to nobody later", async () => {
    const { ask, asked } = createCalls();
    const all = Array.from({ length: 3 }, ask);
    asked[0]?.reject(new Error("fake failure"));
    for (const one of all) await expect(one).rejects.toThrow("fake failure");
    const later = ask();
    asked[1]?.resolve("answer");
    expect(await later).toBe("answer");
    expect(asked).toHaveLength(2);
});

test("a failure of the first question does not undo the answer to the second", async () => {
    const { ask, asked } = createCalls();
    const first = ask();
    asked[0]?.reject(new Error("fake failure"));
    await expect(first).rejects.toThrow();
    const second = ask();
    asked[1]?.resolve("answer");
    await second;
    expect(await ask()).toBe("answer");
    expect(asked).toHaveLength(2);
});
