"""Where a scheduler may be: on this machine, or elsewhere under encryption, or where somebody typed that it may."""

from __future__ import annotations

import socket

import pytest

from mentas.studies.engine.address import Certificates, allowed, certificates
from mentas.studies.problems import RefusedError

NAMES = {
    "here": ["127.0.0.1"],
    "six": ["::1"],
    "both": ["::1", "127.0.0.1"],
    "away": ["192.0.2.7"],
    "mixed": ["127.0.0.1", "192.0.2.7"],
}


@pytest.fixture(autouse=True)
def names(monkeypatch):
    """Names that lead where the tests say; numbers lead to themselves."""
    real = socket.getaddrinfo

    def found(host, port, *args, **kwargs):
        if host in NAMES:
            return [entry for each in NAMES[host] for entry in real(each, port, *args, **kwargs)]
        if host.replace(".", "").isdigit() or ":" in host:
            return real(host, port, *args, **kwargs)
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.fixture
def tls(tmp_path):
    paths = [tmp_path / name for name in ("ca.pem", "cert.pem", "key.pem")]
    for path in paths:
        path.write_text("PEM")
    return Certificates(*paths)


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ("tcp://127.0.0.1:8786", "tcp://127.0.0.1:8786"),
        ("127.8.9.1:1", "tcp://127.8.9.1:1"),
        ("tcp://[::1]:9", "tcp://[::1]:9"),
        ("here", "tcp://127.0.0.1:8786"),
        ("six:77", "tcp://[::1]:77"),
        ("tcp://both:77/", "tcp://127.0.0.1:77"),
    ],
)
def test_a_scheduler_on_this_machine_is_called_by_its_number(typed, called):
    assert allowed(typed, tls=None, insecure=False) == called


@pytest.mark.parametrize(
    "typed", ["tcp://away:8786", "mixed:8786", "10.0.0.1:1", "0.0.0.0:8786", "[::]:8786", "[2001:db8::1]:8786"]
)
def test_a_scheduler_elsewhere_is_refused_without_encryption_unless_it_was_typed(typed):
    with pytest.raises(RefusedError, match="is on another machine.*tls://.*--ca, --cert and --key.*--insecure") as no:
        allowed(typed, tls=None, insecure=False)
    assert len(str(no.value).splitlines()) == 1
    host = typed.removeprefix("tcp://")
    assert allowed(typed, tls=None, insecure=True) == f"tcp://{host}"


def test_the_refusal_tells_where_a_name_leads():
    with pytest.raises(RefusedError, match=r"at away \(192\.0\.2\.7\) is on another machine"):
        allowed("away:8786", tls=None, insecure=False)


def test_with_certificates_any_machine_will_do_and_without_them_none(tls):
    assert allowed("tls://away:8786", tls=tls, insecure=False) == "tls://away:8786"
    for insecure in (True, False):
        with pytest.raises(RefusedError, match="takes --ca, --cert and --key"):
            allowed("tls://127.0.0.1:8786", tls=None, insecure=insecure)


@pytest.mark.parametrize("typed", ["tcp://127.0.0.1:8786", "away:8786"])
def test_certificates_are_not_left_unused(tls, typed):
    with pytest.raises(RefusedError, match="only tls:// uses them; write tls://"):
        allowed(typed, tls=tls, insecure=True)


@pytest.mark.parametrize(
    "typed",
    ["", "tcp://", "tcp://:8786", "127.0.0.1:port", "127.0.0.1:99999", "tcp://me@127.0.0.1:1", "tcp://127.0.0.1/x",
     "tcp://127.0.0.1:1?x", "tcp://[::1", "nowhere:1", "ws://127.0.0.1:1", "inproc://1/2", "http://127.0.0.1:8787",
     "\x00:1", "a" * 70 + ":1", "tcp://127.0.0.1:1,tcp://192.0.2.7:1", "127.0.0.1 192.0.2.7:1"],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_a_line(typed):
    with pytest.raises(RefusedError) as no:
        allowed(typed, tls=None, insecure=False)
    assert len(str(no.value).splitlines()) == 1


def test_certificates_are_three_files_that_can_be_read(tmp_path, tls):
    assert certificates(None, None, None) is None
    assert certificates(tls.ca, tls.cert, tls.key) == tls
    with pytest.raises(RefusedError, match="--cert and --key is missing"):
        certificates(tls.ca, None, None)
    with pytest.raises(RefusedError, match="absent.pem: no such certificate file"):
        certificates(tls.ca, tmp_path / "absent.pem", tls.key)
