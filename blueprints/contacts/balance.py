"""Whether giving and asking are in balance, said in words: nobody keeps a score of people."""

# As long as one side is not two ahead, nobody minds.
_AHEAD = 2

SENTENCES = {
    "": "",
    "even": "Favours have gone both ways.",
    "given": "You have given more than you asked for. It is fine to ask.",
    "got": "You have been helped more than you have helped. What could you do for them?",
}


def balance(given: int, got: int) -> str:
    """How favours stand: "given" or "got" where one is well ahead, "even", or "" without any.

    `given` counts the promises of mine that I kept, `got` those that others kept to me.
    """
    if given - got >= _AHEAD:
        return "given"
    if got - given >= _AHEAD:
        return "got"
    return "even" if given and got else ""
