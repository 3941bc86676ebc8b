"""Hands on the credentials of the Python SDK's Session() in a notebook.

    eval "$(python3 modelarts_session.py --export)"   sets the environment of a terminal
    python3 modelarts_session.py                      prints the credentials as JSON

The first form sets the region, the project and HW_CREDENTIALS_COMMAND, which is the second form: the
keys of a notebook expire, and are asked for again when they have. The attributes of Session are those
that public programs read; the reference of the SDK does not list them.
"""

import contextlib
import json
import os
import shlex
import sys

from modelarts.session import Session

# The SDK may print on standard output, which belongs to the result.
with contextlib.redirect_stdout(sys.stderr):
    session = Session()

if "--export" in sys.argv[1:]:
    command = json.dumps([sys.executable, os.path.abspath(__file__)])
    values = {
        "HW_REGION_NAME": session.region_name,
        "HW_PROJECT_ID": session.project_id,
        "HW_CREDENTIALS_COMMAND": command,
    }
    for name, value in values.items():
        print(f"export {name}={shlex.quote(value)}")
else:
    credentials = {
        "accessKey": session.access_key,
        "secretKey": session.secret_key,
        "securityToken": getattr(session, "security_token", None),
    }
    print(json.dumps(credentials))
