"""Macros, and what they are called with."""

# A template is read more easily in one piece.
# ruff: noqa: E501

from .probe import raised, said

_M = {
    "m": "{% macro plain(a, b='B', c=0) %}{{ a }}{{ b }}{{ c }}{% endmacro %}"
    "{% macro outer(x) %}<{{ plain(x, c=2) }}>{% endmacro %}{% set word %}<w>{% endset %}{% set n = 3 %}",
    "n": "{% from 'm' import plain, outer as other %}{% macro two(x) %}{{ other(x) ~ plain(1) }}{% endmacro %}",
}
_MACRO = "{% macro m(a, b='B', c=a) %}[{{ a }}{{ b }}{{ c }}{{ a is defined }}]{% endmacro %}"
MACROS = [
    said(
        "defaults",
        _MACRO + "{{ m(1) }}{{ m(1, 2) }}{{ m(1, 2, 3) }}{{ m(1, c=3) }}{{ m(b=2, a=1) }}{{ m() }}",
    ),
    said(
        "numbers as defaults",
        "{% macro m(a=0, b=1, c=true, d=none) %}{{ a }}{{ b }}{{ c }}{{ d }}{% endmacro %}{{ m() }}",
    ),
    said(
        "a default of a later parameter",
        "{% macro m(a=b, b=1) %}[{{ a }}{{ b }}]{% endmacro %}{{ m(b=2) }}{{ m(b=2, a=3) }}",
    ),
    said(
        "a default from outside",
        "{% set x = 1 %}{% macro m(a=x) %}{{ a }}{% endmacro %}{{ m() }}{% set x = 2 %}{{ m() }}",
    ),
    said(
        "a default made at each call",
        "{% macro m(a, b=[a]) %}{{ b|length }}{{ b[0] }}{% endmacro %}{{ m(1) }}{{ m(2) }}",
    ),
    said("undefined given", _MACRO + "{{ m(1, u) }}{{ m(b=u, a=1) }}{{ m(1, none) }}"),
    said(
        "missing parameters hide",
        "{% macro m(x) %}[{{ x }}{{ x is defined }}]{% endmacro %}{{ m() }}{{ m(x) }}",
        x="given",
    ),
    said(
        "parameters JavaScript knows",
        "{% macro m(constructor, toString='t') %}[{{ constructor }}{{ toString }}]{% endmacro %}"
        "{{ m() }}{{ m(toString=1, constructor=2) }}",
    ),
    said(
        "sees the page",
        "{% macro m() %}{{ x }}{{ y }}{% endmacro %}{{ m() }}",
        x="given",
    ),
    said(
        "does not see the loop",
        "{% macro m() %}[{{ i }}]{{ loop is defined }}{% endmacro %}{% for i in [1] %}{{ m() }}{% endfor %}",
    ),
    said(
        "output is markup",
        "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m('<') }}{{ m('<') ~ '<' }}{{ '<' ~ m('&') }}"
        "{{ m(m('<')) }}{{ [m(1), '<']|join }}{% set y = m('<') %}{{ y }}{{ m(1) == '<b>1</b>' }}",
    ),
    said(
        "empty output",
        "{% macro m() %}{% endmacro %}[{{ m() }}]{{ 'a' if m() else 'b' }}{{ m() is defined }}{{ m() or 'o' }}",
    ),
    said(
        "calls another",
        "{% macro a(x) %}({{ x }}){% endmacro %}{% macro b(x) %}{{ a(x) }}{{ c(x) }}{% endmacro %}"
        "{% macro c(x) %}[{{ x }}]{% endmacro %}{{ b('<') }}",
    ),
    said(
        "calls itself",
        "{% macro m(n) %}{{ n }}{% if n %}{{ m(n + less) }}{% endif %}{% endmacro %}{{ m(3) }}",
        less=-1,
    ),
    said("white space kept", "{% macro m() %}\n  a\n{% endmacro %}\n<{{ m() }}>"),
    said("in an if", "{% if 1 %}{% macro m() %}m{% endmacro %}{% endif %}{{ m() }}"),
    said(
        "in a loop in a macro",
        "{% macro m(l) %}{% for i in l %}{{ i }}{{ loop.index }}{% endfor %}[{{ i }}]{% endmacro %}{{ m([3, 4]) }}",
    ),
    said(
        "is defined, and none",
        "{% macro m() %}{% endmacro %}{{ m is defined }}{{ m is none }}{{ m == m }}{{ m in [m] }}",
    ),
    said(
        "import",
        "{% from 'm' import plain, outer, word, n %}{{ plain(1) }}{{ outer('<') }}{{ word }}{{ n }}",
        _M,
    ),
    said(
        "import under another name",
        "{% from 'm' import plain as p, outer %}{{ p('<') }}{{ outer(p(1)) }}[{{ plain }}]",
        _M,
    ),
    said("import two levels", "{% from 'n' import two %}{{ two('<') }}", _M),
    said(
        "imported in a macro",
        "{% macro m() %}{% from 'm' import plain %}{{ plain(1) }}{% endmacro %}{{ m() }}[{{ plain }}]",
        _M,
    ),
    said(
        "imported in a loop",
        "{% for i in [1, 2] %}{% from 'm' import plain %}{{ plain(i) }}{% endfor %}[{{ plain }}]",
        _M,
    ),
    said("imported in an if", "{% if 1 %}{% from 'm' import plain %}{% endif %}{{ plain(1) }}", _M),
    said(
        "an import sees no page",
        "{% from 'm' import m %}[{{ m() }}]",
        {"m": "{% macro m() %}{{ x }}{% endmacro %}"},
        x="given",
    ),
    said(
        "an import sees its file",
        "{% from 'm' import m %}{{ m() }}",
        {"m": "{% set x = 'm' %}{% macro m() %}{{ x }}{% endmacro %}"},
        x="given",
    ),
    said(
        "imported twice",
        "{% from 'm' import plain %}{% include 'i' %}{{ plain(1) }}",
        {**_M, "i": "{% from 'm' import plain %}{{ plain(2) }}"},
    ),
    said(
        "a macro given to a macro",
        "{% macro a(x) %}<{{ x }}>{% endmacro %}{% macro b(f) %}{{ f('&') }}{% endmacro %}{{ b(a) }}",
    ),
    raised("too many", _MACRO + "{{ m(1, 2, 3, 4) }}"),
    raised("too many without any", "{% macro m() %}{% endmacro %}{{ m(1) }}"),
    raised("an unknown name", _MACRO + "{{ m(z=1) }}"),
    raised("given twice", _MACRO + "{{ m(1, a=2) }}"),
    raised("a name of JavaScript's", _MACRO + "{{ m(toString=2) }}"),
    raised("before it is there", "{{ m() }}{% macro m() %}{% endmacro %}"),
    raised(
        "an import that imports itself",
        "{% from 'm' import a %}{{ a() }}",
        {
            "m": "{% from 'n' import b %}{% macro a() %}{% endmacro %}",
            "n": "{% from 'm' import a %}{% macro b() %}{% endmacro %}",
        },
    ),
]
