import fc from "fast-check";

/** What breaks lines, terminals, paths, numbers, pages and prototypes. */
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
    "",
    " ",
    "\t",
];

export const hostileText = fc.constantFrom(...hostileTexts);

/** Short texts of every kind, and now and then a long one. */
export const text: fc.Arbitrary<string> = fc.oneof(
    { weight: 4, arbitrary: hostileText },
    { weight: 4, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
    { weight: 4, arbitrary: fc.string({ maxLength: 20 }) },
    {
        weight: 4,
        arbitrary: fc
            .array(fc.oneof(hostileText, fc.string({ maxLength: 5 })), { maxLength: 6 })
            .map((parts) => parts.join("")),
    },
    {
        weight: 1,
        arbitrary: fc
            .tuple(
                fc.oneof(hostileText, fc.string({ minLength: 1, maxLength: 3 })),
                fc.integer({ min: 100, max: 3000 }),
            )
            .map(([unit, count]) => unit.repeat(count)),
    },
);

/** Anything that a program without types may hand over. */
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
    {
        weight: 1,
        arbitrary: fc.constantFrom<unknown>(undefined, null, NaN, Infinity, -1, 0, -0, 1e21, 2n ** 70n),
    },
    {
        weight: 1,
        arbitrary: fc
            .constantFrom<() => unknown>(
                createCircular,
                createWithoutPrototype,
                () => Symbol("x"),
                () => () => "x",
            )
            .map((make) => make()),
    },
);

function createCircular(): unknown {
    const ring: Record<string, unknown> = {};
    ring["self"] = ring;
    return ring;
}

/** Cannot even be turned into text. */
function createWithoutPrototype(): unknown {
    return Object.create(null);
}

/** An ordinary object with at most so many of these properties, whatever they are called. */
export function objectWith(
    names: fc.Arbitrary<string>,
    values: fc.Arbitrary<unknown>,
    most: number,
): fc.Arbitrary<Record<string, unknown>> {
    return fc.dictionary(names, values, { maxKeys: most, noNullPrototype: true });
}

/** What a program without types may hand over in place of an object with these properties: `a|b`. */
export function anyArguments(
    names: string,
    typicalValues: fc.Arbitrary<unknown> = hostileText,
): fc.Arbitrary<unknown> {
    const values = fc.oneof(typicalValues, anything);
    return fc.oneof(
        { weight: 1, arbitrary: anything },
        { weight: 3, arbitrary: objectWith(fc.constantFrom(...names.split("|")), values, 4) },
    );
}
