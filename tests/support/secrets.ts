import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Emulator } from "../../emulator/src";
import type { PulumiProject } from "../../tools/engine/project";

/** Collects every secret that the service accepts or receives, and finds texts in which one can be read. */
export class SecretDetector {
    private readonly values = new Set<string>();

    constructor(service: Emulator) {
        const { secretKey, temporarySecretKey, securityToken, token, password } = service.options;
        for (const secret of [secretKey, temporarySecretKey, securityToken, token, password])
            this.add(secret);
        service.onRequest(({ headers }) => {
            this.add(headers["x-auth-token"]);
            this.add(/Signature=(\w+)/.exec(headers["authorization"] ?? "")?.[1]);
        });
    }

    private add(secret: string | undefined): void {
        if (secret !== undefined && secret !== "") this.values.add(secret);
    }

    /** Searches the output of the engine runs of a stack and the files of its state for secrets. */
    async findLeaks(stack: PulumiProject): Promise<string[]> {
        const places: [place: string, text: string][] = [["output", stack.engineOutput]];
        for (const entry of await readdir(stack.state, { recursive: true, withFileTypes: true })) {
            if (!entry.isFile()) continue;
            const file = path.join(entry.parentPath, entry.name);
            places.push([path.relative(stack.state, file), await readFile(file, "utf8")]);
        }
        return this.findLeaksIn(places);
    }

    /** Returns the names of the texts that contain one of the secrets. */
    findLeaksIn(places: readonly (readonly [place: string, text: string])[]): string[] {
        return places
            .filter(([, text]) => [...this.values].some((secret) => text.includes(secret)))
            .map(([place]) => place);
    }
}
