"""How reading grows with processes: see `python -m benchmarks.scaling --help`."""
