"""Makes one call by the vendor's client; prints the fields that the client has read from the response.

No release of huaweicloudsdkmodelarts has methods for visualization jobs, so the client gets their paths and models here.
"""

import json
import os
import sys

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkcore.region.region import Region
from huaweicloudsdkcore.sdk_response import SdkResponse
from huaweicloudsdkcore.utils.http_utils import sanitize_for_serialization
from huaweicloudsdkmodelarts.v1 import ModelArtsClient


class Model(SdkResponse):
    sensitive_list = []

    def __init__(self, **fields):
        super().__init__()
        for name in self.openapi_types:
            setattr(self, name, fields.get(name))


def model(**types):
    return type("Model", (Model,), {"openapi_types": types, "attribute_map": {name: name for name in types}})


class models:
    Schedule = model(type="str", time_unit="str", duration="int")
    Job = model(
        job_id="int",
        job_name="str",
        job_desc="str",
        status="int",
        train_url="str",
        service_url="str",
        create_time="int",
        is_success="bool",
        schedule="list[Schedule]",
    )
    Jobs = model(jobs="list[Job]", job_total_count="int")


method, path, query, body = json.loads(sys.argv[1])
env = os.environ
keys = BasicCredentials(env["HW_ACCESS_KEY"], env["HW_SECRET_KEY"]).with_iam_endpoint(env["IAM"])
if "HW_SECURITY_TOKEN" in env:
    keys = keys.with_security_token(env["HW_SECURITY_TOKEN"])
region = Region(env["HW_REGION_NAME"], env["MODELARTS"])
client = ModelArtsClient.new_builder().with_credentials(keys).with_region(region).build()
client.model_package = models
try:
    response = client.do_http_request(
        method,
        "/v1/{project_id}/visualization-jobs" + path,
        query_params=list(query.items()),
        header_params={"Content-Type": "application/json"},
        body=body,
        response_type="Job" if path or method == "POST" else "Jobs",
    )
except ServiceResponseException as error:
    sys.exit(f"{error.status_code} {error.error_code}: {error.error_msg}")
print(json.dumps(sanitize_for_serialization(response)))
