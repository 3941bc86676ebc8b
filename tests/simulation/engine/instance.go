package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/mem"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/contract"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// instance is a provider that the driver serves in place of a process.
type instance struct {
	plugin.Provider
	host       *host
	number     int
	name       string
	context    *plugin.Context
	connection *grpc.ClientConn
	ending     sync.Once
}

// start does the steps of the CLI's host: a process, a connection, Handshake, and GetPluginInfo.
func (i *instance) start(spec workspace.PluginDescriptor) error {
	event := object{"event": "start", "package": spec.Name, "instance": i.number, "config": i.configuration(spec.Name)}
	if spec.Version != nil {
		event["version"] = spec.Version.String()
	}
	port, err := i.host.operation.requestStart(i.number, event)
	if err != nil {
		return fmt.Errorf("failed to load plugin %s: %w", spec.Name, err)
	}
	i.connection, err = grpc.NewClient("127.0.0.1:"+strconv.Itoa(port),
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		rpcutil.GrpcChannelOptions(),
		grpc.WithDefaultCallOptions(grpc.ForceCodecV2(sortedCodec{})),
		grpc.WithNoProxy(),
		grpc.WithUnaryInterceptor(i.count))
	if err != nil {
		return err
	}
	client := pulumirpc.NewResourceProviderClient(i.connection)
	i.Provider = plugin.NewProviderWithClient(i.context, client, i.context.DisableProviderPreview())
	folder := "/plugins/" + spec.Name
	_, err = i.Provider.Handshake(i.context.Base(), plugin.ProviderHandshakeRequest{
		EngineAddress: i.host.ServerAddr(), RootDirectory: &folder, ProgramDirectory: &folder,
		ConfigureWithUrn: true, SupportsViews: true, SupportsRefreshBeforeUpdate: true, InvokeWithPreview: true,
		AcceptsByteString: true, SendsOldOutputsToCheck: true, AcceptsOutputsInInvoke: true, AcceptsOutputsInCall: true,
	})
	if err != nil && status.Code(err) != codes.Unimplemented {
		i.end("closed")
		return fmt.Errorf("%v (resource) plugin [%v] did not come alive: %w", spec.Name, folder, err)
	}
	info, err := i.Provider.GetPluginInfo(i.context.Request())
	if err != nil {
		i.signalEnd()
		i.end("closed")
		return err
	}
	if spec.Version != nil && (info.Version == nil || !info.Version.GTE(*spec.Version)) {
		version := ""
		if info.Version != nil {
			version = info.Version.String()
		}
		i.host.diag.Warningf(diag.Message("", "resource plugin %s is expected to have version >=%s, but has %s; "+
			"the wrong version may be on your path, or this may be a bug in the plugin"),
			spec.Name, spec.Version.String(), version)
	}
	return nil
}

// configuration returns what a provider process finds in PULUMI_CONFIG.
func (i *instance) configuration(name string) object {
	values := object{}
	for key, value := range i.context.Config() {
		if key.Namespace() == name {
			values[key.Name()] = value
		}
	}
	return values
}

// count counts each call to the provider, and carries it out.
func (i *instance) count(ctx context.Context, method string, request, response any, connection *grpc.ClientConn,
	invoke grpc.UnaryInvoker, options ...grpc.CallOption,
) error {
	watch := i.host.operation.watch
	if i.host.operation.isCut() {
		return status.Error(codes.Unavailable, "the engine is at its end")
	}
	if about, ok := request.(interface{ GetUrn() string }); ok {
		defer i.host.operation.beginCall(method, about.GetUrn())()
	}
	repeatToken(method, request)
	watch.callBegins()
	defer watch.callEnds()
	return invoke(ctx, method, request, response, connection, options...)
}

func (i *instance) signalEnd() {
	if i.Provider != nil && !i.host.operation.isCut() {
		contract.IgnoreError(i.Provider.SignalCancellation(context.Background()))
	}
}

// Close is called by the engine where it has no use for the instance any more.
func (i *instance) Close() error {
	i.signalEnd()
	i.end("closed")
	i.host.remove(i)
	return nil
}

// end closes the connection and reports this to the driver, which ends what it serves.
func (i *instance) end(reason string) {
	i.announceEnd(reason)
	if i.connection != nil {
		contract.IgnoreClose(i.connection)
	}
}

func (i *instance) announceEnd(reason string) {
	i.ending.Do(func() {
		i.host.operation.server.lines.send(object{"event": "stop", "instance": i.number, "package": i.name, "reason": reason})
	})
}

var errNotStarted = errors.New("the engine is at its end")

// requestStart sends the event `start` and waits for the port.
func (o *operation) requestStart(number int, event object) (int, error) {
	response := make(chan *request, 1)
	if !o.watch.expectStart(number, response) {
		return 0, errNotStarted
	}
	o.server.lines.send(event)
	message := <-response
	if message == nil {
		return 0, errNotStarted
	}
	if message.Error != "" {
		return 0, errors.New(message.Error)
	}
	return message.Port, nil
}

func (o *operation) respondToStart(message *request) {
	o.watch.respondToStart(message)
}

// sortedCodec writes the entries of a map in the order of their keys, so equal messages are equal bytes.
type sortedCodec struct{}

var plainCodec = encoding.GetCodecV2("proto")

func (sortedCodec) Name() string { return "proto" }

func (sortedCodec) Marshal(message any) (mem.BufferSlice, error) {
	bytes, err := proto.MarshalOptions{Deterministic: true}.Marshal(message.(proto.Message))
	return mem.BufferSlice{mem.SliceBuffer(bytes)}, err
}

func (sortedCodec) Unmarshal(data mem.BufferSlice, message any) error {
	return plainCodec.Unmarshal(data, message)
}
