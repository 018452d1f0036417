from mentas.cli.exits import guarded


@guarded
def command(quick: bool = False) -> None:
    pass
