"""Briefing: a static site of daily briefings that says where reports differ, and why."""

__version__ = "0.1.0"
