"""What the pages of notes, own measures and reviews say."""
