"""How a page is left that may load itself again at that moment.

Whoever goes elsewhere touches the phone first, and a page that is touched does not load itself
again. Developer tools touch nothing: Chromium drops the way they ask for when it hears of such a
reload a few milliseconds later, and one that began before and ends later looks like its end.
"""

TAKEN_IN_HAND = """
dispatchEvent(new Event("pointerdown"));
return origin === "null" || !sessionStorage.getItem("wellmet.place");
"""
