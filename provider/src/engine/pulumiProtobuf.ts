import { createRequire } from "node:module";
import type * as grpcModule from "@grpc/grpc-js";
import type * as engineClientModule from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as engineModule from "@pulumi/pulumi/proto/engine_pb";
import type * as pluginModule from "@pulumi/pulumi/proto/plugin_pb";
import type * as serviceModule from "@pulumi/pulumi/proto/provider_grpc_pb";
import type * as providerModule from "@pulumi/pulumi/proto/provider_pb";
import type * as statusModule from "@pulumi/pulumi/proto/status_pb";
import type * as protobufModule from "google-protobuf";
import type * as anyModule from "google-protobuf/google/protobuf/any_pb";
import type * as emptyModule from "google-protobuf/google/protobuf/empty_pb";
import type * as structModule from "google-protobuf/google/protobuf/struct_pb";

/** The modules of Pulumi's protocol, loaded on demand. They must be the same copies as those of Pulumi's SDK. */
export const protocol = {
    protobuf: () => fromPulumi("google-protobuf") as typeof protobufModule,
    grpc: () => fromPulumi("@grpc/grpc-js") as typeof grpcModule,
    any: () => fromPulumi("google-protobuf/google/protobuf/any_pb.js") as typeof anyModule,
    empty: () => fromPulumi("google-protobuf/google/protobuf/empty_pb.js") as typeof emptyModule,
    struct: () => fromPulumi("google-protobuf/google/protobuf/struct_pb.js") as typeof structModule,
    engine: () => fromPulumi("./proto/engine_pb") as typeof engineModule,
    engineClient: () => fromPulumi("./proto/engine_grpc_pb") as typeof engineClientModule,
    plugin: () => fromPulumi("./proto/plugin_pb") as typeof pluginModule,
    provider: () => fromPulumi("./proto/provider_pb") as typeof providerModule,
    service: () => fromPulumi("./proto/provider_grpc_pb") as typeof serviceModule,
    status: () => fromPulumi("./proto/status_pb") as typeof statusModule,
};

function fromPulumi(name: string): unknown {
    return createRequire(require.resolve("@pulumi/pulumi"))(name);
}
