"""Templates that extend others, and their blocks."""

# A template is read more easily in one piece.
# ruff: noqa: E501

from .probe import raised, said

_P = {
    "p": "<{% block a %}pa{{ x }}{% endblock %}|{% block b %}pb{% endblock %}>",
    "q": "{% extends 'p' %}{% set x = 'q' %}{% block a %}q{{ super() }}{% endblock %}",
    "r": "{% extends 'q' %}{% block a %}r{{ super() }}{% endblock %}",
    "n": "{% block a %}({% block b %}b{{ x }}{% endblock %}){% endblock %}",
    "m": "{% macro m(y) %}<{{ y }}>{% endmacro %}",
    "i": "{% block a %}i{{ x }}{% endblock %}",
}
EXTENDED = [
    said("nothing of its own", "{% extends 'p' %}", _P, x=1),
    said("a block", "{% extends 'p' %}{% block b %}b{% endblock %}", _P, x=1),
    said(
        "super", "{% extends 'p' %}{% block a %}{{ super() }}{{ super() }}{% endblock %}", _P, x="<"
    ),
    said(
        "super is markup",
        "{% extends 'p' %}{% block a %}{{ super() ~ '<' }}{% set s = super() %}{{ s }}{{ s == 'pa1' }}{% endblock %}",
        _P,
        x=1,
    ),
    said("three levels", "{% extends 'q' %}{% block a %}m{{ super() }}{% endblock %}", _P),
    said(
        "four levels",
        "{% extends 'r' %}{% block a %}m{{ super() }}{% endblock %}{% block b %}{{ x }}{% endblock %}",
        _P,
    ),
    said("without the middle", "{% extends 'q' %}{% block b %}m{{ super() }}{% endblock %}", _P),
    said(
        "super in a loop, an if, a set",
        "{% extends 'p' %}{% block a %}{% for i in [1, 2] %}{% if i == 2 %}{% set s %}"
        "{{ super() }}{% endset %}{{ s }}{% endif %}{% endfor %}{% endblock %}",
        _P,
        x="<",
    ),
    said(
        "a set is seen",
        "{% extends 'p' %}{% set x = 'child' %}{% block b %}{{ x }}{% endblock %}",
        _P,
        x="given",
    ),
    said(
        "a set after the block is seen",
        "{% extends 'p' %}{% block b %}{{ x }}{% endblock %}{% set x = 'child' %}",
        _P,
    ),
    said(
        "a set block is seen",
        "{% extends 'p' %}{% set x %}<{{ y }}>{% endset %}{% block b %}{{ x }}{% endblock %}",
        _P,
        y="<",
    ),
    said(
        "a set in an if is seen",
        "{% extends 'p' %}{% if y %}{% set x = 'child' %}{% endif %}",
        _P,
        x="given",
        y=1,
    ),
    said(
        "an import is seen",
        "{% extends 'p' %}{% from 'm' import m %}{% block a %}{{ m('<') }}{% endblock %}",
        _P,
    ),
    said(
        "a macro is seen",
        "{% extends 'p' %}{% macro m() %}{{ x }}{% endmacro %}{% block a %}{{ m() }}{% endblock %}",
        _P,
        x=1,
    ),
    said(
        "a child's text goes nowhere",
        "{% extends 'p' %}lost{{ x.y.z }}{% if 1 %}lost{% endif %}{% block b %}b{% endblock %}lost",
        _P,
    ),
    said(
        "a child's include in a set",
        "{% extends 'p' %}{% set x %}{% include 'i' %}{% endset %}",
        _P,
    ),
    said(
        "a set block with a block",
        "{% extends 'p' %}{% set x %}{% block c %}c{% endblock %}{% endset %}",
        _P,
    ),
    said(
        "a block's set stays",
        "{% extends 'p' %}{% block a %}{% set x = 2 %}{{ x }}{% endblock %}{% block b %}{{ x }}{% endblock %}",
        _P,
        x=1,
    ),
    said(
        "a middle one's set", "{% extends 'q' %}{% block b %}{{ x }}{% endblock %}", _P, x="given"
    ),
    said(
        "blocks in blocks", "{% extends 'n' %}{% block b %}c{{ super() }}{% endblock %}", _P, x="<"
    ),
    said(
        "blocks in blocks, the outer",
        "{% extends 'n' %}{% block a %}[{{ super() }}]{% endblock %}",
        _P,
        x=1,
    ),
    said(
        "a new block in a block",
        "{% extends 'p' %}{% block a %}{% block c %}c{{ x }}{% endblock %}{% endblock %}",
        _P,
        x=1,
    ),
    said(
        "a nested block sees no set",
        "{% block a %}{% set x = 1 %}{% block b %}[{{ x }}]{% endblock %}{% endblock %}",
    ),
    said(
        "a block sees no loop",
        "{% for i in [1, 2] %}{% block b %}[{{ i }}{{ loop is defined }}]{% endblock %}{% endfor %}",
    ),
    said(
        "a block in an if",
        "{% if x %}{% block a %}a{% endblock %}{% endif %}{% if not x %}{% block b %}b{% endblock %}{% endif %}",
        x=1,
    ),
    said(
        "overriding in an if",
        "{% extends 'p' %}{% if 0 %}{% block a %}if{% endblock %}{% endif %}",
        _P,
    ),
    said(
        "over a block in an if",
        "{% extends 'c' %}{% block a %}child{% endblock %}",
        {"c": "{% if x %}{% block a %}{% endblock %}{% endif %}!"},
    ),
    said("a block nobody shows", "{% extends 'p' %}{% block z %}{{ x.y.z }}{% endblock %}", _P),
    said(
        "a parent's set after",
        "{% extends 'c' %}{% set x = 1 %}",
        {"c": "{{ x }}{% block a %}{{ x }}{% endblock %}{% set x = 2 %}{{ x }}"},
    ),
    said(
        "an include in a block",
        "{% extends 'p' %}{% block a %}{% set x = 5 %}{% include 'i' %}{% endblock %}",
        _P,
    ),
    said(
        "both",
        "{% extends 'p' %}{% from 'm' import m %}{% block a %}{% for x in [1] %}{% include 'i' %}{{ m(x) }}{% endfor %}{% endblock %}",
        _P,
    ),
    raised("super of nothing", "{% block a %}{{ super() }}{% endblock %}"),
    raised(
        "super of nothing below",
        "{% extends 'p' %}{% block z %}{% endblock %}{% block a %}{{ super() }}{% endblock %}",
        {"p": "{% block a %}{{ super() }}{% endblock %}"},
    ),
]
