"""Publications on their way out: made, checked, approved by a second person, published, replaced or withdrawn."""
