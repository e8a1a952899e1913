"""What selon is measured by: each benchmark is a command that prints a table (see README.md)."""
