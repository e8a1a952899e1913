"""What all tests share."""

import signal

from hypothesis import settings

# No test asserts a timing: the machine may be busy with something else.
settings.register_profile("selon", deadline=None)
settings.load_profile("selon")

# A shell lets what it starts in the background ignore Ctrl-C; here it is pressed.
signal.signal(signal.SIGINT, signal.default_int_handler)
