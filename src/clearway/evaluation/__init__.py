"""Did the number move? Designs, power and verdicts for what a plan wants to change."""
