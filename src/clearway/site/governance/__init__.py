"""What clinical safety, security and data protection ask, on screen: made from the files of `standards/governance`."""
