"""One person's route for one suspected cancer: told as a story, and listed where it became a breach."""
