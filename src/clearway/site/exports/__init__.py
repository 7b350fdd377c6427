"""The one way by which rows that name people leave as a file, and how much one person takes or looks at in a day."""
