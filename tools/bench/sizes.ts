import { type Measurement, type Subject } from "./measurement";
import { median, slope, spread } from "./statistics";

export type BySubject = Readonly<Record<Subject, number | undefined>>;

/** Of one number of jobs, over all operations. */
export interface SizeFigures {
    readonly size: number;
    /** Of one resource. */
    readonly stateBytes: BySubject;
    /** The most memory that the provider's process had. */
    readonly peakBytes: BySubject;
}

export function sizeFigures(measurements: readonly Measurement[], size: number): SizeFigures {
    const of = (subject: Subject) =>
        measurements.filter((one) => one.subject === subject && one.size === size);
    return {
        size,
        stateBytes: bySubject((subject) => median(of(subject).flatMap((one) => one.stateBytes ?? []))),
        peakBytes: bySubject(
            (subject) => spread(of(subject).flatMap(({ usages }) => usages.provider?.peakBytes ?? []))?.max,
        ),
    };
}

/** Bytes by which the peak grows with each job, from the last size but one to the last. `sizes` ascend. */
export function bytesPerJob(sizes: readonly SizeFigures[]): BySubject {
    return bySubject((subject) =>
        slope(
            sizes.slice(-2).flatMap(({ size, peakBytes }) => {
                const y = peakBytes[subject];
                return y === undefined ? [] : [{ x: size, y }];
            }),
        ),
    );
}

function bySubject(of: (subject: Subject) => number | undefined): BySubject {
    return { dynamic: of("dynamic"), plugin: of("plugin"), floor: of("floor") };
}
