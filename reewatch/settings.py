"""Settings: one file ``reewatch.toml`` beside the work, overridden by ``REEWATCH_`` environment variables.

Nested settings take two underscores: ``REEWATCH_FETCH__SPACING_SECONDS=5``. A name that does not exist is refused.
"""

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from reewatch.errors import ConfigurationError

SETTINGS_FILE = Path("reewatch.toml")
MEBIBYTE = 1024 * 1024


class FetchSettings(BaseModel):
    """How the web is asked. Seconds and bytes; sources may override spacing, User-Agent and Accept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    user_agent: str = "reewatch/0.1 (+https://reewatch.example/bot; mailto:bot@reewatch.example)"
    timeout_seconds: float = Field(20.0, gt=0)  # for connecting and between two pieces of a body
    deadline_seconds: float = Field(60.0, gt=0)  # for one request as a whole
    max_compressed_bytes: int = Field(10 * MEBIBYTE, gt=0)
    max_body_bytes: int = Field(20 * MEBIBYTE, gt=0)  # after decompression
    max_redirects: int = Field(5, ge=0)
    attempts: int = Field(3, ge=1)  # for what may pass: timeouts, lost connections, 5xx, 429
    retry_wait_seconds: float = Field(1.0, ge=0)  # before the second attempt; doubles from there
    max_retry_after_seconds: float = Field(30.0, ge=0)  # a longer Retry-After ends the fetch as throttled
    spacing_seconds: float = Field(2.0, ge=0)  # between two requests to one host
    host_concurrency: int = Field(1, ge=1)
    concurrency: int = Field(16, ge=1)
    respect_robots: bool = True
    allow_private_addresses: bool = False  # only samples and tests need it
    resolve: dict[str, str] = {}  # host -> "127.0.0.1:8080": where a sample's or a test's publishers are served
    pages_per_host: int = Field(60, ge=0)  # at most, in one run
    revisit_days: float = Field(14.0, ge=0)  # an article that is still listed is asked again, at most daily, that long


class ExtractionSettings(BaseModel):
    """Which language model reads the text. ``auto`` prefers an installed official en_core_web_sm."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = "auto"
    processes: int = Field(1, ge=1)


class DigestSettings(BaseModel):
    """From whom digests come, and who gets them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sender: str = "digest@reewatch.example"  # the address of From; its domain names the mails and the list
    sender_name: str = "reewatch"
    unsubscribe: str = ""  # where a reader writes to be let off; default: the sender
    subscriptions: Path = Path("subscriptions.toml")  # who is told what (docs/digest.md); nobody, where there is none


class SmtpSettings(BaseModel):
    """Over which server mail goes out. Without ``host`` nothing is sent: the outbox keeps it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = ""
    port: int = Field(587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"  # none: only to a server on this machine
    ca_file: Path | None = None  # PEM of the authority of a private server; default: the system's authorities
    user: str = ""
    password: SecretStr = SecretStr("")  # give it by the environment, REEWATCH_SMTP__PASSWORD
    password_block: str = ""  # or name a Secret block of Prefect that holds it
    sender: str = ""  # where bounces go; default: the address of the message's From
    timeout_seconds: float = Field(30.0, gt=0)  # for connecting and for each answer
    deadline_seconds: float = Field(300.0, gt=0)  # for logging in as a whole, and for each message


class ScheduleSettings(BaseModel):
    """When what runs by itself (cron expressions, read in ``zone``), and who is told that it did."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zone: str = "UTC"
    poll: str = "0 */4 * * *"
    nightly: str = "0 5 * * *"
    digests: str = (
        "*/30 * * * *"  # subscribers have hours and time zones of their own; some zones are off by half an hour
    )
    maintenance: str = "30 3 * * 0"
    heartbeat_url: SecretStr = SecretStr("")  # asked after a good night, for a dead man's switch elsewhere
    digests_heartbeat_url: SecretStr = SecretStr("")  # asked when nothing that is due is left in the outbox


class ServeSettings(BaseModel):
    """Where ``serve`` is reached, and what opens its review queue."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    port: int = Field(8734, ge=0, le=65535)
    token: SecretStr = SecretStr("")  # by the environment, REEWATCH_SERVE__TOKEN; else it is kept in serve.token


class Settings(BaseSettings):
    """All settings of one call of the command."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix="REEWATCH_", env_nested_delimiter="__", toml_file=SETTINGS_FILE
    )

    fetch: FetchSettings = FetchSettings()
    extraction: ExtractionSettings = ExtractionSettings()
    digest: DigestSettings = DigestSettings()
    smtp: SmtpSettings = SmtpSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    serve: ServeSettings = ServeSettings()
    baseline: Literal["framework", "none"] = "framework"  # none: the store starts without the known history
    framework_dir: Path = Path(__file__).resolve().parent.parent / "framework"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the order of precedence: arguments, environment, file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**overrides: Any) -> Settings:
    """Return the settings in force; ``overrides`` are top-level fields and win.

    Raises ConfigurationError that names the setting and what it may be.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        given = "" if name.startswith(("smtp", "serve")) else f" (given: {first.get('input')!r})"  # it may be a secret
        raise ConfigurationError(
            f"setting {name}: {first['msg']}{given}.",
            path=SETTINGS_FILE,
            remedy="correct it there or in the REEWATCH_ environment; docs/settings.md lists all settings.",
        ) from error
