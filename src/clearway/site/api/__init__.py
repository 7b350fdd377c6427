"""The open API: what the pages show, for programs, read only, with the rights of the person who asks."""
