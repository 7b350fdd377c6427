"""The pages that everybody may read: which areas they are about, what they say, and what a release adds to them."""
