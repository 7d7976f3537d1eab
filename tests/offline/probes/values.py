"""What is true, equal, printed and found in a value."""

# A template is read more easily in one piece.
# ruff: noqa: E501

from .probe import HOSTILE, VALUES, raised, said

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
