"""What each code of the reference stands for."""

from clearway.standards.organisations import Organisations

KIND_WORDS = {
    "alliance": "Cancer Alliance",
    "provider": "Provider",
    "site": "Site",
    "icb": "Integrated care board",
    "sub_icb": "Sub-ICB location",
    "hub": "Commissioning hub",
    "former_ccg": "Former clinical commissioning group",
}


def shown_name(reference: Organisations, code: str) -> str:
    """The name of an organisation, or that none is published with its code."""
    name = reference.name(code)
    return f"Code {code} (no name is published with it)" if name.startswith("Unknown") else name


def known_codes(reference: Organisations) -> dict[str, str]:
    """The kind of every code. A code stands for one thing: where two tables hold it, the first of the list above."""
    found: dict[str, str] = {}
    for kind, codes in reference.codes().items():
        for code in codes:
            found.setdefault(code, kind)
    return found
