"""Templates mean the same on the phone as on the server, or stop the build, or throw."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, UndefinedError, nodes
from wtforms.validators import Length

from blueprints.shared.folders import ROOT
from blueprints.shared.forms import PostedForm, TextField
from service_worker.compiler import Unknown, environment, module, named_in, reachable
from service_worker.compiler import __main__ as build
from service_worker.compiler.sources import parse
from service_worker.compiler.words import fields_of

from .node import Node, NodeError
from .probes import FILES, HOSTILE, LOUD, REFUSED, REFUSED_IN_A_CHILD, ROOMS, Probe

pytestmark = pytest.mark.once

ANSWER = "<answer>"
# What templates call: each answers that.
GLOBALS = ("answer", "asset", "new_id", "whose", "mends")
PROBES = [
    pytest.param(probe, id=f"{room}: {probe.name}") for room, all in ROOMS.items() for probe in all
]
Both = Callable[[str, dict[str, Any]], None]


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


@pytest.mark.parametrize("probe", LOUD, ids=lambda probe: probe.name)
def test_the_phone_throws_where_it_could_only_guess(node: Node, probe: Probe) -> None:
    env = env_of({"main": probe.main})
    key = node.load(module(env, ["main"]))

    env.get_template("main").render(probe.context)
    with pytest.raises(NodeError, match=r"^TypeError: [A-Z]"):
        node.render(key, "main", probe.context)


def refusal(first: str, line: str) -> str:
    """What the build says of a template of two lines."""
    env = env_of({**FILES, "main": f"{first}\n{line}"})
    with pytest.raises(Unknown) as refused:
        module(env, reachable(env, ["main"]))
    return str(refused.value)


@pytest.mark.parametrize(("what", "line"), REFUSED)
def test_the_build_refuses_what_the_phone_does_not_know(what: str, line: str) -> None:
    assert refusal("<p>", line).startswith(f"main:2: {what}")


@pytest.mark.parametrize(("what", "line"), REFUSED_IN_A_CHILD)
def test_the_build_refuses_what_a_child_would_print(what: str, line: str) -> None:
    assert refusal("{% extends 'files' %}", line).startswith(f"main:2: {what}")


def test_the_build_refuses_to_extend_a_computed_name() -> None:
    assert refusal("{% extends x %}", "") == (
        "main:1: extends of a computed name is not known to the phone"
    )


EVERYTHING = {
    "page": "{% extends 'frame' %}{% from 'pieces' import tree, row as line %}"
    "{% set title = a or 'none' %}{% set both %}<i>{{ a }}</i>{{ b }}{% endset %}"
    "{% block body %}{{ both ~ a }}{% for one in many if one %}{% set kept = one %}"
    "{% include 'item' %}{{ loop.index }}/{{ loop.length }}{{ line(one, last=loop.last) }}"
    "{% else %}{{ super() }}{% endfor %}[{{ kept }}]{{ tree(nested) }}{% endblock %}",
    "frame": "<title>{% block title %}{{ title }}{% endblock %}</title>\n"
    "{% if a == b %}same{% elif a in many %}among{% elif not b %}{{ b }}{% endif %}\n"
    "{% block body %}{{ title|urlencode }}{{ many|length }}{{ many|join(b) }}{% endblock %}",
    "item": "<li title='{{ one }}'>{{ kept }}{{ one == a }}{{ a is none }}{{ c is defined }}"
    "{{ one if b else a }}{{ c|default(a, true) }}</li>",
    "pieces": "{% macro row(text, look='a' ~ text, last=false) %}"
    "<p class='{{ look }}'{% if last %} id='{{ text|urlencode }}'{% endif %}>{{ text }}</p>"
    "{% endmacro %}{% macro tree(of) %}{{ row(of.name) }}{{ of['text'] }}{{ of.list[0] }}"
    "{% for under in of.under %}<ul>{{ tree(under) }}</ul>{% endfor %}{% endmacro %}",
}
# Without what no one can send or store: lone halves of characters.
TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
PLAIN = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS
LEAF = {"list": st.lists(PLAIN, max_size=3)}
NESTED = st.recursive(
    st.fixed_dictionaries(LEAF, optional={"name": PLAIN, "text": PLAIN}),
    lambda inner: st.fixed_dictionaries({**LEAF, "under": st.lists(inner, max_size=3)}),
    max_leaves=5,
)
CONTEXTS = st.fixed_dictionaries(
    {"nested": NESTED, "many": st.lists(PLAIN, max_size=5)},
    optional={"a": PLAIN, "b": PLAIN, "c": PLAIN},
)


@pytest.fixture(scope="module")
def everything(node: Node) -> Both:
    """The same page from Jinja2 and from the phone, by a context."""
    return compared(node, env_of(EVERYTHING))


def compared(node: Node, env: Environment) -> Both:
    """Compares what a template of an environment says on the server and on the phone."""
    key = node.load(module(env, env.list_templates()))

    def compare(template: str, context: dict[str, Any]) -> None:
        expected = env.get_template(template).render(context)
        assert node.render(key, template, context, **dict.fromkeys(GLOBALS, ANSWER)) == expected

    return compare


@given(CONTEXTS)
@settings(max_examples=150)
def test_whatever_is_shown_is_shown_the_same(everything: Both, context: dict[str, Any]) -> None:
    everything("page", context)


def test_every_template_of_the_app_compiles(node: Node) -> None:
    env = environment()

    assert node.load(module(env, env.list_templates()))


# What the components' macros take that is no plain value, by the parameter's name.
THINGS = {"field", "person", "drawn"}
LISTS = {"options", "people"}
PLAINLY = {"action", "count", "data", "hint", "label", "large", "look", "name", "prefix", "type"}
PARTS = {"error", "href", "label", "name", "note", "pill", "pill_look", "value"}
PICTURED = {"initials", "path", "photo", "size"}
ODD = [None, "", 0, 1, False, True, *HOSTILE]


@pytest.fixture(scope="module")
def components(node: Node) -> Both:
    """Each macro of the components, with everything it takes and with the first of it only."""
    env = environment()
    names = [name for name in env.list_templates() if name.startswith("components/")]
    sources = {name: (ROOT / "templates" / name).read_text() for name in names}
    calls = "".join(calls_of(env, name) for name in names)
    both = env_of({**sources, "calls": calls})
    both.globals.update({name: lambda *_given: ANSWER for name in GLOBALS})
    return compared(node, both)


def calls_of(env: Environment, name: str) -> str:
    """A template that calls every macro of another."""
    written = ""
    for macro in parse(env, name).find_all(nodes.Macro):
        every = [argument.name for argument in macro.args]
        written += f'{{% from "{name}" import {macro.name} %}}\n'
        written += f"{{{{ {macro.name}({', '.join(every)}) }}}}{{{{ {macro.name}({every[0]}) }}}}\n"
    return written


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_the_macros_of_the_components_agree_on_odd_values(components: Both, odd: Any) -> None:
    thing = dict.fromkeys(PARTS | PICTURED, odd)
    context = {name: thing for name in THINGS} | {name: [thing, {}, None] for name in LISTS}

    components("calls", dict.fromkeys(PLAINLY, odd) | context)


BROKEN = {
    "Unknown: a/b.html:2: the filter upper is not known to the phone\n": "\n{{ x|upper }}",
    "Unknown: a/b.html:1: the template a/c.html is not known": "{% include 'a/c.html' %}",
    "TemplateSyntaxError: Unexpected end of template": "\n{% if x %}",
}


@pytest.mark.parametrize(("sentence", "source"), BROKEN.items())
def test_the_build_fails_loudly(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sentence: str,
    source: str,
) -> None:
    monkeypatch.setattr(build, "environment", lambda: env_of({"a/b.html": source}))
    monkeypatch.setattr(build, "named_in", lambda _folder: ["a/b.html"])

    assert build.main(tmp_path / "built") == 1
    assert capsys.readouterr().err.startswith(sentence)
    assert not list(tmp_path.rglob("*.js"))


def test_the_build_fails_when_the_worker_names_what_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "named_in", lambda _folder: ["a/gone.html"])

    assert build.main(tmp_path) == 1
    assert "a/gone.html" in capsys.readouterr().err


def test_the_build_writes_what_the_worker_imports(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "service_worker.compiler", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True)

    written = {path.stem for path in tmp_path.iterdir()}
    assert written == {"headers", "templates", "words", "zones"}


def test_a_check_that_the_phone_does_not_know_stops_the_build() -> None:
    class Odd(PostedForm):
        name = TextField(validators=[Length(max=3)])

    with pytest.raises(TypeError, match="not known to the phone"):
        fields_of(Odd)


def test_what_was_built_before_names_no_templates(tmp_path: Path) -> None:
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "templates.js").write_text('"shared/gone.html"')
    (tmp_path / "page.js").write_text('"shared/here.html"')

    assert named_in(tmp_path) == ["shared/here.html"]
