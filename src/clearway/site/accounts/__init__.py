"""People who use Clearway: who they are, how they sign in, how long they stay signed in."""
