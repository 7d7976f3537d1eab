"""Small templates, each of which must say the same on the server and on the phone."""

# A template is read more easily in one piece.
# ruff: noqa: E501

from dataclasses import dataclass, field
from typing import Any

HOSTILE = (
    "</script><b onclick='x'>\"&amp;",
    "`${x}` \\n \\u2028 \\",
    "\u2028\u2029\x01\x08\x0b\x1f\x7f\x85\ufeff",
    "😀👩‍👩‍👧 e\u0301 \u202eשלום\u202c ﷽",
    "{{ x }}{% raw %}{#",
    "__proto__",
    " \t\r\n ",
    "100% a/b?c=d&e=f#g+h;i:j@k,l$m[n]!~*'()",
)


@dataclass(frozen=True)
class Probe:
    """A template `main`, what it is shown with, and what else it uses, each file by its name."""

    name: str
    main: str
    context: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    raises: bool = False


def said(name: str, main: str, files: dict[str, str] | None = None, **context: Any) -> Probe:
    return Probe(name, main, context, files or {})


def raised(name: str, main: str, files: dict[str, str] | None = None, **context: Any) -> Probe:
    return Probe(name, main, context, files or {}, raises=True)


EMPTY = {"text": "", "list": [], "dict": {}, "zero": 0, "none": None, "no": False}
FULL = {"text": "0", "list": [0], "dict": {"a": 0}, "one": -1, "yes": True, "blank": " "}
VALUES = {
    **{f"empty {k}": v for k, v in EMPTY.items()},
    **{f"full {k}": v for k, v in FULL.items()},
}

_IF = "{% if x %}yes{% else %}no{% endif %}"
_TRUTH = (
    "{{ not x }} {{ not not x }} {{ (x and 1) is defined }} {{ 0 or x is none }} {{ 1 if x else 2 }}"
    + _IF
)
TRUTH = [
    *(said(f"truth of {name}", _TRUTH, x=value) for name, value in VALUES.items()),
    said("truth of undefined", _TRUTH),
    said("truth of empty markup", "{% set x %}{% endset %}" + _TRUTH),
    said("truth of markup", "{% set x %}0{% endset %}" + _TRUTH),
    said(
        "truth of a loop and a macro",
        "{% macro m() %}{% endmacro %}{{ 1 if m else 0 }}"
        "{% for i in [1] %}{{ 1 if loop else 0 }}{% endfor %}",
    ),
    said(
        "truth of literals",
        "{{ 1 if [] else 2 }}{{ 1 if {} else 2 }}{{ 1 if '' else 2 }}"
        "{{ 1 if [0] else 2 }}{{ 1 if {'a': 0} else 2 }}{{ 1 if '0' else 2 }}",
    ),
    said(
        "and, or give operands",
        "{{ '' or 'b' }}|{{ 'a' and 'b' }}|{{ '' and x.y }}|"
        "{{ 'a' or x.y }}|{{ 0 and 1 }}|{{ 0 or false }}|{{ none or '' }}|{{ none and 1 }}",
    ),
    said("and binds closer than or", "{{ 1 or 0 and 0 }}{{ (1 or 0) and 0 }}{{ not 1 or 1 }}"),
    said(
        "elif",
        "{% for x in [0, 1, 2, 3] %}{% if x == 1 %}a{% elif x == 2 %}b{% elif x %}c"
        "{% else %}d{% endif %}{% endfor %}",
    ),
    said("if without else", "[{{ 'a' if x }}][{{ ('a' if x) is defined }}][{{ 'a' if 1 }}]"),
    said("if in if", "{% if 1 %}{% if 0 %}a{% else %}b{% endif %}{% else %}c{% endif %}"),
    raised("and of what raises", "{{ 1 and x.y }}"),
]

_EQUAL = "{{ x == 1 }}{{ x == true }}{{ x == none }}{{ x == '' }}{{ x == u }}{{ x != 0 }}{{ x in [0, '']}}"
COMPARED = [
    *(said(f"comparing {name}", _EQUAL, x=value) for name, value in VALUES.items()),
    said("comparing undefined", _EQUAL),
    said(
        "true is 1",
        "{{ true == 1 }}{{ 1 == true }}{{ false == 0 }}{{ 0 == '' }}{{ '1' == 1 }}"
        "{{ none == false }}{{ none == 0 }}{{ none != none }}",
    ),
    said(
        "undefined and none", "{{ x == none }}{{ x == y }}{{ x != y }}{{ x == '' }}{{ x is none }}"
    ),
    said(
        "markup is text",
        "{% set s %}a<{% endset %}{{ s == 'a<' }}{{ 'a<' == s }}{{ s in ['a<'] }}"
        "{{ 'a' in s }}{{ s in 'ba<' }}{{ s in {'a<': 1} }}{{ s == s }}",
    ),
    said(
        "order",
        "{{ 1 < 2 }}{{ 2 < 1 }}{{ 1 <= 1 }}{{ 1 > 1 }}{{ 1 >= 1 }}{{ 2 > 1 }}{{ true < 2 }}"
        "{{ 2 <= 1 }}{{ 1 >= 2 }}",
    ),
    said(
        "in a list",
        "{{ 1 in [1] }}{{ true in [1] }}{{ '1' in [1] }}{{ x in [x] }}{{ none in [] }}"
        "{{ 1 not in [2] }}{{ none in [none] }}{{ u in [none] }}{{ u in [v] }}",
    ),
    said("in a text", "{{ 'b' in 'abc' }}{{ '' in '' }}{{ 'B' in 'abc' }}{{ 'a' not in 'abc' }}"),
    said(
        "in a dict",
        "{{ 'a' in d }}{{ 'b' in d }}{{ 'toString' in d }}{{ '__proto__' in d }}{{ 'items' in d }}",
        d={"a": None},
    ),
    said("in undefined", "{{ 1 in x }}{{ 'a' not in x }}"),
    said("in hostile text", "{{ a in b }}{{ b in a }}", a=HOSTILE[0], b=HOSTILE[0] + "x"),
    raised("a number in a text", "{{ 1 in 'a1' }}"),
    raised("undefined in a text", "{{ x in 'a' }}"),
    raised("in none", "{{ 1 in none }}"),
    raised("in a number", "{{ 1 in 1 }}"),
    raised("order of undefined", "{{ x < 1 }}"),
    raised("order of none", "{{ none < 1 }}"),
    raised("order of text and number", "{{ '1' < 2 }}"),
    raised("a list in a dict", "{{ [] in {} }}"),
]

PRINTED = [
    said("numbers", "{{ 0 }} {{ 1 }} {{ 2 }} {{ x }} {{ y }} {{ z }}", x=-7, y=2**53 - 1, z=1),
    said("constants", "{{ true }} {{ false }} {{ none }} {{ True }} {{ None }} {{ '' }}[{{ u }}]"),
    said("values given", "{{ a }} {{ b }} {{ c }} {{ d }}", a=True, b=False, c=None, d=0),
    said("added", "{{ 1 + 2 }} {{ true + true }} {{ x + 1 }} {{ (a or 0) + (b or 0) }}", x=-1, b=3),
    said("joined", "{{ 1 ~ 2 }} {{ 'a' ~ none ~ true ~ u ~ 0 }} {{ '<' ~ '>' }} {{ '' ~ '' }}"),
    said(
        "joined with markup",
        "{% set s %}<b>{% endset %}{{ s ~ '<i>' }} {{ '<' ~ s ~ none ~ u }}"
        "{{ ('' ~ s) ~ '&' }}{% if '' ~ u %}a{% endif %}",
    ),
    said("joined literals", "{{ 'a' 'b' }} {{ \"it's\" }} {{ 'say \"x\"' }} {{ 'tab\\there' }}"),
    said(
        "literals escaped", "{{ '<a href=\"/\">&amp;' }} {{ \"'\" }} {{ '\\\\' }} {{ '\\u2028' }}"
    ),
    said("every sign escaped", "{{ x }}", x="".join(map(chr, range(32, 127)))),
    said("quotes in attributes", "<a title=\"{{ x }}\" id='{{ x }}'>", x="\"'<>&"),
    said(
        "markup stays", "{% set s %}<b>{{ x }}</b>{% endset %}{{ s }}{% set t = s %}{{ t }}", x="<"
    ),
    said("text in the template", "".join(HOSTILE).replace("{{ x }}{% raw %}{#", "")),
    said("text in constants", "{{ '</script>`${x}`' }}{{ '😀\u2028' }}{{ 'e\u0301\u202e' }}"),
    *(
        said(
            f"hostile {at}",
            "{{ x }}<p title='{{ x }}'>{{ x ~ x }}{% set y %}{{ x }}{% endset %}{{ y }}"
            "{{ x == y }}{{ x|length }}{{ x|urlencode }}{{ [x, x]|join(x) }}{{ d[x] }}{{ x in d }}",
            x=text,
            d={"a": 1},
        )
        for at, text in enumerate(HOSTILE)
        if text != "__proto__"
    ),
    said(
        "names JavaScript knows",
        "{{ constructor }}{{ toString }}{{ __proto__ }}{{ o }}{{ r }}{{ c0 }}"
        "{{ this }}{{ class }}{{ arguments }}{{ undefined }}{{ null }}{{ hasOwnProperty }}{{ NaN }}",
    ),
    said(
        "names JavaScript reserves",
        "{% set class = 1 %}{% set o = 2 %}{% set var = 3 %}{% set r = 4 %}"
        "{{ class }}{{ o }}{{ var }}{{ r }}{% for one in [5] %}{{ one }}{{ c0 }}{% endfor %}",
    ),
    said("names beyond ASCII", "{% set größe = 1 %}{{ größe }}{{ 名 }}", 名="x"),
    raised("adding undefined", "{{ x + 1 }}"),
    raised("adding none", "{{ none + 1 }}"),
    raised("adding text and number", "{{ '1' + 1 }}"),
]

_D = {"a": {"b": [1, {"c": "<"}]}, "none": None, "items-x": 1, "": "empty", "0": "zero"}
REACHED = [
    said(
        "by attribute and item", "{{ d.a.b[1].c }}{{ d['a']['b'][0] }}{{ d.a['b'][1]['c'] }}", d=_D
    ),
    said("by a computed key", "{{ d[k] }}{{ d[k ~ ''] }}{{ d[u ~ ''] }}", d=_D, k="items-x"),
    said("a key of digits", "{{ d['0'] }}", d=_D),
    said("a literal's", "{{ {'a': 1}.a }}{{ {'a': {'b': 2}}['a'].b }}{{ [1, [2, 3]][1][0] }}"),
    said("a later key wins", "{{ {'a': 1, 'a': 2}.a }}"),
    said(
        "missing keys",
        "[{{ d.x }}{{ d['x'] }}{{ d.x is defined }}{{ d.none is defined }}{{ d.none }}]",
        d=_D,
    ),
    said(
        "keys of JavaScript's",
        "[{{ d.constructor }}{{ d.toString }}{{ d.length }}{{ d.size }}{{ d.hasOwnProperty }}]",
        d=_D,
    ),
    said(
        "a dict's own key __proto__",
        "{{ d['__proto__'] }}{{ d[k] }}",
        d={"__proto__": 1},
        k="__proto__",
    ),
    said(
        "own keys named as methods",
        "{{ d['items'] }}{{ d[k] }}",
        d={"items": 1, "keys": 2},
        k="keys",
    ),
    said("attribute of none", "[{{ x.y }}{{ x['y'] }}{{ x.y is defined }}{{ none.y }}]", x=None),
    said("out of range", "[{{ l[2] }}{{ l[99] }}{{ l[i] }}{{ l[2] is defined }}]", l=[1, 2], i=-3),
    said("from the end", "{{ l[i] }}{{ l[j] }}", l=[1, 2], i=-1, j=-2),
    said("a falsy item", "{{ l[0] }}{{ l[1] }}{{ l[2] is defined }}", l=[None, 0, ""]),
    raised("attribute of undefined", "{{ x.y }}"),
    raised("item of undefined", "{{ x['y'] }}"),
    raised("index of undefined", "{{ x[0] }}"),
    raised("attribute of a missing key", "{{ d.x.y }}", d={}),
    raised("attribute of none's attribute", "{{ x.y.z }}", x=None),
    raised("defined of undefined's attribute", "{{ x.y is defined }}"),
    raised("calling undefined", "{{ nobody() }}"),
    raised("calling none", "{{ x() }}", x=None),
    raised("calling a text", "{{ x() }}", x="a"),
]

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

ROOMS = {
    "truth": TRUTH,
    "compared": COMPARED,
    "printed": PRINTED,
    "reached": REACHED,
    "filtered": FILTERED,
    "looped": LOOPED,
    "scoped": SCOPED,
    "included": INCLUDED,
    "macros": MACROS,
    "extended": EXTENDED,
    "spaced": SPACED,
    "called": CALLED,
}


# Jinja2 prints something, and JavaScript could only guess at it: the phone throws.
_LOOP = "{% for i in [1, 2] %}{{ loop.X }}{% endfor %}"
LOUD = [
    *(said(f"loop.{name}", _LOOP.replace("X", name)) for name in ("depth", "nextitem", "other")),
    said("the loop", "{% for i in [1] %}{{ loop }}{% endfor %}"),
    said("kept loop's depth", "{% for i in [1] %}{% set l = loop %}{{ l.depth }}{% endfor %}"),
    *(said(f"dict.{name}", "{{ d[k] }}", d={}, k=name) for name in dir(dict)),
    said("none's own", "{{ x[k] }}", x=None, k="__class__"),
    said("an index of none", "{{ x[0] }}", x=None),
    said("a number in a dict", "{{ d[1] }}", d={"1": 2}),
    said("a number among keys", "{{ 1 in d }}", d={"1": 2}),
    said("keys that are numbers", "{{ {1: 2} is defined }}"),
    said("a truth as index", "{{ l[true] }}", l=[1, 2]),
    said("a text's letter", "{{ x[0] }}", x="abc"),
    said("a text's method", "{{ x.upper }}", x="abc"),
    said("a number's part", "{{ x.real }}", x=1),
    said("a list's method", "{{ x.append }}", x=[]),
    said("markup's method", "{% set x %}a{% endset %}{{ x.upper }}"),
    said("a macro's name", "{% macro m() %}{% endmacro %}{{ m.name }}"),
    said("a list", "{{ x }}", x=[1, "a"]),
    said("an empty list", "{{ x }}", x=[]),
    said("a list joined", "{{ x ~ '' }}", x=[1]),
    said("a list in a list", "{{ x|join }}", x=[[1]]),
    said("a list encoded", "{{ x|urlencode }}", x=[["a", "b"]]),
    said("a dict", "{{ x }}", x={"a": 1}),
    said("a dict encoded", "{{ x|urlencode }}", x={"a": "b"}),
    said("a float", "{{ x }}", x=0.5),
    said("a float joined", "{{ x ~ '' }}", x=1e-7),
    said("a macro", "{% macro m() %}{% endmacro %}{{ m }}"),
    said("a large number", "{{ x }}", x=2**53),
    said("large numbers equal", "{{ x == y }}", x=2**53, y=2**53 + 1),
    said("a sum too large", "{{ x + 1 }}", x=2**53 - 1),
    said("a loop over a dict", "{% for k in x %}{{ k }}{% endfor %}", x={"a": 1}),
    said("a loop over a text", "{% for k in x %}{{ k }}{% endfor %}", x="ab"),
    said("texts in order", "{{ x < 'b' }}", x="a"),
    said("lists in order", "{{ x < [2] }}", x=[1]),
    said("texts added", "{{ x + 'b' }}", x="a"),
    said("lists added", "{{ (x + [2])|length }}", x=[1]),
    said("lists equal", "{{ x == [1] }}", x=[1]),
    said("dicts equal", "{{ x == {} }}", x={}),
    said("a list among lists", "{{ x in [[1]] }}", x=[1]),
    said("a dict's length", "{{ x|length }}", x={"a": 1}),
    said("a text's letters joined", "{{ x|join('-') }}", x="ab"),
]

FILES = {
    "files": "{% macro m() %}{% endmacro %}{% from 'more' import y %}",
    "more": "{% set y = 1 %}",
}
# What stops the build: how the sentence goes on after "main:2: ", and the template's second line.
REFUSED = [
    ("CallBlock", "{% call m() %}{% endcall %}"),
    ("FilterBlock", "{% filter upper %}{% endfilter %}"),
    ("With", "{% with a = 1 %}{% endwith %}"),
    ("Scope", "{% autoescape false %}{% endautoescape %}"),
    ("Import", "{% import 'files' as f %}"),
    ("Extends", "{% if 1 %}{% extends 'files' %}{% endif %}"),
    ("extends after something else", "{% extends 'files' %}"),
    ("a scoped or required block", "{% block a scoped %}{% endblock %}"),
    ("a scoped or required block", "{% block a required %}{% endblock %}"),
    ("a second block a", "{% block a %}{% endblock %}{% block a %}{% endblock %}"),
    ("a macro with two parameters of one name", "{% macro n(a, a) %}{% endmacro %}"),
    ("a call with two arguments of one name", "{{ m(a=1, a=2) }}"),
    (
        "a set of a, after something inside has read it",
        "{% for i in x %}{% if i %}{% set a = i %}{% endif %}{{ a }}{% endfor %}{% set a = 1 %}",
    ),
    (
        "a set of a, after something inside has read it",
        "{% for a in x %}{% else %}{{ a }}{% endfor %}{% set a = 1 %}",
    ),
    (
        "a set of a, after something inside has read it",
        "{% for i in x %}{% set a = a %}{% endfor %}{% set a = 1 %}",
    ),
    (
        "a set of a, after something inside has read it",
        "{% for i in x %}{{ a }}{% endfor %}{% macro a() %}{% endmacro %}",
    ),
    ("a block inside of a macro", "{% macro m() %}{% block a %}{% endblock %}{% endmacro %}"),
    ("an include of a computed name", "{% include x %}"),
    ("an include of a computed name", "{% include ['files'] %}"),
    ("an include of a computed name", "{% include 'files' ignore missing %}"),
    ("an include of a computed name", "{% include 'files' without context %}"),
    ("an import of a computed name", "{% from x import m %}"),
    ("an import of a computed name", "{% from 'files' import m with context %}"),
    ("the import of y, which files does not define", "{% from 'files' import y %}"),
    ("the import of answer, which files does not", "{% from 'files' import answer %}"),
    ("the template gone", "{% include 'gone' %}"),
    ("the template gone", "{% block a %}{% from 'gone' import a %}{% endblock %}"),
    ("a recursive loop", "{% for i in x recursive %}{% endfor %}"),
    ("a recursive loop, or one over pairs", "{% for a, b in x %}{% endfor %}"),
    ("a set of several names", "{% set a, b = x %}"),
    ("a set of several names", "{% set x.y = 1 %}"),
    ("a set of x, after something inside", "{% for i in y %}{{ x }}{% endfor %}{% set x = 1 %}"),
    ("a set of x, after something inside", "{% set x %}{{ x }}{% endset %}"),
    ("a set of x, after something inside", "{% macro m() %}{{ x }}{% endmacro %}{% set x = 1 %}"),
    ("a set block with a filter", "{% set x | upper %}{% endset %}"),
    ("a macro inside", "{% for i in x %}{% macro n() %}{% endmacro %}{% endfor %}"),
    ("a macro inside", "{% block a %}{% macro n() %}{% endmacro %}{% endblock %}"),
    ("a macro inside", "{% macro n() %}{% macro o() %}{% endmacro %}{% endmacro %}"),
    ("the filter upper", "{{ x|upper }}"),
    ("the filter safe", "{{ x|safe }}"),
    ("the filter nobodys", "{{ x|nobodys }}"),
    ("the filter join with such arguments", "{{ x|join(',', 'name') }}"),
    ("the filter join with such arguments", "{{ x|join(d=',') }}"),
    ("the filter default with such arguments", "{{ x|default(*y) }}"),
    ("the filter length with such arguments", "{{ x|length(1) }}"),
    ("the test odd", "{{ x is odd }}"),
    ("the test nobodys", "{{ x is nobodys }}"),
    ("the test defined", "{{ x is defined(1) }}"),
    ("the name range", "{{ range(3) }}"),
    ("the name namespace", "{% set n = namespace() %}"),
    ("the name self", "{{ self.a }}"),
    ("the name caller", "{% macro n() %}{{ caller() }}{% endmacro %}"),
    ("the name varargs", "{% macro n() %}{{ varargs }}{% endmacro %}"),
    ("the name super", "{% block a %}{{ super }}{% endblock %}"),
    ("a call of anything but a name", "{% block a %}{{ super.super() }}{% endblock %}"),
    ("the name request", "{{ request.path }}"),
    ("the name url_for", "{{ url_for('a') }}"),
    ("super() outside of a block", "{{ super() }}"),
    ("super() outside of a block, or with arguments", "{% block a %}{{ super(1) }}{% endblock %}"),
    ("another meaning for loop", "{% set loop = 1 %}"),
    ("another meaning for loop", "{% for loop in x %}{% endfor %}"),
    ("another meaning for self", "{% macro n(self) %}{% endmacro %}"),
    ("another meaning for caller", "{% set caller %}{% endset %}"),
    ("another meaning for g", "{% macro g() %}{% endmacro %}"),
    ("another meaning for g", "{% from 'files' import m as g %}"),
    ("a call with * or **", "{{ m(*x) }}"),
    ("a call with * or **", "{{ m(**x) }}"),
    ("a call of anything but a name", "{{ x.upper() }}"),
    ("a call of anything but a name", "{{ d['items']() }}"),
    ("the attribute items", "{{ d.items }}"),
    ("the attribute __class__", "{{ d.__class__ }}"),
    ("Slice", "{{ x[1:2] }}"),
    ("a chain of comparisons", "{{ 1 < x < 3 }}"),
    ("the constant 0.5", "{{ 0.5 }}"),
    ("the large number 9007199254740992", "{{ 9007199254740992 }}"),
    ("Neg", "{{ -x }}"),
    ("Sub", "{{ x - 1 }}"),
    ("Mul", "{{ x * 2 }}"),
    ("Div", "{{ x / 2 }}"),
    ("FloorDiv", "{{ x // 2 }}"),
    ("Mod", "{{ x % 2 }}"),
    ("Pow", "{{ x ** 2 }}"),
    ("Pos", "{{ +x }}"),
]
REFUSED_IN_A_CHILD = [
    ("For outside of the blocks", "{% for i in x %}{% endfor %}"),
    ("Include outside of the blocks", "{% include 'files' %}"),
    ("Include outside of the blocks", "{% if x %}{% include 'files' %}{% endif %}"),
]
