"""`python -m officerepo` is the command line."""

from officerepo.cli.main import main

main()
