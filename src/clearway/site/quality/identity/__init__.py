"""Who is who: one number with two people, one pathway with two numbers; never merged without a person."""
