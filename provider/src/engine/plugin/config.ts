import type { ClientSettings } from "../../modelarts/config/clientSettings";

/**
 * Configuration of the provider `modelarts`. Each value that is left out is taken from the environment. Credentials are
 * taken from one source as a whole: where any part of them is given here, none is taken from the environment, except a
 * command (`HW_CREDENTIALS_COMMAND`), which goes before all.
 */
export interface ProviderConfiguration extends ClientSettings {
    /**
     * Seconds for one create, update or delete with all its waiting, and for the poll of a refresh or a lookup. The
     * option `customTimeouts` of a resource goes before it.
     * @defaultValue 900
     */
    waitTimeout?: number;
    /**
     * Seconds between two polls of a job.
     * @defaultValue 1, growing to 5
     */
    pollInterval?: number;
    /**
     * `stopped` stops every job, whatever the program says.
     * @defaultValue as the program says
     */
    state?: "stopped";
}
