"""The pages, one module each: what is asked for, and what the page holds."""
