"""Signs the requests of a file of vectors with the vendor's signer; prints their Authorization headers."""

import json
import sys
from urllib.parse import parse_qsl, urlsplit

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer

with open(sys.argv[1], encoding="utf-8") as file:
    data = json.load(file)
date = data["date"].replace("-", "").replace(":", "")
signer = Signer(BasicCredentials(data["accessKey"], data["secretKey"]))
authorizations = {}
for vector in data["vectors"]:
    url = urlsplit(vector["url"])
    request = SdkRequest(
        method=vector["method"],
        schema=url.scheme,
        host=url.netloc,
        resource_path=url.path,
        query_params=parse_qsl(url.query, keep_blank_values=True),
        header_params={**vector.get("headers", data["headers"]), "X-Sdk-Date": date},
        body=vector.get("body"),
    )
    authorizations[vector["name"]] = signer.sign(request).header_params["Authorization"]
print(json.dumps(authorizations))
