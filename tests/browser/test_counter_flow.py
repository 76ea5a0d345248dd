"""The main job of the counter, from a mobile number to things on their way home and back."""

from tests.browser.desk import Desk


def test_three_articles_go_to_somebody_new_with_four_actions(desk: Desk) -> None:
    boots, poles, skis = desk.register.articles(3)
    desk.types("070-174 06 05")
    desk.types("Amina Ali")
    for article in (boots, poles, skis):
        desk.scans(article.code)
    for article in (boots, poles, skis):
        desk.is_lent(article.code)
