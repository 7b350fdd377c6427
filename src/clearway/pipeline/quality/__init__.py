"""Data quality: what each sender has to mend, whether a file is like those before it, and how complete it is."""
