"""Templates mean the same on the phone as on the server, or stop the build, or throw."""

import pytest
from jinja2 import DictLoader, Environment, UndefinedError

from service_worker.compiler import environment, module

from .node import Node, NodeError
from .probes import ROOMS, Probe

ANSWER = "<answer>"
PROBES = [
    pytest.param(probe, id=f"{room}: {probe.name}") for room, all in ROOMS.items() for probe in all
]


def env_of(files: dict[str, str]) -> Environment:
    """The app's Jinja2 over some files, with one function."""
    env = environment(DictLoader(files))
    env.globals["answer"] = lambda *_given: ANSWER
    return env


@pytest.mark.parametrize("probe", PROBES)
def test_a_template_says_the_same_on_the_phone(node: Node, probe: Probe) -> None:
    env = env_of({**probe.files, "main": probe.main})
    key = node.load(module(env, env.list_templates()))

    if probe.raises:
        with pytest.raises((UndefinedError, TypeError, RecursionError)):
            env.get_template("main").render(probe.context)
        with pytest.raises(NodeError):
            node.render(key, "main", probe.context, answer=ANSWER)
    else:
        expected = env.get_template("main").render(probe.context)
        assert node.render(key, "main", probe.context, answer=ANSWER) == expected
