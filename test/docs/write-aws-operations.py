"""Writes test/docs/aws-operations.json: what the AWS CLI takes and answers, of the commands that it lists already and those given as
arguments ("service operation"). Needs the AWS CLI's package: pip install awscli. The facts are those of AWS's published models."""
import json, pathlib, sys

from awscli.clidriver import create_clidriver
from botocore.utils import ArgumentGenerator

# of version 2 alone, which has no package: https://docs.aws.amazon.com/cli/latest/reference/logs/tail.html
of_version_2 = {
    "logs tail": {
        "options": {"since": "one", "follow": "none", "format": "one", "filter-pattern": "one", "log-stream-names": "many",
                    "log-stream-name-prefix": "one"},
        "required": [], "positional": 1, "answer": None,
    },
}
file = pathlib.Path(__file__).with_name("aws-operations.json")
wanted = set(json.loads(file.read_text())["operations"]) if file.exists() else set()
wanted |= set(sys.argv[1:])
driver = create_clidriver()
services = driver._get_command_table()


def describe(name):
    if name in of_version_2:
        return of_version_2[name]
    command, table = None, services
    for word in name.split(" "):  # `wait` has commands of its own below it
        command = table[word]
        table = getattr(command, "subcommand_table", None) or getattr(command, "_get_command_table", dict)()
    options, required, positional = {}, [], 0
    for key, argument in command.arg_table.items():
        if getattr(argument, "positional_arg", False) or type(argument).__name__ == "StreamingOutputArgument":
            positional += 1
            continue
        takes_value = argument.cli_type_name != "boolean" and getattr(argument, "_action", None) not in ("store_true", "store_false")
        many = argument.cli_type_name == "list" or getattr(argument, "nargs", None) in ("+", "*")
        options[key] = "many" if many else "one" if takes_value else "none"
        if argument.required:
            required.append(key)
    model = getattr(command, "_operation_model", None)
    shape = model.output_shape if model is not None else None
    answer = ArgumentGenerator(use_member_names=True).generate_skeleton(shape) if shape is not None else None
    return {"options": options, "required": required, "positional": positional, "answer": answer}


version = __import__("awscli").__version__
operations = {name: describe(name) for name in sorted(wanted)}
file.write_text(json.dumps({"from": f"awscli {version}", "operations": operations}, indent=1, default=str) + "\n")
