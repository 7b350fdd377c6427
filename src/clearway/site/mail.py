"""How mails leave: by a server when one is named, else as files in the store's folder.

Where nobody has set up a mail server, an administrator finds each mail, and the link in it, in `<store>/mail`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clearway.store.folder import StoreFolder

FOLDER = "mail"
BY_SERVER = "django.core.mail.backends.smtp.EmailBackend"
AS_FILES = "django.core.mail.backends.filebased.EmailBackend"
IN_MEMORY = "django.core.mail.backends.locmem.EmailBackend"
SENDER = "clearway@localhost"
PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class MailSettings:
    """What Django is told about mail. `security` is `starttls`, `tls` or `none`."""

    backend: str
    folder: str = ""
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    security: str = "starttls"
    sender: str = SENDER


def mail_settings(environ: Mapping[str, str], store: StoreFolder | None) -> MailSettings:
    """The settings of mail from the environment. Raises ValueError in words for a security that there is not."""
    sender = environ.get("CLEARWAY_MAIL_FROM", SENDER)
    server = environ.get("CLEARWAY_MAIL_HOST", "")
    if not server:
        folder = str(store.path / FOLDER) if store else ""
        return MailSettings(AS_FILES if store else IN_MEMORY, folder=folder, sender=sender)
    security = environ.get("CLEARWAY_MAIL_SECURITY", "starttls")
    if security not in PORTS:
        raise ValueError(f"CLEARWAY_MAIL_SECURITY is {security!r}: it can be {', '.join(PORTS)}.")
    host, _, port = server.partition(":")
    kept_in = environ.get("CLEARWAY_MAIL_PASSWORD_FILE", "")
    return MailSettings(
        BY_SERVER,
        host=host,
        port=int(port) if port else PORTS[security],
        user=environ.get("CLEARWAY_MAIL_USER", ""),
        password=Path(kept_in).read_text(encoding="utf-8").strip() if kept_in else "",
        security=security,
        sender=sender,
    )
