"""Small templates, each of which must say the same on the server and on the phone."""

from .extended import EXTENDED
from .filters import CALLED, FILTERED, SPACED
from .included import INCLUDED
from .loops import LOOPED, SCOPED
from .macros import MACROS
from .probe import HOSTILE, Probe
from .refused import FILES, LOUD, REFUSED, REFUSED_IN_A_CHILD
from .values import COMPARED, PRINTED, REACHED, TRUTH

__all__ = ["FILES", "HOSTILE", "LOUD", "REFUSED", "REFUSED_IN_A_CHILD", "ROOMS", "Probe"]

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
