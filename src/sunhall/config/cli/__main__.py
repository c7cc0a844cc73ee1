"""`python -m sunhall.config.cli` is `sunhall`."""

from sunhall.config.cli import main

main(prog_name="sunhall")
