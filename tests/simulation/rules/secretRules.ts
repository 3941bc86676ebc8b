import type { Inspection } from "./violation";
import { secretMark } from "../player/programs";

/** What must hold of all that can be read: output, states and files. */
export function findSecretViolations({ player, played, report, isAtStake }: Inspection): void {
    const { secretKey, password } = player.world.services.home.info;
    const files = player.world.machines.texts().join("\n");
    const { declared } = played;
    // A value that is not declared a secret any more may be in the clear, and so may that of a job that was adopted. After
    // a replacement that has failed the state still has that one.
    const secrets = played.jobsInState.filter(({ urn, inputs }) => {
        const { secret, adopt } = declared.get(urn) ?? {};
        return secret === true && adopt === undefined && inputs?.["visualizationId"] === undefined;
    });
    const states = JSON.stringify(secrets, hideSecrets);
    isAtStake("no secret is shown");
    for (const [where, text] of Object.entries({ output: played.output, files, states })) {
        if (text.includes(secretKey) || text.includes(password))
            report("no secret is shown", `credentials are in the ${where}`);
        if (text.includes(secretMark)) report("no secret is shown", `a secret input is in the ${where}`);
    }
}

function hideSecrets(_key: string, value: unknown): unknown {
    return typeof value === "object" && value !== null && "$secret" in value ? "[secret]" : value;
}
