"""Sending files through the browser: taken in piece by piece, loaded by a job, told of until the end."""
