"""Starts the emulator with its gaps filled: what MiniStack lacks of what the stack deploys, each with the reason it matters.

A gap that is no longer one stops the start and says so, and this list stays true. docs/rehearsal.md has what no filling can give.
"""

import json
import sys

from ministack.services import dynamodb, eventbridge
from ministack.services.cloudformation import provisioners

gaps = []


def gap(is_still_one):
    """Registers a function that fills a gap, with the look that tells whether the emulator still has it."""

    def register(fill):
        gaps.append((is_still_one, fill))
        return fill

    return register


def refuses_metric_math():
    try:
        provisioners._cw_metric_alarm_record("probe", {**alarm_on_sums, "Metrics": [{"Id": "a", "Expression": "1"}]})
    except ValueError as error:
        return "metric math" in str(error)
    return False


alarm_on_sums = {"ComparisonOperator": "GreaterThanThreshold", "Threshold": 1, "EvaluationPeriods": 1}


@gap(lambda: "AWS::Events::Archive" not in provisioners._RESOURCE_HANDLERS)
def archives_of_events():
    """CloudFormation does not know AWS::Events::Archive, which the publish bus has: the emulator's own EventBridge makes it."""

    def create(logical_id, properties, stack_name):
        name = properties.get("ArchiveName") or provisioners._physical_name(stack_name, logical_id, max_len=48)
        pattern = json.dumps(properties["EventPattern"]) if "EventPattern" in properties else ""
        archive = {**properties, "ArchiveName": name, "EventSourceArn": properties["SourceArn"], "EventPattern": pattern}
        status, _, body = eventbridge._create_archive(archive)
        if status != 200:
            raise ValueError(body)
        return name, {"Arn": eventbridge._archives[name]["ArchiveArn"], "ArchiveName": name}

    def delete(physical_id, properties):
        eventbridge._delete_archive({"ArchiveName": physical_id})

    provisioners._RESOURCE_HANDLERS["AWS::Events::Archive"] = {"create": create, "delete": delete}


@gap(lambda: "AWS::Logs::QueryDefinition" not in provisioners._RESOURCE_HANDLERS)
def saved_queries_of_logs():
    """CloudFormation does not know AWS::Logs::QueryDefinition. It is noted and not kept: that the stack deploys is seen, not the query."""

    def create(logical_id, properties, stack_name):
        name = provisioners._physical_name(stack_name, logical_id)
        return name, {"QueryDefinitionId": name}

    provisioners._RESOURCE_HANDLERS["AWS::Logs::QueryDefinition"] = {"create": create, "delete": lambda physical_id, properties: None}


@gap(refuses_metric_math)
def alarms_on_sums():
    """Alarms with metric math are refused. They are made on a metric that nobody writes: that they exist is seen, not that they ring."""
    make = provisioners._cw_metric_alarm_record

    def make_any(name, properties):
        if "Metrics" in properties:
            rest = {key: value for key, value in properties.items() if key != "Metrics"}
            properties = {**rest, "Namespace": "Unsupported", "MetricName": "MetricMath"}
        return make(name, properties)

    provisioners._cw_metric_alarm_record = make_any


def refuses_list_append():
    try:
        dynamodb._pq_call("list_append", [{"L": []}, {"L": []}], [])
    except ValueError as error:
        return "list_append" in str(error)
    return False


@gap(refuses_list_append)
def list_append_in_partiql():
    """A PartiQL UPDATE may append to a list, as AWS documents it, and every step of a message does:
    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.update.html"""
    call = dynamodb._pq_call

    def call_any(name, values, nodes):
        if name != "list_append":
            return call(name, values, nodes)
        if any(value is None or "L" not in value for value in values):
            raise ValueError("An operand in the update expression has an incorrect data type")
        return {"L": [entry for value in values for entry in value["L"]]}

    dynamodb._pq_call = call_any


@gap(lambda: not eventbridge._put_events.__kwdefaults__ and eventbridge._put_events.__defaults__ == (False,))
def reports_of_ses():
    """SES never reports: no bounce, no complaint reaches the bus. The rehearsal puts such events itself, as source aws.ses, which
    EventBridge rightly refuses of anyone but AWS; here it takes them."""
    eventbridge._put_events.__defaults__ = (True,)


for is_still_one, fill in gaps:
    if not is_still_one():
        sys.exit(f"the gap {fill.__name__} is none any more in this version of the emulator: take it off the list in {__file__}")
    fill()

from ministack.app import main  # noqa: E402  the handlers above are looked up when it starts

main()
