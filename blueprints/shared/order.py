"""Text in the database as Python and a phone have it: in lower case, and by code points."""

from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from .folding import ACCENTS, LETTERS, fold


class ByCodePoints(FunctionElement[str]):
    """A text, to be put in order by its code points, whatever the database was made for."""

    type = String()
    inherit_cache = True


class Lowered(FunctionElement[str]):
    """A text in lower case, by Unicode's rules, and in that order."""

    type = String()
    inherit_cache = True


class Folded(FunctionElement[str]):
    """A text as `fold` has it."""

    type = String()
    inherit_cache = True


def says(text: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    """Whether a word stands in a text, in capitals or not, with its accents or without."""
    return Folded(text).contains(fold(word), autoescape=True)


@compiles(ByCodePoints)
def _plain(element: ByCodePoints, compiler: SQLCompiler, **options: object) -> str:
    return compiler.process(element.clauses, **options)


@compiles(ByCodePoints, "postgresql")
def _collated(element: ByCodePoints, compiler: SQLCompiler, **options: object) -> str:
    return f'({_plain(element, compiler, **options)} COLLATE "C")'


@compiles(Lowered)
def _lower(element: Lowered, compiler: SQLCompiler, **options: object) -> str:
    # SQLite's is Python's: see `database`.
    return f"lower({compiler.process(element.clauses, **options)})"


@compiles(Lowered, "postgresql")
def _lower_by_unicode(element: Lowered, compiler: SQLCompiler, **options: object) -> str:
    # The database's own rules may know A to Z only.
    text = compiler.process(element.clauses, **options)
    return f'(lower({text} COLLATE "und-x-icu") COLLATE "C")'


@compiles(Folded)
def _fold(element: Folded, compiler: SQLCompiler, **options: object) -> str:
    # Python's: see `sqlite`.
    return f"fold({compiler.process(element.clauses, **options)})"


@compiles(Folded, "postgresql")
def _fold_by_unicode(element: Folded, compiler: SQLCompiler, **options: object) -> str:
    plain = f"normalize({_lower_by_unicode(Lowered(*element.clauses), compiler, **options)}, NFD)"
    plain = f"regexp_replace({plain}, '{ACCENTS}', '', 'g')"
    for letter, others in LETTERS.items():
        plain = f"replace({plain}, '{letter}', '{others}')"
    return f'({plain} COLLATE "C")'
