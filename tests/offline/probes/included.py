"""Templates that include others."""

from .probe import raised, said

_INCLUDED = {"i": "[{{ x }}{{ i }}{{ loop.index if loop is defined }}]{% set x = 'inner' %}{{ x }}"}
INCLUDED = [
    said("include", "{% include 'i' %}{{ x }}", _INCLUDED, x="given"),
    said("set before", "{% set x = 1 %}{% include 'i' %}{{ x }}", _INCLUDED),
    said("set after", "{% include 'i' %}{% set x = 1 %}{{ x }}", _INCLUDED),
    said(
        "in a loop",
        "{% for i in [1, 2] %}{% include 'i' %}{{ x }}{% endfor %}{{ x }}",
        _INCLUDED,
        x="g",
    ),
    said(
        "in a loop with a set",
        "{% for i in [1, 2] %}{% set x = i %}{% include 'i' %}{{ x }}{% endfor %}[{{ x }}]",
        _INCLUDED,
    ),
    said(
        "in a loop in a block",
        "{% block b %}{% for i in [1, 2] %}{% set x = i %}{% include 'i' %}{% endfor %}"
        "{% endblock %}",
        _INCLUDED,
    ),
    said("in an if", "{% if 1 %}{% set x = 1 %}{% include 'i' %}{% endif %}{{ x }}", _INCLUDED),
    said("in a set block", "{% set y %}{% include 'i' %}{% endset %}{{ y }}", _INCLUDED, x="<"),
    said(
        "in a macro",
        "{% macro m(x) %}{% include 'i' %}{{ x }}{% endmacro %}{{ m('<') }}",
        _INCLUDED,
        i="ctx",
    ),
    said(
        "in an imported macro",
        "{% from 'm' import m %}{{ m(1) }}",
        {**_INCLUDED, "m": "{% macro m(i) %}{% include 'i' %}{% endmacro %}"},
        x="unseen",
    ),
    said(
        "in an include",
        "{% set x = 1 %}{% include 'a' %}{{ x }}",
        {**_INCLUDED, "a": "{% set x = 2 %}{% include 'i' %}{{ x }}"},
    ),
    said("a macro is seen", "{% macro m() %}m{% endmacro %}{% include 'a' %}", {"a": "{{ m() }}"}),
    said(
        "an import is seen",
        "{% from 'm' import m %}{% for i in [1] %}{% include 'a' %}{% endfor %}",
        {"a": "{{ m() }}", "m": "{% macro m() %}m{% endmacro %}"},
    ),
    said(
        "a macro does not get out",
        "{% include 'a' %}{{ m is defined }}",
        {"a": "{% macro m() %}{% endmacro %}"},
    ),
    said(
        "with blocks",
        "{% block b %}outer{% endblock %}{% include 'a' %}",
        {"a": "{% block b %}inner{{ x }}{% endblock %}"},
        x=1,
    ),
    said(
        "with blocks, in a loop",
        "{% for x in [1, 2] %}{% include 'a' %}{% endfor %}",
        {"a": "{% block b %}{{ x }}{% endblock %}"},
    ),
    said(
        "of one that extends",
        "{% block b %}o{% include 'c' %}{% endblock %}",
        {
            "c": "{% extends 'p' %}{% block b %}c{{ super() }}{% endblock %}",
            "p": "p{% block b %}b{% endblock %}",
        },
    ),
    said("the same twice", "{% include 'i' %}{% include 'i' %}", _INCLUDED, x=1),
    raised("what raises", "{% include 'a' %}", {"a": "{{ x.y }}"}),
]
