"""Readers of the official waiting-time statistics: the monthly workbooks and the long data extracts."""
