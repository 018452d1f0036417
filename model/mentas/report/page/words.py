"""What the page itself says."""

from __future__ import annotations

from mentas.language import N_

WORDS: dict[str, str] = {
    "cost": N_("What it costs"),
    "contents": N_("Contents"),
    "behind": N_("Table behind the picture"),
    "unprinted": N_("The table behind this picture has {rows} rows; it is in the file of this report, not in print."),
    "closed": N_("(closed parts are printed if they are opened before)"),
    "ended": N_("Results of {day}."),
    "digest": N_("Digest of the results:"),
}
"""By name, as the template asks for them."""
