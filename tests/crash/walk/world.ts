import { initialOptions } from "../../../emulator/src/options/options";
import { doorOf } from "../../support/providers";
import { startWorld, type World } from "../../support/testStack";
import type { Plan } from "./plan";
import { calm } from "./storm";

/** Nothing is waited for long: in bad weather most of an operation is waiting. */
const limits = {
    "modelarts:waitTimeout": "4",
    "modelarts:requestTimeout": "1",
    "modelarts:retryDelay": "0.05",
    "huaweicloud:maxRetries": "2",
};

/** The service of an episode, and its stack with a program that is still empty. */
export function openWorld({ service, door, credential, refreshAlways }: Plan): Promise<World> {
    const { userName, domainName, password } = initialOptions();
    const login = credential === "password";
    return startWorld({
        door: doorOf(door),
        service: { ...service, ...calm },
        manifest: refreshAlways ? { options: { refresh: "always" } } : {},
        config: {
            ...limits,
            ...(login
                ? {
                      "huaweicloud:accessKey": "",
                      "huaweicloud:userName": userName,
                      "huaweicloud:domainName": domainName,
                  }
                : {}),
        },
        secrets: login ? { "huaweicloud:secretKey": "", "huaweicloud:password": password } : {},
    });
}
