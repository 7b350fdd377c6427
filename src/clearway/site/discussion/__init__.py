"""Comments beside forms and entries of registers, and whom they mention."""
