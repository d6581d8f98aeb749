"""Who gets in: one link, one password, a code that works once, and sessions that end."""

import pytest
from sqlalchemy import func, select

from console import JOBS, disable_access, reset_access
from console.attempts import SignInAttempt
from console.sessions import DeskSession, browser_family
from tests.console.conftest import PASSWORD, Town, secret_shown

NEW_PASSWORD = "sieben graue Tauben"


async def test_an_enrolment_link_works_once(town: Town) -> None:
    """It shows who it is for, takes a password and a code, shows the recovery codes, and is then over."""
    member, token = await town.adds("Frau Beer")
    browser = town.browser()
    page = await browser.opens(f"/desk/enrol/{token}")
    town.secrets[member.id] = secret_shown(page.text)

    done = await browser.posts(f"/desk/enrol/{token}", csrf=False, password=PASSWORD, code=town.code(member))

    assert "Frau Beer" in page.text
    assert "Neustadtbüro" in page.text
    assert "<svg" in page.text
    assert done.text.count("<li><code>") == 10
    assert (await browser.opens(f"/desk/enrol/{token}")).status_code == 410
    again = await browser.posts(f"/desk/enrol/{token}", csrf=False, password=NEW_PASSWORD, code=town.code(member))
    assert again.status_code == 410


async def test_an_enrolment_link_ends_after_three_days(town: Town) -> None:
    _, token = await town.adds("Frau Beer")
    town.clock.passes(hours=72)

    assert (await town.browser().opens(f"/desk/enrol/{token}")).status_code == 410


@pytest.mark.parametrize(
    ("password", "complaint"),
    [
        pytest.param("kurz", "mindestens 12 Zeichen", id="too short"),
        pytest.param("Heidemarie-Beer1", "leicht zu erraten", id="mostly the name"),
        pytest.param("Passwort123456", "leicht zu erraten", id="well known"),
        pytest.param("aaaaaaaaaaaaaaaa", "leicht zu erraten", id="one letter"),
    ],
)
async def test_a_password_that_is_easy_to_guess_is_refused(town: Town, password: str, complaint: str) -> None:
    member, token = await town.adds("Heidemarie Beer")
    browser = town.browser()
    town.secrets[member.id] = secret_shown((await browser.opens(f"/desk/enrol/{token}")).text)

    answer = await browser.posts(f"/desk/enrol/{token}", csrf=False, password=password, code=town.code(member))

    assert answer.status_code == 422
    assert complaint in answer.text


async def test_the_secret_stays_the_same_until_it_is_confirmed(town: Town) -> None:
    """Loading the page again, or a wrong code, does not make the telephone's entry worthless."""
    _, token = await town.adds("Frau Beer")
    browser = town.browser()
    first = secret_shown((await browser.opens(f"/desk/enrol/{token}")).text)

    wrong = await browser.posts(f"/desk/enrol/{token}", csrf=False, password=PASSWORD, code="000000")

    assert wrong.status_code == 422
    assert "Der Code stimmt nicht" in wrong.text
    assert secret_shown(wrong.text) == first


@pytest.mark.parametrize("account", ["Frau Beer", "frau beer", "number"])
async def test_name_or_number_signs_in(town: Town, account: str) -> None:
    member = await town.enrols("Frau Beer")
    town.clock.passes(seconds=30)

    answer = await town.browser().posts(
        "/desk/sign-in",
        csrf=False,
        account=str(member.id) if account == "number" else account,
        password=PASSWORD,
        code=town.code(member),
    )

    assert answer.headers["location"] == "/desk/inbox"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


async def test_a_code_works_once(town: Town) -> None:
    """A code seen over a shoulder is worth nothing."""
    member = await town.enrols("Frau Beer")
    await town.signs_in(member)

    second = await town.browser().posts(
        "/desk/sign-in", csrf=False, account="Frau Beer", password=PASSWORD, code=town.code(member)
    )

    assert second.status_code == 401


@pytest.mark.parametrize(
    ("account", "password", "code"),
    [
        pytest.param("Frau Beer", "falsch falsch falsch", "right", id="wrong password"),
        pytest.param("Frau Beer", PASSWORD, "000000", id="wrong code"),
        pytest.param("Frau Beer", PASSWORD, "", id="no code"),
        pytest.param("Frau Bier", PASSWORD, "right", id="unknown name"),
    ],
)
async def test_what_was_wrong_nobody_learns(town: Town, account: str, password: str, code: str) -> None:
    """Every refusal reads the same."""
    member = await town.enrols("Frau Beer")
    right = town.code(member)

    answer = await town.browser().posts(
        "/desk/sign-in", csrf=False, account=account, password=password, code=right if code == "right" else code
    )

    assert answer.status_code == 401
    assert "Bitte prüfen Sie Name, Passwort und Code." in answer.text
    assert "set-cookie" not in answer.headers


async def test_a_recovery_code_replaces_the_telephone_once(town: Town) -> None:
    member, token = await town.adds("Frau Beer")
    browser = town.browser()
    town.secrets[member.id] = secret_shown((await browser.opens(f"/desk/enrol/{token}")).text)
    await browser.posts(f"/desk/enrol/{token}", csrf=False, password=PASSWORD, code=town.code(member))
    code = browser.shown.split("<li><code>")[1].split("<")[0]
    form = {"account": "Frau Beer", "password": PASSWORD, "code": code.upper()}

    first = await town.browser().posts("/desk/sign-in", csrf=False, **form)
    second = await town.browser().posts("/desk/sign-in", csrf=False, **form)

    assert (first.status_code, second.status_code) == (303, 401)


async def test_guessing_gets_slower_for_the_guesser_only(town: Town) -> None:
    """After five failures a stranger waits; the colleague's own browser and a colleague's other machine do not."""
    member = await town.enrols("Frau Beer")
    known = await town.signs_in(member)
    stranger = town.browser("10.1.2.3")
    guess = {"account": "Frau Beer", "password": "falsch falsch falsch", "code": "000000"}

    statuses = [(await stranger.posts("/desk/sign-in", csrf=False, **guess)).status_code for _ in range(6)]
    slowed = await stranger.posts("/desk/sign-in", csrf=False, **guess)

    assert statuses == [401] * 5 + [429]
    assert slowed.headers["retry-after"] == "10"
    known.http.cookies.delete("desk")
    await town.signs_in(member, known)
    await town.signs_in(member, town.browser("10.1.9.9"))
    town.clock.passes(seconds=11)
    assert (await stranger.posts("/desk/sign-in", csrf=False, **guess)).status_code == 401
    assert (await stranger.posts("/desk/sign-in", csrf=False, **guess)).headers["retry-after"] == "20"


async def test_a_known_browser_is_slowed_by_its_own_failures_only(town: Town) -> None:
    """Somebody who floods the account from everywhere cannot lock its owner out."""
    member = await town.enrols("Frau Beer")
    known = await town.signs_in(member)
    async with town.database.transaction() as session:
        account = town.desk_app.state.desk.vault.mark("account", f"staff {member.id}")
        for _ in range(200):
            session.add(
                SignInAttempt(at=town.clock(), account=account, address="127.0.0.1", device=None, failed="code")
            )
    known.http.cookies.delete("desk")

    await town.signs_in(member, known)
    stranger = await town.browser().posts("/desk/sign-in", csrf=False, account="Frau Beer", password="x", code="1")

    assert stranger.status_code == 429


async def test_a_session_ends_when_nobody_uses_it(town: Town) -> None:
    desk = await town.at_the_desk("Frau Beer")
    for _ in range(3):
        town.clock.passes(minutes=29)
        assert (await desk.opens("/desk/account")).status_code == 200

    town.clock.passes(minutes=30)

    ended = await desk.opens("/desk/account")
    assert ended.headers["location"] == "/desk/sign-in?next=/desk/account&done=ended"


async def test_a_page_that_refreshes_itself_does_not_keep_a_session(town: Town) -> None:
    """An inbox left open on a screen is no use; typing is."""
    desk = await town.at_the_desk("Frau Beer")
    town.clock.passes(minutes=20)
    await desk.http.get("/desk/inbox/list")
    town.clock.passes(minutes=11)

    assert (await desk.http.get("/desk/inbox/list")).status_code == 401


async def test_a_session_ends_after_a_working_day(town: Town) -> None:
    desk = await town.at_the_desk("Frau Beer")
    for _ in range(20):
        town.clock.passes(minutes=29)
        await desk.opens("/desk/help")
    assert (await desk.opens("/desk/inbox")).status_code == 200

    town.clock.passes(minutes=20)

    assert (await desk.opens("/desk/inbox")).status_code == 303


async def test_signing_out_ends_the_session_on_the_server(town: Town) -> None:
    desk = await town.at_the_desk("Frau Beer")
    cookie = desk.http.cookies["desk"]

    await desk.posts("/desk/sign-out")

    desk.http.cookies.set("desk", cookie)
    assert (await desk.opens("/desk/inbox")).status_code == 303


async def test_sessions_can_be_ended_from_another_one(town: Town) -> None:
    """A forgotten browser; a stranger's session number ends nothing."""
    member = await town.enrols("Frau Beer")
    forgotten = await town.signs_in(member)
    here = await town.signs_in(member)
    other = await town.at_the_desk("Herr Lehm")
    async with town.database.reading() as session:
        first = await session.scalar(select(func.min(DeskSession.id)))

    await other.posts(f"/desk/account/sessions/{first}/end")
    assert (await forgotten.opens("/desk/inbox")).status_code == 200
    await here.opens("/desk/account")
    await here.posts(f"/desk/account/sessions/{first}/end")

    assert (await forgotten.opens("/desk/inbox")).status_code == 303
    assert (await here.opens("/desk/inbox")).status_code == 200


async def test_changing_the_password_needs_both_factors_and_ends_other_sessions(town: Town) -> None:
    member = await town.enrols("Frau Beer")
    other = await town.signs_in(member)
    here = await town.signs_in(member)
    await here.opens("/desk/account")
    form = {"new_password": NEW_PASSWORD, "again": NEW_PASSWORD}

    used = await here.posts("/desk/account/password", password=PASSWORD, code=town.code(member), **form)
    town.clock.passes(seconds=30)
    wrong = await here.posts("/desk/account/password", password="falsch", code=town.code(member), **form)
    changed = await here.posts("/desk/account/password", password=PASSWORD, code=town.code(member), **form)

    assert (used.status_code, wrong.status_code, changed.status_code) == (422, 422, 303)
    assert (await here.opens("/desk/inbox")).status_code == 200
    assert (await other.opens("/desk/inbox")).status_code == 303
    town.clock.passes(seconds=30)
    old = await town.browser().posts(
        "/desk/sign-in", csrf=False, account=str(member.id), password=PASSWORD, code=town.code(member)
    )
    assert old.status_code == 401


async def test_new_recovery_codes_replace_the_old(town: Town) -> None:
    member = await town.enrols("Frau Beer")
    desk = await town.signs_in(member)
    await desk.opens("/desk/account")
    town.clock.passes(seconds=30)

    shown = await desk.posts("/desk/account/recovery", password=PASSWORD, code=town.code(member))

    assert shown.text.count("<li><code>") == 10
    assert "sind noch 10" in (await desk.opens("/desk/account")).text


async def test_an_administrator_adds_disables_and_resets(town: Town) -> None:
    """The link is shown once; a disabled account is out at once; a reset takes password and telephone away."""
    admin = await town.at_the_desk("Verwaltung", "administrator")
    beer = await town.enrols("Frau Beer")
    beers = await town.signs_in(beer)

    added = await admin.posts("/desk/staff", name="Herr Lehm", role="staff", unit="school_team")
    assert "/desk/enrol/" in added.text
    assert "/desk/enrol/" not in (await admin.opens("/desk/staff")).text
    assert "Herr Lehm" in admin.shown
    await admin.posts(f"/desk/staff/{beer.id}/reset")
    assert (await beers.opens("/desk/inbox")).status_code == 303
    await admin.opens("/desk/staff")
    await admin.posts(f"/desk/staff/{beer.id}/disable")
    assert "gesperrt" in (await admin.opens("/desk/staff")).text
    town.clock.passes(seconds=30)
    refused = await town.browser().posts(
        "/desk/sign-in", csrf=False, account="Frau Beer", password=PASSWORD, code=town.code(beer)
    )
    assert refused.status_code == 401


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        pytest.param({"name": "", "role": "staff", "unit": "outreach"}, "Bitte geben Sie einen Namen", id="no name"),
        pytest.param({"name": "X Y", "role": "staff", "unit": ""}, "braucht die Stelle", id="staff without a unit"),
        pytest.param({"name": "X Y", "role": "mayor", "unit": ""}, "Bitte wählen Sie eine Rolle", id="no such role"),
    ],
)
async def test_an_account_needs_name_role_and_unit(town: Town, fields: dict[str, str], complaint: str) -> None:
    admin = await town.at_the_desk("Verwaltung", "administrator")

    answer = await admin.posts("/desk/staff", **fields)

    assert answer.status_code == 422
    assert complaint in answer.text


async def test_an_administrator_cannot_lock_themselves_out(town: Town) -> None:
    member = await town.enrols("Verwaltung", "administrator")
    admin = await town.signs_in(member)

    assert (await admin.posts(f"/desk/staff/{member.id}/disable")).status_code == 409
    assert (await admin.opens("/desk/staff")).status_code == 200


async def test_the_command_lines_reset_and_disable_do_the_same(town: Town) -> None:
    beer = await town.enrols("Frau Beer")
    desk = await town.signs_in(beer)

    async with town.database.transaction() as session:
        token = await reset_access(session, beer.id, by="command line", now=town.clock())
    assert (await desk.opens("/desk/inbox")).status_code == 303
    assert (await town.browser().opens(f"/desk/enrol/{token}")).status_code == 200
    async with town.database.transaction() as session:
        await disable_access(session, beer.id, by="command line", now=town.clock())
    assert (await town.browser().opens(f"/desk/enrol/{token}")).status_code == 410


async def test_what_is_over_is_forgotten(town: Town) -> None:
    """The job of the desk leaves no ended session and no address of a failed attempt."""
    await town.at_the_desk("Frau Beer")
    await town.browser("10.1.2.3").posts("/desk/sign-in", csrf=False, account="x", password="y", code="z")
    town.clock.passes(hours=25)

    [(_, _, purge)] = JOBS
    async with town.database.transaction() as session:
        await purge(session, town.clock())

    async with town.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(DeskSession)) == 0
        assert await session.scalar(select(func.count()).select_from(SignInAttempt)) == 0


@pytest.mark.parametrize(
    ("user_agent", "family"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox auf Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge auf Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/605.1", "Safari auf iOS"),
        ("", "Ein Browser"),
    ],
)
def test_a_browser_is_known_by_its_family(user_agent: str, family: str) -> None:
    assert browser_family(user_agent) == family
