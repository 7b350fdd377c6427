"""The labels of the published tables that the generator follows, in a fixed order, and their wait bands."""

from dataclasses import dataclass

SUSPECTED: tuple[str, ...] = (
    "Suspected breast cancer",
    "Suspected children's cancer",
    "Suspected lung cancer",
    "Suspected haematological malignancies (excluding acute leukaemia)",
    "Suspected acute leukaemia",
    "Suspected upper gastrointestinal cancer",
    "Suspected lower gastrointestinal cancer",
    "Suspected skin cancer",
    "Suspected gynaecological cancer",
    "Suspected brain/central nervous system tumours",
    "Suspected urological malignancies (excluding testicular)",
    "Suspected testicular cancer",
    "Suspected head & neck cancer",
    "Suspected sarcoma",
    "Suspected other cancer",
    "Exhibited (non-cancer) breast symptoms - cancer not initially suspected",
    "Suspected cancer - non-specific symptoms",
    "Missing or Invalid",
)
"""Printed labels of what was suspected, in the order of the referral type codes 01 to 17, then none."""

REFERRAL_TYPES: tuple[str, ...] = (*(f"{number:02d}" for number in range(1, 18)), "")
"""The referral type code of each entry of SUSPECTED."""

BREAST_SYMPTOMS = REFERRAL_TYPES.index("16")
NON_SPECIFIC = REFERRAL_TYPES.index("17")
NOT_GIVEN = REFERRAL_TYPES.index("")

CANCER_TYPES: tuple[str, ...] = (
    "Breast",
    "Gynaecological",
    "Haematological - Lymphoma",
    "Haematological - Other (a)",
    "Head & Neck",
    "Lower Gastrointestinal",
    "Lung",
    "Other (a)",
    "Skin",
    "Upper Gastrointestinal - Hepatobiliary",
    "Upper Gastrointestinal - Oesophagus & Stomach",
    "Urological - Other (a)",
    "Urological - Prostate",
)
TOLD_ROUTES: tuple[str, ...] = (
    "URGENT SUSPECTED CANCER",
    "BREAST SYMPTOMATIC, CANCER NOT SUSPECTED",
    "NATIONAL SCREENING PROGRAMME",
)
TREATED_ROUTES: tuple[str, ...] = ("Urgent Suspected Cancer", "Breast Symptomatic", "Screening", "Consultant Upgrade")
ROUTE_KEYS: tuple[str, ...] = ("USC", "BREAST_SYMPTOMATIC", "SCREENING", "UPGRADE", "NONE")
"""Our names of the treated routes; the first three are those of being told, the last has no 62-day wait."""

URGENT, BREAST_SYMPTOMATIC, SCREENING, UPGRADE, NO_ROUTE = range(5)

STAGES: tuple[str, ...] = ("First Treatment", "Subsequent Treatment")
MODALITY_GROUPS: tuple[str, ...] = ("Surgery", "Anti-cancer drug regimen", "Radiotherapy", "Other")


@dataclass(frozen=True, slots=True)
class Bands:
    """Wait bands of a published table: the last day of each, open at the end; `limit` is the last day that passes."""

    upper: tuple[int, ...]
    limit: int

    @property
    def edges(self) -> str:
        """As published figures name them: `14 28 42 62 +`."""
        return f"{' '.join(map(str, self.upper))} +"

    @property
    def count(self) -> int:
        """How many bands, the open one included."""
        return len(self.upper) + 1

    @property
    def lower(self) -> tuple[int, ...]:
        """The first day of each band."""
        return (0, *(edge + 1 for edge in self.upper))

    @property
    def within(self) -> int:
        """How many bands lie within the limit."""
        return self.upper.index(self.limit) + 1


BANDS: dict[str, Bands] = {
    "28": Bands((14, 28, 42, 62), 28),
    "31": Bands((31, 38, 48, 62), 31),
    "62": Bands((31, 38, 48, 62, 76, 90, 104), 62),
    "first_seen": Bands((14, 16, 21, 28), 14),
}
