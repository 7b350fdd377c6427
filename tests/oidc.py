"""A sign-in service on this machine, from a package of the registry, and a browser's way through it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import requests

from tests.cli.test_run import free_port


@dataclass(frozen=True)
class Service:
    """A running sign-in service. It believes every client, and signs in whoever is named."""

    issuer: str

    def knows(self, subject: str, **claims: Any) -> None:
        """Let the service vouch for somebody with these claims; they are put into the token over its own."""
        answer = requests.put(f"{self.issuer}/users/{quote(subject)}", json=claims, timeout=10)
        answer.raise_for_status()

    def signs_in(self, address: str, subject: str) -> str:
        """Sign in as somebody at the address that the site led to; returns where the service leads back to."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def refuses(self, address: str) -> str:
        """Say no at that address; returns where the service leads back to."""
        answer = requests.post(address, data={"action": "deny"}, allow_redirects=False, timeout=10)
        return answer.headers["Location"]


def running(*options: str) -> Iterator[Service]:
    """A sign-in service in a process of its own, while the fixture that asks lives."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        service = Service(f"http://127.0.0.1:{port}")
        deadline = time.monotonic() + 60
        while not _answers(service):
            assert process.poll() is None, "the sign-in service did not start"
            assert time.monotonic() < deadline, "the sign-in service does not answer"
            time.sleep(0.1)
        yield service
    finally:
        process.terminate()
        process.wait(20)


def _answers(service: Service) -> bool:
    try:
        return requests.get(f"{service.issuer}/.well-known/openid-configuration", timeout=5).ok
    except requests.ConnectionError:
        return False
