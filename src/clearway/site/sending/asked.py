"""The form for sending files: what can be declared, and for whom this person may load."""

from datetime import datetime

from django import forms

from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.organisations.permission import Permission
from clearway.site.sending.layout import sources
from clearway.site.sending.models import Sending
from clearway.site.sending.services import Declaration
from clearway.site.submissions.models import DataSet, Submission

Choices = list[tuple[str, str]]

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
SEPARATOR_LABELS: Choices = [("comma", "Comma"), ("semicolon", "Semicolon"), ("tab", "Tab"), ("pipe", "Pipe: |")]
ENCODINGS: Choices = [
    ("utf-8", "UTF-8 (most systems)"),
    ("cp1252", "Windows-1252 (older Excel exports)"),
    ("utf-16", "UTF-16 (Excel “Unicode text”)"),
]
RELEASES: Choices = [
    ("", "The file says it, or it is provisional"),
    ("provisional", "Provisional: it may still change"),
    ("final", "Final"),
]
MONTH_FORMATS = ("%Y-%m", "%B %Y", "%b %Y", "%m/%Y")
SEVERAL = "Several organisations, or a published file"
DETAILS = ("date_format", "encoding", "separator", "force_reason")


def organisations(by: Membership) -> Choices:
    """For whom a membership may load: its own organisation; any trust of the alliance for those who see them all."""
    if not by.may(Permission.SEE_WHOLE_ALLIANCE):
        return [(by.organisation.code, str(by.organisation))]
    trusts = Organisation.objects.filter(kind=OrganisationKind.TRUST)
    return [("", SEVERAL), *((one.code, str(one)) for one in trusts)]


def date_formats() -> Choices:
    """How dates can be written."""
    from clearway.intake.waiting_times.dates import FORMATS

    return [(name, name) for name in FORMATS]


class SendForm(forms.Form):
    """What a sender says of the files. Everything may be left out but the organisation of those who have only one."""

    source = forms.ChoiceField(required=False)
    organisation_code = forms.ChoiceField(required=False)
    month = forms.CharField(max_length=30, required=False)
    release = forms.ChoiceField(required=False, choices=RELEASES)
    date_format = forms.ChoiceField()
    encoding = forms.ChoiceField(choices=ENCODINGS)
    separator = forms.ChoiceField(choices=SEPARATOR_LABELS)
    force_reason = forms.CharField(max_length=500, required=False)

    def __init__(self, by: Membership, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.choices: dict[str, Choices] = {
            "source": sources(by),
            "organisation_code": organisations(by),
            "release": RELEASES,
            "date_format": date_formats(),
            "encoding": ENCODINGS,
            "separator": SEPARATOR_LABELS,
        }
        for name, choices in self.choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = choices
        self.fields["organisation_code"].required = not by.may(Permission.SEE_WHOLE_ALLIANCE)

    def clean_month(self) -> str:
        """The month as `2025-03`, however it was written."""
        written = str(self.cleaned_data["month"]).strip()
        for one in MONTH_FORMATS if written else ():
            try:
                return f"{datetime.strptime(written, one):%Y-%m}"  # noqa: DTZ007 - a month, not a moment
            except ValueError:
                continue
        if written:
            raise forms.ValidationError("Write the month as 2025-03 or March 2025, or leave it empty.")
        return ""

    def declaration(self) -> Declaration:
        """What was declared, once the form is valid."""
        said = self.cleaned_data
        return Declaration(**{**said, "separator": SEPARATORS[said["separator"]]})

    def shown(self, name: str) -> str:
        """The value of a field as the page shows it."""
        value = self[name].value()
        return "" if value is None else str(value)

    def has_details(self) -> bool:
        """Whether anything stands in the part of the form that is folded away."""
        standard = nothing_declared()
        return any(name in self.errors or self.shown(name) != standard[name] for name in DETAILS)


def nothing_declared() -> dict[str, str]:
    """The form as it is before anybody has said anything."""
    names = ("source", "organisation_code", "month", "release", "force_reason")
    formats = {"date_format": "YYYY-MM-DD", "encoding": "utf-8", "separator": "comma"}
    return dict.fromkeys(names, "") | formats


def declared_before(sending: Sending) -> dict[str, str]:
    """The form as it was filled in for a sending."""
    name_of = {sign: name for name, sign in SEPARATORS.items()}
    fields = ("source", "organisation_code", "month", "release", "date_format", "encoding", "force_reason")
    return {name: getattr(sending, name) for name in fields} | {"separator": name_of[sending.separator]}


def declared_for_mending(submission: Submission) -> dict[str, str]:
    """The form for the mended file of a submission: the same organisation, months and release, read the same way."""
    result = submission.results.select_related("sending").filter(was_there=False).first()
    said = declared_before(result.sending) if result else nothing_declared()
    is_records = submission.data_set == DataSet.WAITING_TIME_RECORDS
    is_one_month = submission.first_month == submission.last_month
    return said | {
        "organisation_code": submission.organisation_code,
        "month": submission.first_month if is_records and is_one_month else "",
        "release": submission.release,
        "force_reason": "",
    }
