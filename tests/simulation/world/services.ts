import { createEmulator, type Emulator, type Options } from "../../../emulator/src";
import type { Clock } from "../../../provider/src/modelarts/clock";
import type { HttpRequest } from "../../../provider/src/modelarts/http/request";
import type { StateResource } from "../host/engineMessages";
import { type ConsoleAction, foreignIds, type Location } from "../history/model";
import type { SeededRandom } from "./seededRandom";

export const locations: Readonly<Record<Location, { readonly region: string; readonly projectId: string }>> =
    {
        home: { region: "cn-north-4", projectId: "0e0e0e0e0e0e4e4e8e8e0e0e0e0e0e0e" },
        project: { region: "cn-north-4", projectId: "0a0a0a0a0a0a4a4a8a8a0a0a0a0a0a0a" },
        region: { region: "cn-south-1", projectId: "0b0b0b0b0b0b4b4b8b8b0b0b0b0b0b0b" },
    };
export const locationNames = Object.keys(locations) as Location[];
/** The name of the explicit provider whose configuration has another project. */
export const elsewhereName = "elsewhere";

/** Identifies a job among those of all locations, since each location has its own numbers. */
export function jobKey(location: Location, id: string): string {
    return location === "home" ? id : `${location}/${id}`;
}

/** Returns the place of the job of a resource. It stays the same when the configuration changes. */
export function locationOf(resource: Pick<StateResource, "inputs" | "outputs" | "provider">): Location {
    const { inputs, outputs, provider } = resource;
    const projectId = outputs?.["projectId"] ?? inputs?.["projectId"];
    const location = locationNames.find((name) => locations[name].projectId === projectId);
    return location ?? (provider?.includes(`::${elsewhereName}::`) === true ? "project" : "home");
}

/** Returns the key of the job that a resource of a state has. */
export function keyOf(resource: StateResource): string | undefined {
    return resource.id === undefined ? undefined : jobKey(locationOf(resource), resource.id);
}

/** Returns the keys of the jobs that resources have. A resource that waits for its replacement has none any more. */
export function jobKeys(resources: readonly StateResource[]): string[] {
    const present = resources.filter(({ pendingReplacement }) => pendingReplacement !== true);
    return present.flatMap((resource) => keyOf(resource) ?? []);
}

export type ServiceJob = Emulator["jobs"][number] & { readonly key: string; readonly location: Location };

/** The services of all locations: an emulator for each. */
export class Services {
    readonly home: Emulator;
    private readonly emulators: readonly (readonly [Location, Emulator])[];

    constructor(clock: Clock, random: SeededRandom) {
        this.emulators = locationNames.map((location) => {
            const options = { boot: 20, stop: 10, ...locations[location] };
            const { bytes } = random.fork(`service ${location}`);
            const url = "http://modelarts.invalid";
            const emulator = createEmulator({
                options,
                clock: { ...clock, now: () => clock.timeOfDay() },
                random: bytes,
                url,
            });
            for (const id of foreignIds) emulator.makeJob({ id, name: `foreign-${id}` });
            return [location, emulator];
        });
        this.home = this.at("home");
    }

    at(location: Location): Emulator {
        const entry = this.emulators.find(([each]) => each === location);
        if (entry === undefined) throw new Error(`There is no location ${location}.`);
        return entry[1];
    }

    get jobs(): readonly ServiceJob[] {
        return this.emulators.flatMap(([location, emulator]) =>
            emulator.jobs.map((job) => ({ ...job, location, key: jobKey(location, job.id) })),
        );
    }

    job(key: string): ServiceJob | undefined {
        return this.jobs.find((job) => job.key === key);
    }

    /** Changes a job as a colleague does in the console, and returns its key, where there is one. */
    change(location: Location, id: string, action: ConsoleAction): string | undefined {
        const service = this.at(location);
        if (service.job(id) === undefined) return undefined;
        if (action === "delete") service.removeJob(id);
        else service.moveJob(id, action === "stop" ? 12 : 8);
        return jobKey(location, id);
    }

    /** Finds the emulator that a request is for, by the project or region that it names. */
    route({ url, body }: HttpRequest): Emulator {
        const text = `${url.href} ${body ?? ""}`;
        const { region, project } = locations;
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
        return this.emulators.flatMap(([location, emulator]) =>
            emulator.requests
                .filter(({ method, call }) => method !== "GET" && call !== "tokens")
                .map(({ call, jobId, status }) =>
                    [call, jobId === undefined ? "" : jobKey(location, jobId), status ?? "-"].join(" "),
                ),
        );
    }
}
