"""What can be wrong with Marsad itself: raised loudly, with the place and what to do."""

from __future__ import annotations


class MarsadError(Exception):
    """A wrong pack, configuration, project or call. The message says where and what to do."""


class UsageError(MarsadError):
    """The command or call cannot be understood as given."""


class ProjectError(MarsadError):
    """The project folder is missing, newer, locked by another run, or cannot be written."""


class PackError(MarsadError):
    """A data file of a language pack or a registry breaks its own rules: file, line, rule."""


class IntegrityError(MarsadError):
    """Stored bytes, texts or quotes do not match what was recorded."""
