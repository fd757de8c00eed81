"""``prefect.yaml`` from the table, for those who deploy to a Prefect server of their own."""

import json
from collections.abc import Iterable

from schedules.table import Deployment

HEAD = """# Written by `reewatch schedule --prefect > prefect.yaml`; a test holds it against
# the table (schedules/table.py).
# For a Prefect server of your own: create a process work pool "reewatch", then `prefect deploy --all`.
# Without one, `reewatch up` needs none of this.
name: reewatch
pull:
- prefect.deployments.steps.set_working_directory:
    directory: "{{ $REEWATCH_HOME }}"
deployments:
"""


def prefect_yaml(table: Iterable[Deployment]) -> str:
    """Return the file; strings are quoted as JSON, which YAML reads alike."""
    return HEAD + "".join(_entry(d) for d in table)


def _entry(deployment: Deployment) -> str:
    lines = [
        "- name: reewatch",
        f"  description: {json.dumps(deployment.what)}",
        f"  entrypoint: {deployment.entrypoint}",
        "  tags: [reewatch]",
        "  work_pool:",
        "    name: reewatch",
    ]
    if deployment.cron is None:
        lines.append("  schedules: []")
    else:
        lines += [
            "  schedules:",
            f"  - cron: {json.dumps(deployment.cron)}",
            f"    timezone: {json.dumps(deployment.zone)}",
        ]
    return "\n".join(lines) + "\n"
