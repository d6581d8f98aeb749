"""`lotse up`, as its own process."""

from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from tests.journeys.process import Lotse

INSIDE = ("/desk/sign-in", "/metrics", "/readyz")
"""The desk, the metrics and the readiness are for the town's own networks, in the application too."""

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lotse(tmp_path_factory: pytest.TempPathFactory, model_folder: Path):
    """One for all who leave it as it is or start it again; each start takes as long as ten other tests."""
    async with Lotse(tmp_path_factory.mktemp("up") / "data", model_folder, {}) as running:
        yield running


async def get(lotse: Lotse, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
    async with httpx.AsyncClient(base_url=lotse.url, follow_redirects=True) as http:
        return await http.get(path, headers=headers)


async def test_it_says_where_it_answers_and_who_may_begin(lotse):
    """Three lines; no password exists before somebody chooses one."""
    assert lotse.printed.keys() == {"chat", "desk", "enrolment"}
    for url in lotse.printed.values():
        assert (await get(lotse, httpx.URL(url).path)).status_code == 200


async def test_two_processes_on_one_folder_are_refused(lotse):
    """SQLite takes one; the second says so and harms nothing."""
    second = await lotse.command("up", "--port", "1")

    assert second.returncode == 2
    assert second.stderr.count("\n") == 1


async def test_a_taken_port_is_named(lotse, tmp_path):
    lotse.sets("DATA_DIR", str(tmp_path / "another"))
    second = await lotse.command("up")
    lotse.sets("DATA_DIR", str(lotse.folder))

    assert second.returncode == 2
    assert str(lotse.port) in second.stderr
    assert "Traceback" not in second.stderr


@pytest.mark.parametrize(
    "added",
    [
        pytest.param({"X-Forwarded-For": "8.8.8.8"}, id="from the internet"),
        pytest.param({"X-Forwarded-For": "127.0.0.1"}, id="from one that claims to be this machine"),
        pytest.param({"Via": "1.1 proxy"}, id="from an address it does not tell"),
    ],
)
async def test_a_proxy_that_nobody_named_gets_nothing_from_inside(lotse, added):
    """It carries this machine's address; whoever is behind it does not."""
    for path in INSIDE:
        assert (await get(lotse, path, added)).status_code == 404, path
    assert (await get(lotse, "/healthz", added)).status_code == 200


async def test_a_second_start_uses_everything_again(lotse):
    """The same key, the same database, nothing learnt anew."""
    key = (lotse.folder / "secret.key").read_bytes()
    learnt = [line for line in lotse.log() if line.get("event") == "learning"]

    await lotse.kill()
    await lotse.starts()

    assert learnt == [line for line in lotse.log() if line.get("event") == "learning"] == []
    assert (lotse.folder / "secret.key").read_bytes() == key
    assert lotse.errors() == []


async def test_what_is_inside_answers_there(lotse):
    for path in INSIDE:
        assert (await get(lotse, path)).status_code == 200


async def test_what_is_inside_answers_nobody_else(tmp_path, model_folder):
    lotse = Lotse(tmp_path / "data", model_folder, {"DESK_NETWORKS": "10.0.0.0/8"})
    try:
        await lotse.starts(until_ready=False)
        await lotse.answers("/chat")
        for path in INSIDE:
            assert (await get(lotse, path)).status_code in (403, 404)
    finally:
        await lotse.__aexit__()


@pytest.mark.parametrize(
    ("part", "there", "gone"), [("bot", "/chat", "/desk/sign-in"), ("console", "/desk/sign-in", "/chat")]
)
async def test_one_part_alone(tmp_path, model_folder, part, there, gone):
    lotse = Lotse(tmp_path / "data", model_folder, {}, arguments=("--only", part))
    try:
        await lotse.starts(until_ready=False)
        await lotse.answers(there)
        assert (await get(lotse, gone)).status_code == 404
    finally:
        await lotse.__aexit__()
