"""The rules as pages: what each says, where it was read, how sure that is, its values by date, its examples."""
