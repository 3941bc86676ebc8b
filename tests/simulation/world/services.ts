import { createEmulator, type Emulator, type Options } from "../../../emulator/src";
import type { Clock } from "../../../provider/src/modelarts/clock";
import type { HttpRequest } from "../../../provider/src/modelarts/http/request";
import type { StateResource } from "../host/engineMessages";
import { type ConsoleAction, foreignIds, type Place } from "../history/model";
import type { SeededRandom } from "./seededRandom";

export const places: Readonly<Record<Place, { readonly region: string; readonly projectId: string }>> = {
    home: { region: "cn-north-4", projectId: "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e" },
    project: { region: "cn-north-4", projectId: "0a0a0a0a0a0a4a4a8a8a0a0a0a0a0a0a" },
    region: { region: "cn-south-1", projectId: "0b0b0b0b0b0b4b4b8b8b0b0b0b0b0b0b" },
};
export const placeNames = Object.keys(places) as Place[];
/** The name of the explicit provider whose configuration has another project. */
export const elsewhereName = "elsewhere";

/** Identifies a job among those of all places, since each place has its own numbers. */
export function jobKey(place: Place, id: string): string {
    return place === "home" ? id : `${place}/${id}`;
}

/** Returns the place of the job of a resource. It stays the same when the configuration changes. */
export function placeOf(resource: Pick<StateResource, "inputs" | "outputs" | "provider">): Place {
    const { inputs, outputs, provider } = resource;
    const projectId = outputs?.["projectId"] ?? inputs?.["projectId"];
    const place = placeNames.find((name) => places[name].projectId === projectId);
    return place ?? (provider?.includes(`::${elsewhereName}::`) === true ? "project" : "home");
}

/** Returns the key of the job that a resource of a state has. */
export function keyOf(resource: StateResource): string | undefined {
    return resource.id === undefined ? undefined : jobKey(placeOf(resource), resource.id);
}

/** Returns the keys of the jobs that resources have. A resource that waits for its replacement has none any more. */
export function jobKeys(resources: readonly StateResource[]): string[] {
    const present = resources.filter(({ pendingReplacement }) => pendingReplacement !== true);
    return present.flatMap((resource) => keyOf(resource) ?? []);
}

export type ServiceJob = Emulator["jobs"][number] & { readonly key: string; readonly place: Place };

/** The services of all places: an emulator for each. */
export class Services {
    readonly home: Emulator;
    private readonly emulators: readonly (readonly [Place, Emulator])[];

    constructor(clock: Clock, random: SeededRandom) {
        this.emulators = placeNames.map((place) => {
            const options = { boot: 20, stop: 10, ...places[place] };
            const { bytes } = random.fork(`service ${place}`);
            const url = "http://modelarts.invalid";
            const emulator = createEmulator({
                options,
                clock: { ...clock, now: () => clock.timeOfDay() },
                random: bytes,
                url,
            });
            for (const id of foreignIds) emulator.makeJob({ id, name: `foreign-${id}` });
            return [place, emulator];
        });
        this.home = this.at("home");
    }

    at(place: Place): Emulator {
        const entry = this.emulators.find(([each]) => each === place);
        if (entry === undefined) throw new Error(`There is no place ${place}.`);
        return entry[1];
    }

    get jobs(): readonly ServiceJob[] {
        return this.emulators.flatMap(([place, emulator]) =>
            emulator.jobs.map((job) => ({ ...job, place, key: jobKey(place, job.id) })),
        );
    }

    job(key: string): ServiceJob | undefined {
        return this.jobs.find((job) => job.key === key);
    }

    /** Changes a job as a colleague does in the console, and returns its key, where there is one. */
    change(place: Place, id: string, action: ConsoleAction): string | undefined {
        const service = this.at(place);
        if (service.job(id) === undefined) return undefined;
        if (action === "delete") service.removeJob(id);
        else service.moveJob(id, action === "stop" ? 12 : 8);
        return jobKey(place, id);
    }

    /** Finds the emulator that a request is for, by the project or region that it names. */
    route({ url, body }: HttpRequest): Emulator {
        const text = `${url.href} ${body ?? ""}`;
        const { region, project } = places;
        if (text.includes(region.projectId) || text.includes(region.region)) return this.at("region");
        return text.includes(project.projectId) ? this.at("project") : this.home;
    }

    setOptions(options: Partial<Options>): void {
        for (const [, emulator] of this.emulators) emulator.setOptions(options);
    }

    clearRequests(): void {
        for (const [, emulator] of this.emulators) emulator.clearRequests();
    }

    /** Requests that change something, such as `stop 8992 200`. */
    get writes(): readonly string[] {
        return this.emulators.flatMap(([place, emulator]) =>
            emulator.requests
                .filter(({ method, call }) => method !== "GET" && call !== "tokens")
                .map(({ call, jobId, status }) =>
                    [call, jobId === undefined ? "" : jobKey(place, jobId), status ?? "-"].join(" "),
                ),
        );
    }
}
