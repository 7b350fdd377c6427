"""Registers: typed lists whose entries have an owner and a day by which they are looked at again."""
