"""The pages of notes, own measures and reviews."""
