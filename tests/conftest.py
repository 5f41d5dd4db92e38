"""The same examples in every run, and no clock on them: a red test means a changed program, not a busy machine."""

from hypothesis import settings

settings.register_profile("marsad", deadline=None, derandomize=True)
settings.load_profile("marsad")
