import { initialOptions } from "../../../emulator/src/options/options";
import { findProvider } from "../../../tools/engine/providers";
import { startTestEnvironment, type TestEnvironment } from "../../support/testStack";
import type { Plan } from "./plan";
import { normalOptions } from "./faultScheduler";

/** Short limits: with faults, waits take most of an operation. */
const limits = {
    "modelarts:waitTimeout": "4",
    "modelarts:requestTimeout": "1",
    "modelarts:retryDelay": "0.05",
    "huaweicloud:maxRetries": "2",
};

/** The service and the stack of an episode; the program is empty. */
export function openTestEnvironment({
    service,
    provider,
    credential,
    refreshAlways,
}: Plan): Promise<TestEnvironment> {
    const { userName, domainName, password } = initialOptions();
    const login = credential === "password";
    return startTestEnvironment({
        provider: findProvider(provider),
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
