"""What people add to measures: notes beside charts, new phases, measures of their own, reviews of definitions."""
