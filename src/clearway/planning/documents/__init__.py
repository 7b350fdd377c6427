"""Reading a strategy document: text, PDF or Word in, proposed commitments out, each beside its sentence.

Nothing read here is accepted by itself: a proposal is put beside its sentence for a person, who confirms, changes or
rejects it. `opening.open_document` reads a file in a process of its own, `reader.read_commitments` proposes.
"""
