"""People, their second step of signing in, and the failed attempts to sign in as one."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from clearway.site.audit.actors import ActorLine


class PersonManager(BaseUserManager["Person"]):
    """Finds and makes people by e-mail address, always in small letters."""

    def create_person(self, *, email: str, name: str, password: str | None = None, **columns: Any) -> "Person":
        """Make a person. Without a password nobody can sign in as them until one is set."""
        person = self.model(email=email.strip().lower(), name=name.strip(), **columns)
        person.set_password(password)
        person.full_clean(exclude=["password"])
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person of an e-mail address, however its capitals were typed."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody who may use Clearway. The e-mail address is the user name; rights come from memberships."""

    email = models.EmailField("e-mail address", max_length=254, unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    is_local_administrator = models.BooleanField(
        default=False, help_text="Made the store at the command line and acts there without naming themselves."
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ("name", "email")
        verbose_name_plural = "people"
        constraints = (models.CheckConstraint(condition=models.Q(email=Lower("email")), name="person_email_lower"),)

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    def as_actor(self) -> ActorLine:
        """The line that the audit trail keeps."""
        return ActorLine(kind="person", name=self.email)


class FailedSignIn(models.Model):
    """One failed attempt, kept for a while so that guessing can be slowed; the address typed only as a keyed hash."""

    email_digest = models.CharField(max_length=64)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (
            models.Index(fields=["email_digest", "at"], name="failed_by_email"),
            models.Index(fields=["address", "at"], name="failed_by_address"),
        )

    def __str__(self) -> str:
        return f"failed sign-in at {self.at:%Y-%m-%d %H:%M}"


class SecondFactor(models.Model):
    """The secret that a person's telephone shares with Clearway, sealed with a key that the database does not hold."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="second_factor")
    sealed = models.CharField(max_length=200)
    last_step = models.PositiveBigIntegerField(help_text="The 30-second step whose code was used last.")
    set_up_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"second step of {self.person.name}"


class RecoveryCode(models.Model):
    """A code that lets its owner in once without the telephone; only its keyed hash is kept."""

    factor = models.ForeignKey(SecondFactor, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["factor", "digest"], name="recovery_code_once"),)

    def __str__(self) -> str:
        return f"recovery code of {self.factor.person.name}"


class ServiceAccount(models.Model):
    """Which account of a sign-in service is a person's: linked at the first sign-in, then known by its subject."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="service_accounts")
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["issuer", "subject"], name="service_account_of_one"),
            models.UniqueConstraint(fields=["person", "issuer"], name="one_account_a_service"),
        )

    def __str__(self) -> str:
        return f"account of {self.person.name} at {self.issuer}"
