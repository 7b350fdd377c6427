"""Signing in through an organisation's own sign-in service, by OpenID Connect. Only `adapter` knows the protocol."""
