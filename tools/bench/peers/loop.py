"""One operation on several jobs by the Python library of Open Telekom Cloud, as a short script of a user does it.

Arguments: the operation, and the IDs of the jobs. A stop or start sends all calls one after the other, then polls each
job once a second until it is there. An error of one job does not keep it from the next one; the exit code is 1 then.
"""

import sys
import time

import openstack
from openstack.exceptions import SDKException
from otcextensions import sdk

operation, *ids = sys.argv[1:]
connection = openstack.connect()
sdk.register_otc_extensions(connection)
jobs = connection.modelartsv1
failed = False


def attempt(call, *args):
    """Gives nothing where the call fails."""
    global failed
    try:
        return call(*args)
    except SDKException as error:
        failed = True
        print(error, file=sys.stderr)
        return None


def is_waiting(job_id, ends):
    job = attempt(jobs.get_visualization_job, job_id)
    return job is None or int(job.status) not in ends


if operation == "list":
    attempt(lambda: list(jobs.visualization_jobs()))
elif operation == "refresh":
    for job_id in ids:
        attempt(jobs.get_visualization_job, job_id)
else:
    call = jobs.stop_visualization_job if operation == "stop" else jobs.restart_visualization_job
    ends = {10, 12, 13} if operation == "stop" else {8}
    # The calls give nothing, also where they succeed.
    waiting = [job_id for job_id in ids if attempt(lambda each: call(each) or True, job_id)]
    while waiting:
        began = time.monotonic()
        waiting = [job_id for job_id in waiting if is_waiting(job_id, ends)]
        if waiting:
            time.sleep(max(0, 1 - (time.monotonic() - began)))

sys.exit(1 if failed else 0)
