"""What a town sets, read from the environment at the one place where a process is composed."""

import secrets
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Wrong(Exception):
    """A wrong call or setting; told in one line, exit code 2."""


class Settings(BaseSettings):
    """What a town sets, from the environment (`LOTSE_…`) or from `.env`."""

    model_config = SettingsConfigDict(env_prefix="LOTSE_", env_file=".env", extra="ignore")

    data_dir: Path = Path("data")
    database_url: str | None = None
    host: str = "127.0.0.1"
    port: int = Field(8080, ge=1, le=65535)
    public_url: str | None = None
    desk_networks: Annotated[list[IPv4Network | IPv6Network], NoDecode] = [
        ip_network("127.0.0.0/8"),
        ip_network("::1/128"),
    ]
    trusted_proxies: Annotated[list[str], NoDecode] = []
    secret_key: str | None = Field(None, min_length=32)
    content_dir: Path | None = None
    models_dir: Path | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    telegram_token: str | None = None
    staff_bot_token: str | None = None
    telegram_cases: Literal["chat", "link"] = "chat"
    telegram_api_url: str = "https://api.telegram.org"
    telegram_webhook_url: str | None = None
    telegram_webhook_secret: str | None = None
    rasa_url: str | None = None
    rasa_python: Path | None = None

    @field_validator("desk_networks", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'lotse.db'}"

    @property
    def url(self) -> str:
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def models(self) -> Path:
        return self.models_dir or self.data_dir / "models"


def read_settings(**given: Any) -> Settings:
    """The settings, with what was *given* on the command line before all else.

    Raises:
        Wrong: a value cannot be used.
    """
    try:
        settings = Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"][:1]).upper()
        raise Wrong(f"LOTSE_{name}: {first['msg']}") from None
    if settings.telegram_cases == "link" and settings.telegram_token and not settings.public_url:
        raise Wrong("LOTSE_PUBLIC_URL is missing beside LOTSE_TELEGRAM_CASES=link: links to a page begin with it")
    if settings.telegram_webhook_url and not settings.telegram_webhook_secret:
        raise Wrong("LOTSE_TELEGRAM_WEBHOOK_SECRET is missing beside LOTSE_TELEGRAM_WEBHOOK_URL")
    return settings


def secret_key(settings: Settings) -> bytes:
    """The key that seals buttons, sessions and second factors; made at the first start."""
    if settings.secret_key:
        return settings.secret_key.encode()
    file = settings.data_dir / "secret.key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text().strip().encode()
