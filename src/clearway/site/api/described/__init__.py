"""What the API offers, written once: requests are read by it, the OpenAPI description and the page are made from it."""
