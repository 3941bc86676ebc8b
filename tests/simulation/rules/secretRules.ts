import type { Inspection } from "./violation";
import { secretMark } from "../player/programs";

/** Finds violations of what must hold of all that can be read: output, states and files. */
export function findSecretViolations({ player, result, report, isAtStake }: Inspection): void {
    const { secretKey, password } = player.world.services.home.info;
    const files = player.world.machines.texts().join("\n");
    const { declarations } = result;
    // A value may be readable that is not declared a secret any more, or that is of an adopted job. After a replacement
    // that has failed the state still has that job.
    const secrets = result.jobsInState.filter(({ urn, inputs }) => {
        const { secret, adopt } = declarations.get(urn) ?? {};
        return secret === true && adopt === undefined && inputs?.["visualizationId"] === undefined;
    });
    const states = JSON.stringify(secrets, hideSecrets);
    isAtStake("no secret is shown");
    for (const [where, text] of Object.entries({ output: result.output, files, states })) {
        if (text.includes(secretKey) || text.includes(password))
            report("no secret is shown", `credentials are in the ${where}`);
        if (text.includes(secretMark)) report("no secret is shown", `a secret input is in the ${where}`);
    }
}

function hideSecrets(_key: string, value: unknown): unknown {
    return typeof value === "object" && value !== null && "$secret" in value ? "[secret]" : value;
}
