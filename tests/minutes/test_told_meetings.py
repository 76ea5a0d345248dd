"""A sentence tells where the group met; most sentences do not."""

import pytest

from fritidsbank.minutes.reading.told_meetings import told_meeting

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Vi sågs på biblioteket tisdagen den 5 mars 2024.", "biblioteket"),
        ("Vi sågs hos G7 för att prata om hösten.", "G7"),
        ("Vi träffas på Stadsbiblioteket, Storgatan 1, kl. 10.", "Stadsbiblioteket, Storgatan 1"),
        ("Gruppen träffades torsdagen den 12 oktober 2017 på Fontänhuset.", "Fontänhuset"),
        ("Vi hade möte via Zoom.", "Zoom"),
        ("Vi träffades i gott humör.", None),
        ("Vi var tio personer i tisdags.", None),
        ("Välkommen till ett möte om stöd i hemmet!", None),
        ("Mötet är öppet för alla på plats eller på länk.", None),
        ("Nästa gång ses vi på Ria.", None),
    ],
)  # fmt: skip
def test_a_place_is_told_only_where_somebody_met(sentence: str, place: str | None) -> None:
    assert told_meeting(sentence).place == place
