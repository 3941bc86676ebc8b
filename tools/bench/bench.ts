import { measureImports } from "./imports";
import { measureListing } from "./listing";
import { providerPlugin } from "../../tests/support/providers";
import type { Log } from "../engine/engine";
import { describeMachine, load } from "./machine";
import { type Measurement, names, subjects } from "./measurement";
import type { Plan } from "./plan";
import type { Results } from "./results";
import { playRound } from "./round";
import { Service } from "./service";
import { measureThrottling } from "./throttling";
import { measureWideBaselines } from "./wideFloor";

/** Measures all that the plan says. Rejects where anything of it does not end as it should. */
export async function bench(plan: Plan, say: Log): Promise<Results> {
    // What the first run of a checkout has to make, before the clock starts.
    await providerPlugin.projectOptions();
    const began = Date.now();
    const before = load();
    const machine = await describeMachine();
    const { boot, stop } = plan;
    const quota = plan.listed + 1000;
    const options = { boot, stop, jobQuota: quota, runningQuota: quota };
    const { measurements, wideFloors, throttled } = await withService(options, async (service) => ({
        measurements: await measureRounds(plan, service, began, say),
        wideFloors: await measureWideBaselines(plan, service, say),
        throttled: await measureThrottling(plan, service, say),
    }));
    // Those who list leave their jobs behind: a service of their own.
    const listings = await withService(options, (service) => measureListing(plan.listed, service, say));
    const imports = await measureImports(plan.imports, say);
    return {
        began: new Date(began).toISOString(),
        minutes: (Date.now() - began) / 60_000,
        machine,
        load: { before, after: load() },
        plan,
        measurements,
        wideFloors,
        throttled,
        listings,
        imports,
    };
}

async function withService<T>(
    options: Parameters<typeof Service.start>[0],
    use: (service: Service) => Promise<T>,
): Promise<T> {
    const service = await Service.start(options);
    try {
        return await use(service);
    } finally {
        await service.close();
    }
}

/** Every size once, with each subject; then again, the smallest first, while there is time. */
async function measureRounds(plan: Plan, service: Service, began: number, say: Log): Promise<Measurement[]> {
    const measurements: Measurement[] = [];
    const lasted = new Map<number, number>();
    const round = async (size: number): Promise<void> => {
        const start = Date.now();
        for (const subject of subjects) {
            say(`${size} ${size === 1 ? "job" : "jobs"}: ${names[subject]}`);
            measurements.push(...(await playRound(subject, size, plan, service)));
        }
        lasted.set(size, Date.now() - start);
    };
    for (const size of plan.sizes) await round(size);
    for (const size of plan.sizes) {
        const over = Date.now() - began + (lasted.get(size) ?? Infinity);
        if (over < plan.minutes * 60_000) await round(size);
    }
    return measurements;
}
