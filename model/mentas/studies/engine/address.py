"""Where a scheduler may be: on this machine, or elsewhere under encryption. Who talks to one runs its programs."""

from __future__ import annotations

import ipaddress
import os
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from mentas.language import Said
from mentas.studies.problems import RefusedError

PORT = 8786
"""Where a Dask scheduler listens unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files (PEM) that prove both sides to each other."""

    ca: Path
    """Of the authority that signed the certificates of the cluster, and no others."""
    cert: Path
    key: Path


def certificates(ca: Path | None, cert: Path | None, key: Path | None) -> Certificates | None:
    """The three files of TLS, or none.

    Raises:
        RefusedError: only some were given, or one cannot be read.
    """
    if ca is None and cert is None and key is None:
        return None
    if ca is None or cert is None or key is None:
        missing = [f"--{name}" for name, path in (("ca", ca), ("cert", cert), ("key", key)) if path is None]
        raise RefusedError(Said("TLS takes --ca, --cert and --key; {names} is missing", names=" and ".join(missing)))
    for path in (ca, cert, key):
        if not path.is_file() or not os.access(path, os.R_OK):
            raise RefusedError(Said("{path}: no such certificate file, or it cannot be read", path=path))
    return Certificates(ca, cert, key)


def allowed(scheduler: str, *, tls: Certificates | None, insecure: bool) -> str:
    """The address to call, in full, of a scheduler that may be used.

    Raises:
        RefusedError: it is no address, or on another machine and without encryption.
    """
    scheme, host, port = _parts(scheduler)
    if scheme == "tls":
        if tls is None:
            raise RefusedError(
                Said("{scheduler}: a tls:// scheduler takes --ca, --cert and --key", scheduler=scheduler)
            )
        return f"tls://{_bracketed(host)}:{port}"
    if tls is not None:
        raise RefusedError(
            Said(
                "{scheduler}: certificates are given, but only tls:// uses them; write tls://{host}:{port}",
                scheduler=scheduler,
                host=host,
                port=port,
            )
        )
    if insecure:
        return f"tcp://{_bracketed(host)}:{port}"
    return f"tcp://{_bracketed(_of_this_machine(host))}:{port}"


def _parts(scheduler: str) -> tuple[str, str, int]:
    """Scheme, host and port."""
    full = scheduler if "://" in scheduler else f"tcp://{scheduler}"
    try:
        found = urlsplit(full)
        host, port = found.hostname, found.port
    except ValueError:
        host = port = None
    if not host or found.netloc.count("@") or found.path.strip("/") or found.query or found.fragment:
        raise RefusedError(
            Said(
                "{scheduler!r} is no address of a scheduler; one looks like tcp://127.0.0.1:{port}",
                scheduler=scheduler,
                port=PORT,
            )
        )
    if found.scheme not in ("tcp", "tls"):
        raise RefusedError(
            Said(
                "{scheduler!r} begins with {scheme}://; a scheduler's address begins with tcp or tls",
                scheduler=scheduler,
                scheme=found.scheme,
            )
        )
    return found.scheme, host, PORT if port is None else port


def _of_this_machine(host: str) -> str:
    """A loopback address of `host`: the number is called and not the name, which could lead elsewhere by then."""
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise RefusedError(Said("the scheduler's name {host!r} is not known here", host=host)) from None
    elsewhere = [each for each in found if not ipaddress.ip_address(each).is_loopback]
    if elsewhere:
        where = host if host in elsewhere else f"{host} ({elsewhere[0]})"
        raise RefusedError(
            Said(
                "the scheduler at {where} is on another machine, where anybody on the way could read the "
                "study and run programs here; use tls:// with --ca, --cert and --key, or an ssh tunnel to "
                "127.0.0.1, or type --insecure",
                where=where,
            )
        )
    return min(found, key=lambda each: (":" in each, found.index(each)))


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
