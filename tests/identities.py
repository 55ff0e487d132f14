"""A provider of identities that listens on this machine: `oidc-provider-mock`, in a process of its own."""

import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx

from tandem.outbox.tests.conftest import free_port

PATIENCE = 20.0


@contextmanager
def provider():
    """Its address; it knows whoever is named to it, and wants a nonce."""
    port = free_port()
    said = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock"]
    process = subprocess.Popen(
        [*said, "--port", str(port), "--host", "127.0.0.1", "--require-nonce", "true"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.kill()
        process.wait()


def _wait(address, process):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, "The provider stopped."
        try:
            httpx.get(f"{address}/.well-known/openid-configuration")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("The provider does not answer.")


def proves(address, who):
    """What somebody presses at the service; where it sends her back to."""
    answer = httpx.post(address, data={"sub": who})
    assert answer.status_code == 302, answer.text
    back = urlsplit(answer.headers["location"])
    return f"{back.path}?{back.query}"
