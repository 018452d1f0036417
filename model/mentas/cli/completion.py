"""`mentas completion`: what a shell needs to complete the commands of mentas."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from mentas.cli.asking import COMPLETE
from mentas.cli.exits import guarded
from mentas.language import _

BASH = f"""\
_mentas_completion() {{
    local line="${{COMP_LINE:0:COMP_POINT}}" word cut="" found
    local -a words
    read -a words <<< "$line"
    case "$line" in *[[:space:]]) words+=("");; esac
    word="${{words[${{#words[@]}} - 1]}}"
    # bash puts in place only what stands behind the last of its word breaks
    case "$word" in *[=:]*) cut="${{word%"${{word##*[=:]}}"}}";; esac
    COMPREPLY=()
    while IFS= read -r found; do
        [ -n "$found" ] && COMPREPLY+=("${{found#"$cut"}}")
    done < <({COMPLETE}=complete_bash COMP_WORDS="$line" COMP_CWORD=$((${{#words[@]}} - 1)) "$1" 2> /dev/null)
    case "${{COMPREPLY[0]:-}}" in */ | *. | *=) compopt -o nospace;; esac
}}
complete -o default -F _mentas_completion mentas
"""
"""For bash, which breaks words at `=`: the library's own script loses what stands before it."""


class Shell(StrEnum):
    """Shells that can be told."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"
    powershell = "powershell"


WHERE = {
    Shell.bash: "mentas completion bash >> ~/.bashrc",
    Shell.zsh: "mentas completion zsh >> ~/.zshrc",
    Shell.fish: "mentas completion fish > ~/.config/fish/completions/mentas.fish",
    Shell.powershell: "mentas completion powershell >> $PROFILE",
}
"""How a shell is told for good."""


def script(shell: Shell) -> str:
    """What a shell runs once to complete from then on."""
    if shell is Shell.bash:
        return BASH
    from typer.completion import get_completion_script

    return f"{get_completion_script(prog_name='mentas', complete_var=COMPLETE, shell=shell.value)}\n"


@guarded
def command(
    shell: Annotated[Shell, typer.Argument(metavar=_("SHELL"), help="bash, zsh, fish, powershell")],
) -> Any:
    """Print it; on a terminal with a word on what to do with it."""
    print(script(shell), end="")
    if sys.stdout.isatty():
        print(_("For all sessions to come: {command}", command=WHERE[shell]), file=sys.stderr)
