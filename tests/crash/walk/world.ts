import { initialOptions } from "../../../emulator/src/options/options";
import { findProvider } from "../../support/providers";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import type { Plan } from "./plan";
import { normalOptions } from "./storm";

/** Nothing is waited for long: in bad weather most of an operation is waiting. */
const limits = {
    "modelarts:waitTimeout": "4",
    "modelarts:requestTimeout": "1",
    "modelarts:retryDelay": "0.05",
    "huaweicloud:maxRetries": "2",
};

/** The service of an episode, and its stack with a program that is still empty. */
export function openTestEnvironment({
    service,
    door,
    credential,
    refreshAlways,
}: Plan): Promise<TestEnvironment> {
    const { userName, domainName, password } = initialOptions();
    const login = credential === "password";
    return startTestEnvironment({
        provider: findProvider(door),
        service: { ...service, ...normalOptions },
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
