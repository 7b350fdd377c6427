"""A plan as a workbook that people fill in: which sheets and columns there are, laid out, opened and read again."""
