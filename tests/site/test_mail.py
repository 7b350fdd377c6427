"""What Django is told about mail, from the environment."""

from pathlib import Path

import pytest

from clearway.site.mail import AS_FILES, BY_SERVER, IN_MEMORY, mail_settings
from clearway.store.folder import StoreFolder, StoreKind


def test_without_a_server_mails_are_files_in_the_store_from_an_address_that_is_one():
    store = StoreFolder(Path("/stores/one"), StoreKind.DEMO, 1, "a-store", "E56000025", "k")
    found = mail_settings({}, store)
    assert (found.backend, found.folder) == (AS_FILES, "/stores/one/mail")
    assert found.sender == "clearway@localhost"
    assert mail_settings({}, None).backend == IN_MEMORY


def test_a_server_is_reached_at_the_port_of_its_security_with_the_password_from_a_file(tmp_path):
    secret = tmp_path / "password"
    secret.write_text("a secret\n", encoding="utf-8")
    said = {"CLEARWAY_MAIL_HOST": "mail.example", "CLEARWAY_MAIL_USER": "clearway"}
    found = mail_settings(
        {**said, "CLEARWAY_MAIL_PASSWORD_FILE": str(secret), "CLEARWAY_MAIL_FROM": "a@b.example"}, None
    )
    assert (found.backend, found.host, found.port, found.password) == (BY_SERVER, "mail.example", 587, "a secret")
    assert found.sender == "a@b.example"
    assert (
        mail_settings({"CLEARWAY_MAIL_HOST": "mail.example:2525", "CLEARWAY_MAIL_SECURITY": "none"}, None).port == 2525
    )


def test_a_security_that_there_is_not_is_refused_in_words():
    with pytest.raises(ValueError, match="it can be starttls, tls, none"):
        mail_settings({"CLEARWAY_MAIL_HOST": "mail.example", "CLEARWAY_MAIL_SECURITY": "ssl"}, None)
