"""How long words of a plan may be, and how exact its sums are."""

LONGEST_CODE = 60
LONGEST_TITLE = 400
LONGEST_ROLE = 120
DIGITS, PENCE = 14, 2
