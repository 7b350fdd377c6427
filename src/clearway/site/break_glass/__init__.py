"""Breaking the glass: seeing for a while who the person of one record is, with a reason that its trust is shown."""
