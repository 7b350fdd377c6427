"""The families of rules, in the order in which a pathway meets them: folder, title, and what the family is about."""

FAMILIES: dict[str, tuple[str, str]] = {
    "standards": ("Standards", "Which standards there are, and which date picks the rules."),
    "days": ("Counting days", "How a wait becomes a number of days, and what passes."),
    "organisations": ("Organisations and counting", "Which trust a site belongs to, and what is counted once."),
    "scope": ("Scope", "Which diagnoses, treatments and people the treatment standards are about."),
    "start": ("Starting the clock", "Which day is day 0."),
    "faster_diagnosis": ("Faster diagnosis, 28 days", "From urgent referral to being told."),
    "thirty_one_day": ("31 days", "From the decision to treat to treatment."),
    "first_treatment": ("First definitive treatment", "What counts as the first treatment."),
    "sixty_two_day": ("62 days", "From referral, screening or upgrade to first treatment."),
    "adjustments": ("Adjustments", "Days that are taken off a wait."),
    "transfers": ("Transfers between trusts", "Who answers for a 62-day wait that two trusts share."),
    "commissioner": ("Commissioners", "How commissioners count."),
    "open_pathways": ("Open pathways", "People who are still waiting."),
    "validation": ("Validation", "What is odd about a record: flags, never silent repair."),
    "history": ("History", "Rules of earlier years, and when they changed."),
}
