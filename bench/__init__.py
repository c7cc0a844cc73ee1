"""Measurements: ours beside a named peer, in the same run, as ratios."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sunhall.config.settings")
django.setup()
