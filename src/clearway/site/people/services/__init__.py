"""What changes who may use Clearway: inviting, letting in and shutting out, passwords, sessions, reviews."""
