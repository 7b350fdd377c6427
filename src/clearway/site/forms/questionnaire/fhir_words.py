"""The names of FHIR R4 that a form meets: elements understood, kept or refused, and the addresses of extensions."""

BASE = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/"
ITEM_CONTROL = f"{BASE}questionnaire-itemControl"
CONTROL_CODES = "http://hl7.org/fhir/questionnaire-item-control"
UNIT = f"{BASE}questionnaire-unit"
LEAST = f"{BASE}minValue"
MOST = f"{BASE}maxValue"
CALCULATED = f"{SDC}sdc-questionnaire-calculatedExpression"

OURS = "urn:clearway:fhir:"
PARTY = f"{OURS}party"
PARTY_OF = f"{OURS}filled-by"
POLICY = f"{OURS}policy"
THEME = f"{OURS}theme"
SOURCE = f"{OURS}source"

FORM_ELEMENTS = {"resourceType", "id", "url", "version", "title", "status", "description", "extension", "item"}
KEPT_OF_FORM = {
    *("meta", "language", "text", "identifier", "name", "derivedFrom", "experimental", "subjectType", "date"),
    *("publisher", "contact", "useContext", "jurisdiction", "purpose", "copyright", "approvalDate", "lastReviewDate"),
    *("effectivePeriod", "code"),
}
ITEM_ELEMENTS = {
    *("linkId", "text", "prefix", "type", "enableWhen", "enableBehavior", "required", "repeats", "readOnly"),
    *("maxLength", "answerOption", "initial", "item", "extension"),
}
KEPT_OF_ITEM = {"id", "definition", "code"}
REFUSED = {
    "modifierExtension": "it changes the meaning of what it stands in",
    "implicitRules": "it changes the meaning of the whole resource",
    "contained": "resources inside the form are not read",
    "answerValueSet": "options that lie in another place cannot be looked up here",
}
CHANGES_THE_FORM = {
    f"{BASE}{name}"
    for name in (
        *("questionnaire-hidden", "questionnaire-minOccurs", "questionnaire-maxOccurs", "regex", "minLength"),
        *("questionnaire-optionExclusive", "questionnaire-constraint", "questionnaire-unitOption"),
        *("questionnaire-unitValueSet", "maxDecimalPlaces", "variable", "questionnaire-referenceResource"),
        *("maxSize", "mimeType", "questionnaire-sliderStepValue", "questionnaire-ordinalValue", "ordinalValue"),
    )
} | {
    f"{SDC}sdc-questionnaire-{name}"
    for name in (
        *("enableWhenExpression", "initialExpression", "answerExpression", "candidateExpression", "minQuantity"),
        *("maxQuantity", "constraint", "contextExpression", "itemPopulationContext", "answerOptionsToggleExpression"),
        *("unitOpen", "subQuestionnaire", "lookupQuestionnaire", "isSubject"),
    )
}
"""Extensions that change what is asked or accepted: a form that carries one of these would be another form here."""
