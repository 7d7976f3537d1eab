"""A choice that is wrong, as a screen reader hears it."""

import re

from tests.conftest import Actor


def test_what_is_wrong_with_a_choice_is_tied_to_it(alice: Actor, evening: str) -> None:
    answer = alice.post(f"/events/{evening}/reflection", {"reached": "forged"})
    page = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert (
        '<fieldset class="choices" role="radiogroup" '
        'aria-describedby="reached-error" aria-invalid="true">' in page
    )
    assert 'id="reached-error"' in page
    assert re.findall(r'id="reached-(\w+)"[^>]* autofocus', page) == ["yes"]


def test_a_choice_nobody_has_made_yet_is_not_wrong(alice: Actor, evening: str) -> None:
    page = alice.read(f"/events/{evening}/reflection")

    assert page.count('<fieldset class="choices" role="radiogroup">') == 2
    assert "autofocus" not in page
