"""When an office is open, in every language and on every holiday."""

from datetime import date

import pytest

from knowledge_base.check import check, check_edition
from knowledge_base.edition import Edition, read_edition, write_edition
from knowledge_base.errors import ValueRefused
from knowledge_base.holidays import easter_sunday, holiday_on
from knowledge_base.library import Library
from knowledge_base.offices import Office
from knowledge_base.opening import open_on
from knowledge_base.tables import OfficeRow
from knowledge_base.value_changes import changed_of, values_of
from knowledge_base.writing import Writer
from tests.knowledge_base.editions import ANMELDUNG, EditionFolder
from wording import LANGUAGES, Language, Phrases, Reply, rendering

HOURS = 'hours: {value: null, confidence: verified, source: "https://x.de/h", valid_as_of: 2026, recheck: false}\n'
WEEK = """\
  opening:
    monday: ["09:00-12:00", "14:00-18:00"]
    tuesday: ["09:00-12:00", "14:00-18:00"]
    wednesday: []
    thursday: ["09:00-18:00"]
"""
REFORMATION_DAY = date(2026, 10, 31)  # a Saturday
WHIT_MONDAY = date(2027, 5, 17)


def with_opening(folder: EditionFolder, week: str = WEEK, hours: str = HOURS) -> Edition:
    unknown = "hours: {value: null, confidence: uncertain, source: null, valid_as_of: null, recheck: true}\n"
    folder.change("offices.yaml", unknown, hours + week)
    return read_edition(folder.path)


def buergerbuero(edition: Edition) -> Office:
    return edition.offices["wsf.buergerbuero"]


def changed(**values: object) -> Office:
    """The office of the desk's form, whose values are read as JSON."""
    nothing = {"confidence": "uncertain"}
    office = {"name": "Amt", "scope": "town", "tasks": "Es hilft.", "address": nothing, "phone": nothing}
    office |= {"email": nothing, "web": nothing, "hours": nothing}
    written = changed_of("office", "wsf.amt", {**office, **values})
    assert isinstance(written, Office)
    return written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        (
            "de",
            (
                "Montag, Dienstag: 09:00–12:00, 14:00–18:00; Mittwoch: geschlossen; Donnerstag: 09:00–18:00; "
                "Freitag–Sonntag: geschlossen; an gesetzlichen Feiertagen: geschlossen"
            ),
        ),
        (
            "ro",
            (
                "luni, marți: 09:00–12:00, 14:00–18:00; miercuri: închis; joi: 09:00–18:00; "
                "vineri–duminică: închis; în zilele de sărbătoare legală: închis"
            ),
        ),
        (
            "bg",
            (
                "понеделник, вторник: 09:00–12:00, 14:00–18:00; сряда: затворено; четвъртък: 09:00–18:00; "
                "петък–неделя: затворено; на официални празници: затворено"
            ),
        ),
    ],
)
def test_a_week_is_written_out_in_the_language(
    folder: EditionFolder, phrases: Phrases, language: Language, written: str
) -> None:
    """Equal days that follow each other stand together, and closed days are said."""
    edition = with_opening(folder)

    assert Writer(edition, phrases).office(buergerbuero(edition), language, "hours") == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_in_every_language_can_name_opening_times(
    folder: EditionFolder, phrases: Phrases, language: Language
) -> None:
    """`{office:….hours}` writes them, and the check is content with it."""
    for each in LANGUAGES:
        folder.change(f"{ANMELDUNG}/{each}.md", "{office:wsf.buergerbuero}", "{office:wsf.buergerbuero.hours}")
    edition = with_opening(folder)

    lines = Library(edition, phrases).answer("registration.anmeldung", language, date(2026, 11, 24)).lines

    assert check_edition(edition)["errors"] == []
    assert "09:00–12:00, 14:00–18:00" in rendering.plain(Reply(kind="article", language=language, lines=lines), phrases)


def test_opening_times_that_nobody_is_sure_of_are_not_told(folder: EditionFolder, phrases: Phrases) -> None:
    """`hours` says how sure they are: uncertain ones are unknown to newcomers, and no text may name them."""
    folder.change(f"{ANMELDUNG}/de.md", "{office:wsf.buergerbuero}", "{office:wsf.buergerbuero.hours}")
    edition = with_opening(folder, hours=HOURS.replace("verified", "uncertain"))

    assert Writer(edition, phrases).office(buergerbuero(edition), "de", "hours") == "Öffnungszeiten noch nicht bekannt"
    assert "office-field-unknown" in [row["rule"] for row in check(folder.path)["errors"]]


def test_what_is_not_structured_stands_beside_it(folder: EditionFolder, phrases: Phrases) -> None:
    hours = HOURS.replace("null, confidence", '"jeden ersten Samstag", confidence')
    edition = with_opening(folder, week="  opening: {monday: ['09:00-12:00']}\n  by_appointment: true\n", hours=hours)

    assert Writer(edition, phrases).office(buergerbuero(edition), "de", "hours") == (
        "Montag: 09:00–12:00; Dienstag–Sonntag: geschlossen; an gesetzlichen Feiertagen: geschlossen; "
        "jeden ersten Samstag; nur mit Termin"
    )


@pytest.mark.parametrize(
    ("spans", "reason"),
    [
        pytest.param(["09:00-12:00", "11:30-14:00"], "overlap", id="overlap"),
        pytest.param(["14:00-18:00", "09:00-14:30"], "overlap", id="overlap in any order"),
        pytest.param(["12:00-09:00"], "ends before it begins", id="backwards"),
        pytest.param(["12:00-12:00"], "ends before it begins", id="no time at all"),
        pytest.param(["9-12"], "is no span", id="no minutes"),
        pytest.param(["09:00-25:00"], "is no span", id="no such hour"),
        pytest.param("09:00-12:00", "valid tuple", id="no list"),
    ],
)
def test_spans_that_cannot_be_are_refused(spans: object, reason: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        changed(opening={"monday": spans})

    assert reason in refused.value.fields["opening"]


def test_an_unknown_day_is_refused() -> None:
    with pytest.raises(ValueRefused, match="opening"):
        changed(opening={"someday": ["09:00-12:00"]})


def test_spans_are_sorted_and_closed_days_need_no_line() -> None:
    office = changed(opening={"tuesday": [], "monday": ["14:00 - 18:00", "09:00-14:00"]})

    assert office.opening == {"monday": ("09:00-14:00", "14:00-18:00")}
    assert changed(opening={"monday": []}).opening is None


def test_who_confirmed_and_when_go_together() -> None:
    with pytest.raises(ValueRefused, match="confirmed_by and confirmed_on go together"):
        changed(confirmed_by="Frau Amsel, Bürgerbüro")


def test_opening_times_survive_the_file_and_the_database(folder: EditionFolder) -> None:
    """Written and read again they are the same, and an office without them gets no new lines."""
    confirmed = "  by_appointment: true\n  confirmed_by: Frau Amsel\n  confirmed_on: 2026-11-20\n"
    edition = with_opening(folder, week=WEEK + confirmed)
    plain = changed()

    write_edition(edition, folder.path)
    row = OfficeRow()
    row.write(buergerbuero(edition), 0, shipped=False)

    assert read_edition(folder.path).offices == edition.offices
    assert row.read() == buergerbuero(edition)
    assert changed_of("office", "wsf.buergerbuero", values_of(row.read())) == buergerbuero(edition)
    row.write(plain, 0, shipped=False)
    assert {"opening", "by_appointment", "confirmed_by"}.isdisjoint(row.written)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2026, ["01-01", "01-06", "04-03", "04-06", "05-01", "05-14", "05-25", "10-03", "10-31", "12-25", "12-26"]),
        (2027, ["01-01", "01-06", "03-26", "03-29", "05-01", "05-06", "05-17", "10-03", "10-31", "12-25", "12-26"]),
        (2028, ["01-01", "01-06", "04-14", "04-17", "05-01", "05-25", "06-05", "10-03", "10-31", "12-25", "12-26"]),
    ],
)
def test_sachsen_anhalt_has_eleven_public_holidays(year: int, days: list[str]) -> None:
    """§ 2 FeiertG LSA."""
    every_day = (
        date.fromordinal(number) for number in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    )

    assert [f"{day:%m-%d}" for day in every_day if holiday_on(day)] == days


@pytest.mark.parametrize(
    "easter",
    [date(1981, 4, 19), date(2000, 4, 23), date(2019, 4, 21), date(2025, 4, 20), date(2038, 4, 25), date(2049, 4, 18)],
)
def test_easter_is_where_the_church_has_it(easter: date) -> None:
    """Also in the years in which the plain formula of Gauss is a week late."""
    assert easter_sunday(easter.year) == easter


def test_on_a_holiday_an_office_is_closed_unless_it_says_otherwise() -> None:
    week = dict.fromkeys(("monday", "saturday"), ("00:00-24:00",))

    assert open_on(week, date(2027, 5, 24)) == ("00:00-24:00",)
    assert open_on(week, WHIT_MONDAY) == ()
    assert open_on({**week, "holidays": ("10:00-12:00",)}, WHIT_MONDAY) == ("10:00-12:00",)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        pytest.param(date(2026, 11, 24), None, id="an open Tuesday"),
        pytest.param(date(2026, 11, 25), "Heute geschlossen: Bürgerbüro Weißenfels", id="a closed Wednesday"),
        pytest.param(WHIT_MONDAY, "Heute geschlossen (Pfingstmontag): Bürgerbüro Weißenfels", id="a holiday"),
        pytest.param(REFORMATION_DAY, "Heute geschlossen (Reformationstag): Bürgerbüro Weißenfels", id="on a Saturday"),
    ],
)
def test_an_answer_says_that_an_office_is_closed_today(
    folder: EditionFolder, phrases: Phrases, day: date, said: str | None
) -> None:
    """Where it sends people; that an office is open it never promises."""
    answer = Library(with_opening(folder), phrases).answer("registration.anmeldung", "de", day)

    shown = rendering.plain(Reply(kind="article", language="de", lines=answer.lines), phrases)
    assert [line for line in shown.splitlines() if "geschlossen" in line] == ([said] if said else [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_holiday_has_a_name(folder: EditionFolder, phrases: Phrases, language: Language) -> None:
    library = Library(with_opening(folder), phrases)
    holidays = [date.fromordinal(n) for n in range(date(2027, 1, 1).toordinal(), date(2028, 1, 1).toordinal())]

    for day in filter(holiday_on, holidays):
        lines = library.answer("registration.anmeldung", language, day).lines
        shown = rendering.plain(Reply(kind="article", language=language, lines=lines), phrases)
        assert any("(" in line and "Bürgerbüro" in line and "Markt" not in line for line in shown.splitlines()), day
