import fc from "fast-check";
import { isFailure, ModelArtsFailure, nameOf, oneLine, reworded } from "../../provider/src/modelarts/errors";
import { runs } from "./runs";
import { text } from "./texts";
import { expectFailure, expectOneLine, watchPrototypes } from "./verdict";

watchPrototypes();

test("a failure is one line of bounded length, whatever it is made from", () => {
    fc.assert(
        fc.property(
            text,
            text,
            fc.option(text, { nil: undefined }),
            text,
            (attempted, because, advice, name) => {
                const failure = new ModelArtsFailure({
                    kind: "refused",
                    attempted: `${attempted} ${nameOf({ name })}`,
                    because,
                    advice,
                });
                expectFailure(failure);
                expectFailure(reworded(failure, { because: `${because}${failure.because}`, advice }));
                expect(isFailure(failure)).toBe(true);
            },
        ),
        runs(500),
    );
});

test("a text is one line of bounded length, whatever it is", () => {
    fc.assert(
        fc.property(text, fc.nat({ max: 400 }), (one, limit) => {
            expectOneLine(oneLine(one, limit));
            expect(oneLine(one, limit).length).toBeLessThanOrEqual(limit + 1);
        }),
        runs(500),
    );
});
