"""Did the number move? A hoped change held against the line of a measure, on screen."""
