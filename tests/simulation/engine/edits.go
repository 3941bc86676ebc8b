package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

func inOrder(urns []resource.URN) []resource.URN {
	slices.Sort(urns)
	return slices.Compact(urns)
}

func parseDeployment(text json.RawMessage) (apitype.TypedDeployment, error) {
	deployment := &apitype.DeploymentV3{}
	if err := json.Unmarshal(text, deployment); err != nil {
		return apitype.TypedDeployment{}, fmt.Errorf("deployment: %w", err)
	}
	return apitype.TypedDeployment{Version: apitype.DeploymentSchemaVersionCurrent, Deployment: deployment}, nil
}

func (s *session) edit(message *request) error         { return errors.New("not yet") }
func (s *session) copy(message *request) error         { return errors.New("not yet") }
func (o *operation) imports() ([]deploy.Import, error) { return nil, errors.New("not yet") }

type importSpec struct{}
