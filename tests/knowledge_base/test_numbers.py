"""Numbers belong into facts, in whichever language and in whichever form they are written."""

import pytest

from knowledge_base.rules.numbers import naked_numbers


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "Sie haben zwei Wochen Zeit.", ["zwei Wochen"]),
        ("de", "Nach vierundzwanzig Stunden", ["vierundzwanzig Stunden"]),
        ("de", "ein dreimonatiger Kurs", ["dreimonatiger"]),
        ("de", "um acht Uhr", ["acht Uhr"]),
        ("de", "eine halbe Stunde", ["halbe Stunde"]),
        ("en", "You have two weeks.", ["two weeks"]),
        ("en", "a two-week course", ["two-week"]),
        ("en", "twenty-five euros", ["twenty-five euros"]),
        ("en", "five working days", ["five working days"]),
        ("ro", "Ai două săptămâni.", ["două săptămâni"]),
        ("ro", "douăzeci de zile", ["douăzeci de zile"]),
        ("ro", "la paisprezece ani", ["paisprezece ani"]),
        ("bg", "Имате две седмици.", ["две седмици"]),
        ("bg", "шестнадесет години", ["шестнадесет години"]),
        ("bg", "тримесечен срок", ["тримесечен"]),
        ("pl", "Masz dwa tygodnie.", ["dwa tygodnie"]),
        ("pl", "przez dwadzieścia dni", ["dwadzieścia dni"]),
        ("pl", "trzymiesięczny kurs", ["trzymiesięczny"]),
        ("hu", "két hét alatt", ["két hét"]),
        ("hu", "kéthetes határidő", ["kéthetes"]),
        ("hu", "tizenhat éves kortól", ["tizenhat éves"]),
        ("tr", "iki hafta içinde", ["iki hafta"]),
        ("tr", "on altı yaşından sonra", ["on altı yaşından"]),
        ("tr", "yüzde dokuz", ["yüzde dokuz"]),
        ("de", "am 24.12. um 8", ["24", "12", "8"]),
        ("bg", "½ час, ② документа", ["½", "②"]),
    ],
)
def test_a_number_with_a_unit_is_found(language, text, found):
    assert naked_numbers(text, language) == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Sie haben {fact:deadline} Zeit, höchstens {fact:money.child_benefit.amount2}."),
        ("de", "Beide Eltern unterschreiben. Jede Person kommt mit. Achten Sie auf die Uhr."),
        ("de", "Fragen Sie zwei Menschen, denen Sie vertrauen."),
        ("en", "Come with one or two friends, every day."),
        ("ro", "Vino cu două orașe în minte; luni este deschis, nouă ne place."),
        ("bg", "Елате с двама приятели. Всеки ден е отворено."),
        ("pl", "Przyjdź z dwiema osobami. Codziennie otwarte."),
        ("hu", "Kérdezze meg a hivatalt. Hatnak rá a szabályok."),
        ("tr", "İki ayrı kâğıt getirin. Yüzünüz görünsün."),
    ],
)
def test_words_that_only_look_like_numbers_are_left_alone(language, text):
    assert naked_numbers(text, language) == []
