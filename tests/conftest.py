"""What all tests share."""

from hypothesis import settings

# No test asserts a timing: the machine may be busy with something else.
settings.register_profile("selon", deadline=None)
settings.load_profile("selon")
