import type { ResourceState } from "../properties/state";
import { type JobOwnership, toLocation } from "./ownership";

/** The current URNs of resources. The state of a dynamic resource may keep a former one for long, after an alias. */
export class CurrentUrns {
    /** By the ID of the job and the URN in the state. */
    private readonly urns = new Map<string, string>();

    constructor(private readonly ownership: JobOwnership) {}

    /** The program has the resource under this URN. */
    record(id: string, { urn: stateUrn }: ResourceState, urn: string): void {
        if (stateUrn !== undefined && stateUrn !== urn) this.urns.set(`${id} ${stateUrn}`, urn);
    }

    /** `undefined`: the URN in the state is a former one, which another resource of the program has by now. */
    find(id: string, prior: ResourceState): string | undefined {
        const { urn = "" } = prior;
        const isFormer = this.ownership.hasObtainedOther(urn, { ...toLocation(prior), id });
        return this.urns.get(`${id} ${urn}`) ?? (isFormer ? undefined : urn);
    }
}
