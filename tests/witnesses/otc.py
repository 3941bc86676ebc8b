"""Makes one call by the SDK of Open Telekom Cloud; prints the fields that the SDK has read from the response."""

import json
import sys
from types import GeneratorType

import openstack
from openstack.exceptions import SDKException
from otcextensions import sdk

method, args, parameters = json.loads(sys.argv[1])
connection = openstack.connect()
sdk.register_otc_extensions(connection)
try:
    result = getattr(connection.modelartsv1, method)(*args, **parameters)
    result = list(result) if isinstance(result, GeneratorType) else result
except SDKException as error:
    sys.exit(str(error))
print(json.dumps(result))
