"""`python -m mentas` is the command line."""

from mentas.cli import main

if __name__ == "__main__":
    main()
