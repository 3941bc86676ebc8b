import fc from "fast-check";
import {
    isModelArtsError,
    ModelArtsError,
    describeJob,
    toOneLine,
    withDetails,
} from "../../provider/src/modelarts/errors";
import { runParameters } from "./runs";
import { text } from "./texts";
import { expectFailure, expectOneLine, expectUnchangedPrototypes } from "./verdict";

expectUnchangedPrototypes();

test("a failure is one line of bounded length, whatever it is made from", () => {
    fc.assert(
        fc.property(
            text,
            text,
            fc.option(text, { nil: undefined }),
            text,
            (operation, reason, hint, name) => {
                const failure = new ModelArtsError({
                    kind: "rejected",
                    operation: `${operation} ${describeJob({ name })}`,
                    reason,
                    hint,
                });
                expectFailure(failure);
                expectFailure(withDetails(failure, { reason: `${reason}${failure.reason}`, hint }));
                expect(isModelArtsError(failure)).toBe(true);
            },
        ),
        runParameters(500),
    );
});

test("a text is one line of bounded length, whatever it is", () => {
    fc.assert(
        fc.property(text, fc.nat({ max: 400 }), (one, limit) => {
            expectOneLine(toOneLine(one, limit));
            expect(toOneLine(one, limit).length).toBeLessThanOrEqual(limit + 1);
        }),
        runParameters(500),
    );
});
