"""What other features hear of a person, who knows nothing of them."""

from blinker import Signal

leaving = Signal("A person is about to be deleted: the moment to hand on what others share.")
placed = Signal("A person has a time zone, or another one: their clocks time things anew.")
arrived = Signal("Somebody new is here, bound for a path: what brought them can be done at once.")
moved = Signal("A person has another address: what was mailed to the one before is out of date.")
renewed = Signal("A mailed link set a password: what could be read with the old one closes.")
taken_over = Signal("An account is at last its address's: what anybody opened on it before closes.")
showing = Signal("A person is about to show others another photo, or none.")
