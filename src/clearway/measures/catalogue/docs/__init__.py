"""The pages of docs/measures, written from the definitions: `python -m clearway.measures.catalogue.docs`."""
