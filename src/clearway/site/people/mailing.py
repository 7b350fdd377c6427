"""Mails to single people: short, plain text, and nothing about anybody else."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

from clearway.records.findings import Refused
from clearway.site import words
from clearway.site.accounts.models import Person
from clearway.site.organisations.models import Membership
from clearway.site.people.models import LinkPurpose, PasswordLink

log = logging.getLogger("clearway.site")

GREETING = "Hello {name},\n\n"
BODIES = {
    LinkPurpose.INVITATION: (
        "Your invitation to Clearway",
        "you have been invited to use Clearway. Choose a password here:\n\n{link}\n\n"
        "The link works once, until {until}. If it is over, ask whoever invited you for another.\n",
    ),
    LinkPurpose.RESET: (
        "A new password for Clearway",
        "somebody, probably you, asked for a new password. Choose it here:\n\n{link}\n\n"
        "The link works once, until {until}. When you have used it, you are signed out everywhere.\n"
        "If you did not ask, do nothing: your password stays as it is.\n",
    ),
}


def send_link(person: Person, held: PasswordLink, address: str) -> None:
    """Send somebody the link by which they set their password. Raises Refused when the mail cannot be sent."""
    subject, body = BODIES[LinkPurpose(held.purpose)]
    _send(person, subject, body.format(link=address, until=words.moment(held.expires_at)))


def send_new_role(membership: Membership, site: str) -> None:
    """Tell somebody who has a password already that they hold a further role."""
    role = f"{membership.role_class.display_name}, {membership.organisation.name}"
    told = f"you hold a further role in Clearway from {words.day(membership.starts_on)}: {role}.\n\nSign in: {site}\n"
    _send(membership.person, "A further role in Clearway", told)


def _send(person: Person, subject: str, told: str) -> None:
    mail = EmailMessage(subject, GREETING.format(name=person.name) + told, settings.DEFAULT_FROM_EMAIL, [person.email])
    try:
        mail.send()
    except (SMTPException, OSError) as error:
        log.warning("a mail could not be sent: %s", type(error).__name__)
        raise Refused(
            "The mail could not be sent.",
            "What was changed is kept. Check the settings for mail, then send the link again from the person's page.",
            code="MAIL-NOT-SENT",
        ) from error
