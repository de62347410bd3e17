"""Every setting of every process, typed, read once from the environment."""

from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, FilePath, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from config import channels, companies

SHORTEST_SECRET = 32
SAFE_BCRYPT_COST = 12
DEVELOPMENT_SECRET = "development-only-secret-that-production-refuses"  # noqa: S105 - refused in production


class Settings(BaseSettings):
    """Read from `BOOKMYTIME_…`; the addresses of servers go by the names every host uses."""

    model_config = SettingsConfigDict(
        env_prefix="BOOKMYTIME_", frozen=True, extra="ignore", populate_by_name=True
    )

    environment: Literal["development", "test", "production"] = "development"
    database_url: str = Field(validation_alias="DATABASE_URL", pattern=r"^postgres(ql)?://")
    redis_url: str = Field(validation_alias="REDIS_URL", pattern=r"^rediss?://")
    opensearch_url: SecretStr | None = Field(default=None, validation_alias="OPENSEARCH_URL")
    search_alias: str = Field(default="providers", pattern=r"^[a-z][a-z0-9_]{0,60}$")
    sentry_dsn: SecretStr | None = Field(default=None, validation_alias="SENTRY_DSN")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, validation_alias="PORT", ge=1, le=65535)
    public_url: str = Field(default="", validation_alias="PUBLIC_URL")
    internal_url: str = ""
    secret_key: SecretStr = SecretStr(DEVELOPMENT_SECRET)
    previous_secret_keys: tuple[SecretStr, ...] = ()  # a JSON list; they only open what they once sealed
    name: str = "BookMyTime"
    page: Path | None = (
        Path(__file__).parents[1] / "frontend" / "dist"
    )  # the built web page; served where this folder holds one

    files_dir: Path = Path(__file__).parents[1] / ".data" / "files"  # shared by web and workers

    web_threads: int = Field(default=64, ge=2)
    web_processes: int = Field(default=1, ge=1)
    web_connections: int = Field(default=8, ge=1)
    worker_connections: int = Field(default=9, ge=1)  # a thread each, and the keeper of leases
    trusted_proxies: int = Field(default=0, ge=0)

    hold: timedelta = timedelta(minutes=10)
    wait: timedelta = timedelta(seconds=2)
    rate_limits: bool = True
    bcrypt_cost: int = Field(default=SAFE_BCRYPT_COST, ge=4, le=16)

    outbound: Literal["public", "anywhere"] = "public"
    mail: Literal["inbox", "smtp", "sendgrid"] = "inbox"
    mail_from: str = "BookMyTime <bookings@bookmytime.example>"
    smtp_url: SecretStr | None = None
    sendgrid_api_key: SecretStr | None = Field(default=None, validation_alias="SENDGRID_API_KEY")
    sendgrid_webhook_key: str = Field(default="", validation_alias="SENDGRID_WEBHOOK_KEY")
    sendgrid_url: str = Field(
        default="https://api.sendgrid.com", validation_alias="SENDGRID_URL", pattern=r"^https?://"
    )
    sms: Literal["inbox", "twilio", "off"] = "inbox"
    twilio_account_sid: str = Field(default="", validation_alias="TWILIO_ACCOUNT_SID", pattern=r"^(AC\w+)?$")
    twilio_auth_tokens: tuple[SecretStr, ...] = Field(  # a JSON list, the one that signs our calls first
        default=(), validation_alias="TWILIO_AUTH_TOKENS"
    )
    twilio_from: str = Field(default="", validation_alias="TWILIO_FROM", pattern=r"^((\+\d{7,15}|MG\w+))?$")
    twilio_url: str = Field(
        default="https://api.twilio.com", validation_alias="TWILIO_URL", pattern=r"^https?://"
    )
    push: Literal["inbox", "web", "off"] = "inbox"
    vapid_private_key: SecretStr | None = Field(default=None, validation_alias="VAPID_PRIVATE_KEY")
    payments: str = "sandbox"  # names with commas between; the first is the one for whoever does not choose
    stripe_secret_key: SecretStr | None = Field(default=None, validation_alias="STRIPE_SECRET_KEY")
    stripe_webhook_secrets: tuple[SecretStr, ...] = Field(  # a JSON list, the newest first
        default=(), validation_alias="STRIPE_WEBHOOK_SECRETS"
    )
    stripe_url: str | None = Field(default=None, pattern=r"^https?://")
    fee_percent: Decimal = Field(default=Decimal(0), ge=0, le=100, decimal_places=2)
    plan_required: bool = False  # providers without a plan are not shown
    plan_grace: timedelta = timedelta(days=7)
    erasure_grace: timedelta = timedelta(days=30)
    paypal_client_id: str = Field(default="", validation_alias="PAYPAL_CLIENT_ID")
    paypal_secret: SecretStr = Field(default=SecretStr(""), validation_alias="PAYPAL_SECRET")
    paypal_webhook_id: str = Field(default="", validation_alias="PAYPAL_WEBHOOK_ID")
    paypal_url: str = Field(
        default="https://api-m.paypal.com", validation_alias="PAYPAL_URL", pattern=r"^https?://"
    )
    paypal_roots: FilePath | None = Field(default=None, validation_alias="PAYPAL_ROOTS")

    google_client_id: str = Field(default="", validation_alias="GOOGLE_CLIENT_ID")
    google_client_secret: SecretStr = Field(default=SecretStr(""), validation_alias="GOOGLE_CLIENT_SECRET")
    google_url: str | None = Field(default=None, pattern=r"^https?://")
    microsoft_client_id: str = Field(default="", validation_alias="MICROSOFT_CLIENT_ID")
    microsoft_client_secret: SecretStr = Field(
        default=SecretStr(""), validation_alias="MICROSOFT_CLIENT_SECRET"
    )
    microsoft_url: str | None = Field(default=None, pattern=r"^https?://")

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "json"

    @field_validator("hold", "wait", "plan_grace", "erasure_grace", mode="before")
    @classmethod
    def _seconds(cls, value: object) -> object:
        """A bare number is seconds; anything else is ISO 8601, such as PT10M."""
        return int(value) if isinstance(value, str) and value.isdecimal() else value

    @field_validator("payments")
    @classmethod
    def _known_companies(cls, value: str) -> str:
        names = value.split(",")
        if not set(names) <= set(companies.COMPANIES) or len(set(names)) < len(names):
            raise ValueError(f"names out of {', '.join(companies.COMPANIES)}, each once, with commas between")
        return value

    @field_validator("public_url", "internal_url", "paypal_url", "sendgrid_url", "twilio_url")
    @classmethod
    def _without_trailing_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @model_validator(mode="after")
    def _companies_can_work(self) -> "Settings":
        wrong = [*companies.missing(self), *channels.missing(self)]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self

    @model_validator(mode="after")
    def _calendars_can_connect(self) -> "Settings":
        for name in ("google", "microsoft"):
            secret: SecretStr = getattr(self, f"{name}_client_secret")
            if bool(getattr(self, f"{name}_client_id")) != bool(secret.get_secret_value()):
                raise ValueError(f"{name.upper()}_CLIENT_ID and {name.upper()}_CLIENT_SECRET come together")
        return self

    @model_validator(mode="after")
    def _fit_for_production(self) -> "Settings":
        if self.environment != "production":
            return self
        wrong = []
        secret = self.secret_key.get_secret_value()
        if secret == DEVELOPMENT_SECRET or len(secret) < SHORTEST_SECRET:
            wrong.append("BOOKMYTIME_SECRET_KEY must be set, 32 characters or more")
        if not self.public_url.startswith("https://"):
            wrong.append("PUBLIC_URL must be the site's https address")
        if self.bcrypt_cost < SAFE_BCRYPT_COST:
            wrong.append("BOOKMYTIME_BCRYPT_COST below 12 is for tests")
        if self.outbound != "public":
            wrong.append("BOOKMYTIME_OUTBOUND=anywhere lets strangers' addresses lead into this network")
        if self.google_url or self.microsoft_url:
            wrong.append("BOOKMYTIME_GOOGLE_URL and BOOKMYTIME_MICROSOFT_URL are for imitations")
        wrong += [*companies.unsafe(self), *channels.unsafe(self)]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self

    @property
    def companies(self) -> tuple[str, ...]:
        """The payment companies by name, the default one first."""
        return tuple(self.payments.split(","))

    @property
    def site_url(self) -> str:
        return self.public_url or f"http://{self.host}:{self.port}"


@cache
def load() -> Settings:
    """The process's settings; ends it with a readable list when something is missing or wrong."""
    try:
        return Settings.model_validate({})
    except ValidationError as error:
        lines = [f"  {_variable(problem['loc'])}: {problem['msg']}" for problem in error.errors()]
        raise SystemExit("Settings are not usable:\n" + "\n".join(lines)) from error


def _variable(place: tuple[int | str, ...]) -> str:
    """The environment variable that a problem is about."""
    name = str(place[0]) if place else "together"
    return name if name.isupper() or not place else f"BOOKMYTIME_{name.upper()}"
