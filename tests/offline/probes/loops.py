"""Loops, and which names are known where."""

# A template is read more easily in one piece.
# ruff: noqa: E501

from .probe import raised, said

_ATTRIBUTES = ["index", "index0", "revindex", "revindex0", "first", "last", "length"]
LOOPED = [
    said(
        "every attribute",
        "{% for i in l %}"
        + "".join(f"{{{{ loop.{a} }}}} {{{{ loop['{a}'] }}}} " for a in _ATTRIBUTES)
        + "\n{% endfor %}",
        l=["a", "b", "c"],
    ),
    said(
        "for else",
        "{% for i in l %}{{ i }}{% else %}none{% endfor %}{% for i in [1] %}{{ i }}"
        "{% else %}none{% endfor %}",
        l=[],
    ),
    said("for undefined", "{% for i in x %}{{ i }}{% else %}none{% endfor %}"),
    said(
        "for if",
        "{% for i in l if i %}{{ i }}{{ loop.index }}{{ loop.length }}{{ loop.last }} {% endfor %}",
        l=[0, 1, "", "a", None, 2],
    ),
    said("for if else", "{% for i in l if i > 5 %}{{ i }}{% else %}none{% endfor %}", l=[1, 2]),
    said(
        "for if by another's name",
        "{% set m = 2 %}{% for i in l if i == m %}{{ i }}{% endfor %}",
        l=[1, 2],
    ),
    said(
        "for if by the outer loop",
        "{% for i in [1, 2] %}{% for j in [1, 2] if j == i %}{{ i }}{{ j }} "
        "{% endfor %}{% endfor %}",
    ),
    said(
        "nested, the same name",
        "{% for i in [[1, 2], [3]] %}{% for i in i %}{{ i }}{{ loop.index }}"
        "{% endfor %}{{ i|length }}{{ loop.index }}{% endfor %}[{{ i }}]",
    ),
    said("a name that was there", "{% for x in [1, 2] %}{{ x }}{% endfor %}{{ x }}", x="outside"),
    said("over what it hides", "{% for x in x %}{{ x }}{% endfor %}{{ x|length }}", x=[1, 2]),
    said(
        "hidden in the else", "{% for x in [] %}{{ x }}{% else %}{{ x }}{% endfor %}", x="outside"
    ),
    said(
        "loop in the else",
        "{% for i in [1] %}{% for j in [] %}{% else %}{{ loop.index }}{% endfor %}{% endfor %}",
    ),
    said(
        "loop kept",
        "{% for i in [1, 2] %}{% set outer = loop %}{% for j in [1, 2] %}{{ outer.index }}"
        "{{ loop.index }} {% endfor %}{% endfor %}",
    ),
    said(
        "loop over the outer's",
        "{% for i in [1, 2] %}{% for j in [loop.index, loop.last] %}{{ j }}"
        "{{ loop.index }} {% endfor %}{% endfor %}",
    ),
    said(
        "loop in an include",
        "{% for i in [1] %}{% include 'a' %}{% endfor %}",
        {"a": "[{{ loop }}]"},
        loop="given",
    ),
    said(
        "loop in the filter",
        "{% for i in [1, 2] %}{% for j in [1, 2] if j == loop.index %}{{ j }}{% endfor %}{% endfor %}",
    ),
    said(
        "loop given",
        "{{ loop }}{% for i in [1] %}{{ loop.index }}{% else %}{% endfor %}"
        "{% for i in [] %}{% else %}{{ loop }}{% endfor %}",
        loop="given",
    ),
    said("loop outside", "[{{ loop }}]{{ loop is defined }}"),
    said(
        "undefined items", "{% for i in [u, none, 0] %}[{{ i }}{{ i is defined }}]{% endfor %}", i=5
    ),
    said("dicts", "{% for p in l %}{{ p.a }}{{ p.b }}{% endfor %}", l=[{"a": 1}, {"b": "<"}]),
    raised("for none", "{% for i in none %}{% endfor %}"),
    raised("for a number", "{% for i in 1 %}{% endfor %}"),
    raised("loop outside, its index", "{{ loop.index }}"),
    raised("for if, what raises", "{% for i in [1] if i.a.b %}{% endfor %}"),
]

SCOPED = [
    said("set", "{% set x = 1 %}{{ x }}{% set x = x + 1 %}{{ x }}", x=9),
    said(
        "read inside, then set in a branch, or to itself",
        "{% for i in [1] %}{{ x }}{{ y }}{% endfor %}{% if x %}{% set x = 2 %}{% endif %}"
        "{% set y = y %}{{ x }}{{ y }}",
        x="x",
        y="y",
    ),
    said("set undefined hides", "{% set x = u %}[{{ x }}]{{ x is defined }}", x=9),
    said(
        "set in a loop stays",
        "{% set x = 0 %}{% for i in [1, 2] %}{{ x }}{% set x = i %}{{ x }}{% endfor %}{{ x }}",
    ),
    said(
        "set in a loop, given",
        "{% for i in [1, 2] %}{{ x }}{% set x = i %}{{ x }}{% endfor %}{{ x }}",
        x="g",
    ),
    said(
        "set in a loop, unknown",
        "{% for i in [1, 2] %}[{{ x }}]{% set x = i %}{{ x }}{% endfor %}[{{ x }}]",
    ),
    said(
        "set in an if of a loop",
        "{% set x = 0 %}{% for i in [1, 2, 3] %}{% if i == 2 %}{% set x = i %}"
        "{% endif %}{{ x }}{% endfor %}{{ x }}",
    ),
    said(
        "set in a loop's else",
        "{% for i in [] %}{% else %}{% set x = 1 %}{{ x }}{% endfor %}[{{ x }}]",
    ),
    said("set in an if leaks", "{% if 1 %}{% set x = 1 %}{% endif %}{{ x }}"),
    said(
        "set in an if not taken",
        "{% if 0 %}{% set x = 1 %}{% endif %}[{{ x }}]{{ y }}"
        "{% if 0 %}{% set y = 1 %}{% else %}{% set z = 2 %}{% endif %}{{ y }}{{ z }}",
        x="given",
        y="g",
    ),
    said(
        "set in an if in a block",
        "{% block b %}{% if 1 %}{% set x = 1 %}{% endif %}{{ x }}{% endblock %}[{{ x }}]",
    ),
    said(
        "set block",
        "{% set x %}<{{ y }}>{% for i in [1] %}{{ i }}{% endfor %}{% endset %}{{ x }}{{ x ~ '<' }}",
        y="<",
    ),
    said(
        "set in a set block stays", "{% set x %}{% set y = 1 %}{{ y }}{% endset %}{{ x }}[{{ y }}]"
    ),
    said(
        "set block in a loop",
        "{% for i in [1, 2] %}{% set x %}{{ i }}{{ loop.last }}{% endset %}{{ x }}"
        "{% endfor %}[{{ x }}]",
    ),
    said("set block of itself", "{% set x %}a{% endset %}{% set x %}{{ x }}b{% endset %}{{ x }}"),
    said("set to an or", "{% set x = x or 'other' %}{{ x }}", x=""),
    said(
        "macro sets stay", "{% macro m() %}{% set x = 1 %}{{ x }}{% endmacro %}{{ m() }}[{{ x }}]"
    ),
]
