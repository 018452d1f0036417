"""What others say of a file, the operating system and the YAML parser, as texts that can be said in other languages.

What is not among these is told in the words that it came in.
"""

from __future__ import annotations

from mentas.language import N_, Said

SYSTEM: tuple[str, ...] = (
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("File name too long"),
    N_("Too many levels of symbolic links"),
    N_("Input/output error"),
    N_("Too many open files"),
    N_("Invalid argument"),
    N_("Stale file handle"),
)
"""Reasons for which a file cannot be read."""

YAML: tuple[str, ...] = (
    N_("it cannot be parsed"),
    N_("mapping values are not allowed in this context"),
    N_("mapping keys are not allowed in this context"),
    N_("block sequence entries are not allowed in this context"),
    N_("block sequence entries are not allowed"),
    N_("could not find expected ':'"),
    N_("did not find expected key"),
    N_("did not find expected node content"),
    N_("did not find expected '-' indicator"),
    N_("did not find expected ',' or ']'"),
    N_("did not find expected ',' or '}'"),
    N_("did not find expected <document start>"),
    N_("did not find expected <stream-start>"),
    N_("did not find expected alphabetic or numeric character"),
    N_("did not find expected comment or line break"),
    N_("did not find expected whitespace or line break"),
    N_("did not find expected whitespace"),
    N_("did not find expected hexdecimal number"),
    N_("did not find expected tag URI"),
    N_("did not find expected '!'"),
    N_("did not find the expected '>'"),
    N_("did not find URI escaped octet"),
    N_("did not find digit or '-' or '+'"),
    N_("did not find expected digit or '.' character"),
    N_("found a tab character that violates indentation"),
    N_("found a tab character where an indentation space is expected"),
    N_("found an indentation indicator equal to 0"),
    N_("found character that cannot start any token"),
    N_("found duplicate %TAG directive"),
    N_("found duplicate %YAML directive"),
    N_("found extremely long version number"),
    N_("found incompatible YAML document"),
    N_("found invalid Unicode character escape code"),
    N_("found undefined tag handle"),
    N_("found unexpected document indicator"),
    N_("found unexpected end of stream"),
    N_("found unexpected ':'"),
    N_("found unknown directive name"),
    N_("found unknown escape character"),
    N_("control characters are not allowed"),
    N_("exceeded maximum of 1,000,000 nested collections"),
    N_("exceeded maximum simple key depth"),
)
"""What libyaml says of text that is no YAML."""


def reason(error: OSError) -> Said:
    """Why a file cannot be read."""
    return Said(str(error.strerror))
