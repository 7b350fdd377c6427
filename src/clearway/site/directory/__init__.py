"""The directory of organisations: public facts about each, with their dates and how sure they are."""
