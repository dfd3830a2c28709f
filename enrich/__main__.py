"""`python -m enrich` is the `enrich` command."""

from enrich.cli import main

if __name__ == "__main__":
    main()
