import fc from "fast-check";

/** Characters and words that break lines, terminals, paths, numbers, pages and prototypes. */
const hostileTexts = [
    ..."\n \r\n|\u2028|\u2029|\u0085|\u0000|\u007f|\u001b[31m|\u009b31m|\u001b]0;x\u0007|\ufeff|\u202e|\u200b".split(
        "|",
    ),
    ..."\ud800|\udc00|\ufffd|\u{10ffff}|😀|état|训练".split("|"),
    ..."..|.|../x|/|a/b|%2e%2e|%2F|%|%zz|?|#|@|:|\\|;|&|=|+|,".split("|"),
    ..."NaN|Infinity|-Infinity|1e400|-0|0x10|1_000|9007199254740993|null|undefined|true|[object Object]".split(
        "|",
    ),
    ..."{}|[]|\"|'|`|<script>|${x}|{action}|$&|$1|%s".split("|"),
    ..."__proto__|constructor|prototype|toString|hasOwnProperty|valueOf|then".split("|"),
    ...["", " ", "\t"],
];

export const hostileText = fc.constantFrom(...hostileTexts);
const longText = fc
    .tuple(hostileText, fc.string({ maxLength: 3 }), fc.integer({ min: 100, max: 3000 }))
    .map(([one, other, count]) => (one + other).repeat(count));

/** Short texts of every kind, and now and then a long one. */
export const text: fc.Arbitrary<string> = fc.oneof(
    { weight: 4, arbitrary: hostileText },
    { weight: 4, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
    { weight: 4, arbitrary: fc.string({ maxLength: 20 }) },
    { weight: 4, arbitrary: fc.string({ unit: fc.oneof(hostileText, fc.string()), maxLength: 6 }) },
    longText,
);

const circular: Record<string, unknown> = {};
circular["self"] = circular;

/** Anything that a program without types may pass. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
    { weight: 3, arbitrary: text },
    {
        weight: 2,
        arbitrary: fc.anything({
            key: fc.oneof(hostileText, fc.string({ maxLength: 5 })),
            maxDepth: 2,
            withBigInt: true,
            withDate: true,
            withNullPrototype: true,
            withObjectString: true,
            withMap: true,
            withSet: true,
            withSparseArray: true,
        }),
    },
    fc.constantFrom<unknown>(undefined, null, NaN, Infinity, -1, 0, -0, 1e21, 2n ** 70n),
    fc.constantFrom<unknown>(circular, Object.create(null), Symbol("x"), () => "x"),
);

/** Any value that a program without types may pass in place of an object with these properties: `a|b`. */
export function anyArguments(
    names: string,
    typicalValues: fc.Arbitrary<unknown> = hostileText,
): fc.Arbitrary<unknown> {
    const values = fc.oneof(typicalValues, anything);
    const keys = fc.constantFrom(...names.split("|"));
    return fc.oneof(anything, {
        weight: 3,
        arbitrary: fc.dictionary(keys, values, { maxKeys: 4, noNullPrototype: true }),
    });
}
