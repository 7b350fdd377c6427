"""What a form asks and how answers are judged: plain Python, one to one onto HL7 FHIR Questionnaire R4."""
