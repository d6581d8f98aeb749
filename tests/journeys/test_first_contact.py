"""From the printed code, or from a first question, to an answer."""

import pytest

from tests.journeys.town import Town, has_button
from tests.journeys.ways import both_ways, everywhere
from wording import LANGUAGES, Phrase


@everywhere
async def test_the_printed_code_leads_to_an_answer_within_two_taps(town: Town) -> None:
    """The code knows the language and the place; area and article are the taps."""
    ana = town.newcomer("Ana", "ro", device="de")

    [welcome] = await ana.starts("ro_bahnhof")
    [area] = await ana.taps("area-registration")
    title = next(each.label for each in area.buttons if "adresei" in each.label)
    [article] = await ana.taps_on(title)

    assert ana.word("welcome") in welcome.text
    assert ana.word("area-ask") in area.text
    assert "2 săptămâni" in article.text
    assert "§ 17" in article.text
    for who in ("introduction-machine", "introduction-unseen", "introduction-delete"):
        assert ana.word(who) in article.text
    assert has_button(article, ana.word("button-person"))


async def test_the_place_is_counted_and_not_kept_with_the_person(town: Town) -> None:
    """A printed code's place is a number of people a month, nothing else."""
    ana = town.newcomer()
    await ana.starts("ro_markt-7")

    [counted] = await town.rows("SELECT place, people FROM arrivals WHERE place = 'markt-7'")
    assert counted["people"] == 1
    holding = {table for table, row in await town.all_rows() if "markt-7" in str(row)}
    assert holding == {"arrivals"}


@both_ways
async def test_a_first_message_that_is_a_question_is_answered_at_once(town: Town) -> None:
    """No /start, no diacritics; the second answer does not introduce itself again."""
    ana = town.newcomer("Ana", "ro")

    [first] = await ana.writes("buna, ieri m-am mutat, trebuie sa merg undeva?")
    [second] = await ana.writes("unde este Bürgerbüro?")

    assert "2 săptămâni" in first.text
    assert ana.word("introduction-machine") in first.text
    assert ana.word("introduction-machine") not in second.text


async def test_an_unsure_question_in_bulgarian_with_latin_letters_is_asked_back(town: Town) -> None:
    """ "Do you mean …?" in Bulgarian, something else and a person beside it; the choice shows its article."""
    asked_back = 0
    for question in ("trqbva li mi registraciq", "iskam adres registraciq", "dokumenti za adres"):
        ivan = town.newcomer("Ivan", "bg", device="")
        [reply] = await ivan.writes(question)
        assert any("а" <= letter <= "я" for letter in reply.text.lower()), reply.text
        if ivan.word("do-you-mean") not in reply.text:
            continue
        asked_back += 1
        assert 2 <= len(reply.buttons) <= 5  # at most three topics, something else, a person
        assert has_button(reply, ivan.word("button-something-else"))
        assert has_button(reply, ivan.word("button-person"))
        [article] = await ivan.taps_on(reply.labels[0])
        assert ivan.word("do-you-mean") not in article.text
        assert ivan.word("button-person") in " ".join(article.labels)
    assert asked_back >= 1


async def test_something_else_leads_to_the_areas(town: Town) -> None:
    ivan = town.newcomer("Ivan", "bg", device="")
    for question in ("trqbva li mi registraciq", "iskam adres registraciq", "dokumenti za adres"):
        [reply] = await ivan.writes(question)
        if has_button(reply, ivan.word("button-something-else")):
            break
    [areas] = await ivan.taps("button-something-else")

    assert ivan.word("areas-ask") in areas.text
    assert has_button(areas, ivan.word("area-schooling"))


async def test_start_without_a_language_asks_for_it_by_its_own_name(town: Town) -> None:
    maria = town.newcomer("Maria", "pl", device="")

    [question] = await maria.starts()
    [welcome] = await maria.taps_on("Polski")

    assert len(question.buttons) == len(LANGUAGES)
    for language in LANGUAGES:
        assert town.phrases.say(Phrase(id="choose-language"), language) in question.text
    assert maria.word("welcome") in welcome.text


@pytest.mark.parametrize("payload", ["xx_bahnhof", "ro_" + "x" * 61, "<b>", "RO_BAHNHOF", "-", "ro_a b"])
async def test_unknown_parts_of_a_code_are_ignored(town: Town, payload: str) -> None:
    """Whoever scans a torn code is asked for the language, or welcomed in the one that could be read."""
    ana = town.newcomer("Ana", "ro", device="")
    [reply] = await ana.starts(payload)
    assert reply.text.startswith("Lotse Weißenfels") or ana.word("welcome") in reply.text


async def test_an_unknown_language_is_answered_in_two(town: Town) -> None:
    """German and English side by side, all languages to choose from, a person."""
    somebody = town.newcomer("X", "en", device="")
    [reply] = await somebody.writes("tlhIngan maH qapla")
    assert town.phrases.say(Phrase(id="language-unknown"), "de") in reply.text
    assert town.phrases.say(Phrase(id="language-unknown"), "en") in reply.text
    assert len(reply.buttons) == len(LANGUAGES) + 1


@both_ways
async def test_several_short_messages_are_one_question(town: Town) -> None:
    """Two in a row, the second too short to be understood alone: it is read, and can be passed on, with the first."""
    ana = town.newcomer("Ana", "ro")
    await ana.starts("ro")

    ana.chat.says("la inregistrare")
    ana.chat.says("ce acte")
    together = (await ana.reads_what_comes(at_least=2))[-1]
    [_, offer] = await ana.taps("button-person", replies=2)

    assert together.buttons
    assert "la inregistrare\nce acte" in offer.text


@both_ways
async def test_the_language_changes_in_the_middle(town: Town) -> None:
    """A clear sentence in another language changes it, and so does the command; what follows is in the new one."""
    ana = town.newcomer("Ana", "ro")
    await ana.starts("ro")

    [polish] = await ana.writes("Dzień dobry, jak mogę zameldować się pod nowym adresem?")
    [help_page] = await ana.writes("/help")
    assert "tygodni" in polish.text
    assert ana.word("help", "pl") in help_page.text

    [languages] = await ana.writes("/language")
    assert has_button(languages, "Български")
    [welcome] = await ana.taps_on("Български")
    assert ana.word("welcome", "bg") in welcome.text
    [help_page] = await ana.writes("/help")
    assert ana.word("help", "bg") in help_page.text


async def test_a_german_loanword_does_not_change_the_language(town: Town) -> None:
    ana = town.newcomer("Ana", "ro")
    await ana.starts("ro")
    [reply] = await ana.writes("Wohnungsgeberbestätigung")
    assert ana.word("button-person") in " ".join(reply.labels)


@both_ways
async def test_an_answer_opens_its_other_sides(town: Town) -> None:
    """More about it; the German text to show at a desk; it helped; it did not, and who knows better."""
    ana = town.newcomer("Ana", "ro")
    await ana.starts("ro")
    await ana.writes("cum imi inregistrez adresa?")

    [more] = await ana.taps("button-more")
    [german] = await ana.taps("button-german")
    [glad] = await ana.taps("button-helped")
    [sorry] = await ana.taps("button-not-helped")

    assert "Wohnungsgeberbestätigung" in more.text
    assert ana.word("show-at-desk") in german.text
    assert "zwei Wochen" in german.text or "2 Wochen" in german.text
    assert ana.word("helped-thanks") in glad.text
    assert ana.word("not-helped") in sorry.text
    assert "Clearingstelle" in sorry.text
