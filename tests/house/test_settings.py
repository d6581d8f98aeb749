"""What a town sets, and what it is told when it sets something wrong."""

import os
import stat

import pytest

from house.settings import Wrong, read_settings, secret_key


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.startswith("LOTSE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_nothing_needs_to_be_set():
    settings = read_settings()

    assert settings.url == "http://127.0.0.1:8080"
    assert settings.database == "sqlite:///data/lotse.db"
    assert [str(network) for network in settings.desk_networks] == ["127.0.0.0/8", "::1/128"]


def test_the_command_line_comes_before_the_environment(monkeypatch):
    monkeypatch.setenv("LOTSE_PORT", "9000")

    assert read_settings(port=9001).port == 9001
    assert read_settings(port=None).port == 9000


def test_lists_are_written_with_commas(monkeypatch):
    monkeypatch.setenv("LOTSE_DESK_NETWORKS", "10.1.0.0/16, 192.168.0.0/24")

    assert [str(network) for network in read_settings().desk_networks] == ["10.1.0.0/16", "192.168.0.0/24"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("DESK_NETWORKS", "the office"),
        ("SECRET_KEY", "short"),
        ("TELEGRAM_CASES", "mail"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch, name, value):
    """In one line, with the name the town wrote."""
    monkeypatch.setenv(f"LOTSE_{name}", value)

    with pytest.raises(Wrong, match=f"^LOTSE_{name}[:=] ?.+") as told:
        read_settings()
    assert "\n" not in str(told.value)


def test_a_webhook_needs_a_secret(monkeypatch):
    """Without it anybody could speak as Telegram."""
    monkeypatch.setenv("LOTSE_TELEGRAM_WEBHOOK_URL", "https://lotse.example.org/telegram")

    with pytest.raises(Wrong, match="LOTSE_TELEGRAM_WEBHOOK_SECRET"):
        read_settings()


def test_links_need_an_address_to_begin_with(monkeypatch):
    """Else newcomers in Telegram would be sent to this machine's own address. Without Telegram nobody needs a link."""
    monkeypatch.setenv("LOTSE_TELEGRAM_CASES", "link")
    assert read_settings().telegram_cases == "link"
    monkeypatch.setenv("LOTSE_TELEGRAM_TOKEN", "1001:AAA")

    with pytest.raises(Wrong, match=r"^LOTSE_PUBLIC_URL .*LOTSE_TELEGRAM_CASES=link") as told:
        read_settings()
    assert "\n" not in str(told.value)
    monkeypatch.setenv("LOTSE_PUBLIC_URL", "https://lotse.example.org")
    assert read_settings().url == "https://lotse.example.org"


def test_a_key_is_made_once_and_nobody_else_may_read_it(tmp_path):
    settings = read_settings(data_dir=tmp_path)

    made = secret_key(settings)

    assert secret_key(settings) == made
    assert len(made) >= 32
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
