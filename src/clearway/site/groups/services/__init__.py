"""Every change to groups: permission, state, write and trail in one transaction."""
