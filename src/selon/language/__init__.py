"""What selon knows of each language: one folder of data files a language, the same file names in every one."""
