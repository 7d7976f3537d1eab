"""What filters, functions and white space make of a text."""

# A template is read more easily in one piece.
# ruff: noqa: E501

from .probe import HOSTILE, raised, said

FILTERED = [
    *(said(f"urlencode {at}", "{{ x|urlencode }}", x=text) for at, text in enumerate(HOSTILE)),
    said("urlencode reserved", "{{ x|urlencode }}", x="".join(map(chr, range(32, 127)))),
    said(
        "urlencode others",
        "{{ 1|urlencode }}{{ none|urlencode }}[{{ u|urlencode }}]{{ true|urlencode }}",
    ),
    said("urlencode markup", "{% set s %}<a b>/{% endset %}{{ s|urlencode }}"),
    said(
        "length",
        "{{ 'a😀'|length }}{{ [1, 2]|length }}{{ u|length }}{{ ''|length }}{{ 'e\u0301'|length }}",
    ),
    said("length of markup", "{% set s %}a<{% endset %}{{ s|length }}"),
    said(
        "join",
        "{{ ['<', 1, none, true, u]|join('&') }}|{{ []|join(',') }}|{{ ['a']|join }}|{{ u|join }}",
    ),
    said("join by odd things", "{{ [1, 2]|join(0) }}{{ [1, 2]|join(none) }}{{ [1, 2]|join(u) }}"),
    said(
        "join with markup",
        "{% set s %}<b>{% endset %}{{ ['<', s]|join('&') }}{{ ['<', 1]|join(s) }}"
        "{{ []|join(s) }}{{ [s, s]|join }}{{ ([s]|join) ~ '<' }}",
    ),
    said(
        "default",
        "{{ u|default('<') }}{{ none|default(1) }}{{ ''|default(1) }}{{ ''|default(1, true) }}"
        "{{ 0|default('a', true) }}{{ 'b'|default('a', true) }}[{{ u|default }}]{{ d.x|default(2) }}",
        d={},
    ),
    said("default undefined", "{{ u|default(v) is defined }}{{ u|default is defined }}"),
    said("default of an undefined's", "{{ (u|default({'a': 1})).a }}{{ (u|default([]))|length }}"),
    said("filters after filters", "{{ [u|default('a b'), 'c']|join('/')|urlencode|length }}"),
    said(
        "tests",
        "{{ x is defined }}{{ x is undefined }}{{ x is none }}{{ u is defined }}{{ u is undefined }}"
        "{{ u is none }}{{ x is not none }}{{ u is not defined }}{{ not u is defined }}",
        x=None,
    ),
    raised("length of none", "{{ none|length }}"),
    raised("length of a number", "{{ 1|length }}"),
    raised("join of none", "{{ none|join }}"),
    raised("join of a number", "{{ 1|join }}"),
    raised("default of undefined's attribute", "{{ u.x|default(1) }}"),
]

SPACED = [
    said("a tag on its line", "a\n{% if 1 %}\nb\n{% endif %}\nc\n"),
    said("a tag after blanks", "a\n   {% if 1 %}\n  b\n   {% endif %}\n  c"),
    said("blanks before a value", "a\n   {{ 1 }}   \nb"),
    said("a value on its line", "a\n{{ 1 }}\nb\n"),
    said("minus", "a  \n {%- if 1 -%} \n b \n {%- endif -%} \n c {{- 1 -}} d"),
    said("plus", "a\n  {%+ if 1 %}b{% endif +%}\nc"),
    said("comments", "a\n  {# c #}\nb{# {{ x }} {% if %} #}c {#- d -#} e"),
    said("raw", "{% raw %}{{ x }}{% if %}{# #}\n{% endraw %}\nb{% raw -%} \n c {%- endraw %}"),
    said("nothing at all", ""),
    said("only lines", "\n\n\n"),
    said("the last line's end", "a\n\n"),
    said("carriage returns", "a\r\nb\r{% if 1 %}\r\nc{% endif %}"),
    said("blocks and their lines", "<\n{% block a %}\n x\n{% endblock %}\n>\n"),
    said(
        "loops and their lines",
        "<ul>\n{% for i in [1, 2] %}\n  <li>{{ i }}</li>\n{% endfor %}\n</ul>",
    ),
    said("includes and their lines", "a\n{% include 'i' %}\nb", {"i": "i\n"}),
    said("set blocks and their lines", "{% set x %}\n a\n{% endset %}\n[{{ x }}]"),
]

CALLED = [
    said(
        "a function",
        "{{ answer() }}{{ answer('x') }}{{ answer() ~ '<' }}{% from 'm' import m %}{{ m() }}",
        {"m": "{% macro m() %}{{ answer() }}{% endmacro %}"},
    ),
    raised("a function by name", "{{ answer(x=1) }}"),
    said("a function's name, given", "{{ answer }}", answer="given"),
    said("a function, hidden", "{% for answer in [1] %}{{ answer }}{% endfor %}{{ answer() }}"),
]
