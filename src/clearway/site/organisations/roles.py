"""The roles a person can hold, in words a person can judge, and what each may do.

A role is a class; a permission is a word. Screens and writes both ask `membership.may(Permission.X)`.
"""

from typing import ClassVar

from clearway.site.organisations.permission import Permission

ANYWHERE: frozenset[str] = frozenset()
READS_THE_ALLIANCE = frozenset(
    {
        Permission.SEE_FIGURES,
        Permission.READ_GROUPS,
        Permission.READ_ENGAGEMENT,
        Permission.READ_PLAN,
        Permission.READ_RETURNS,
        Permission.READ_PUBLICATIONS,
    }
)
"""What everybody may who works in or with the alliance; a reader from outside may less."""


class Role:
    """One role: a stable key, a name people know it by, what it is for, and at which kinds of organisation."""

    key: ClassVar[str]
    display_name: ClassVar[str]
    description: ClassVar[str]
    permissions: ClassVar[frozenset[Permission]]
    held_at: ClassVar[frozenset[str]] = ANYWHERE

    @classmethod
    def fits(cls, kind: str) -> bool:
        """Whether the role can be held at an organisation of a kind (`OrganisationKind`)."""
        return not cls.held_at or kind in cls.held_at


class AllianceAnalyst(Role):
    """Counts and compares across the alliance; never needs to know who a patient is."""

    key = "alliance_analyst"
    held_at = frozenset({"alliance"})
    display_name = "Alliance analyst"
    description = (
        "Sees the figures and the pseudonymised records of every trust in the alliance, loads files, "
        "and looks for where and why people wait. Writes beside charts, begins new phases of their limits, drafts "
        "measures of the alliance's own, keeps registers, and fills in, signs and reads forms as far as each lets the "
        "alliance. Has publications made, and approves those of others. Does not see who a patient is, unless an "
        "agreement with the trust says so, or for a short time and one record by breaking the glass, which the trust "
        "is shown."
    )
    permissions = READS_THE_ALLIANCE | {
        Permission.SEE_PATHWAYS,
        Permission.BREAK_GLASS,
        Permission.SEE_WHOLE_ALLIANCE,
        Permission.LOAD_SUBMISSIONS,
        Permission.ANNOTATE,
        Permission.SET_PHASES,
        Permission.DEFINE_MEASURES,
        Permission.KEEP_REGISTERS,
        Permission.FILL_FORMS,
        Permission.SIGN_FORMS,
        Permission.CODE_THEMES,
        Permission.MAKE_PUBLICATIONS,
        Permission.APPROVE_PUBLICATIONS,
        Permission.RAISE_QUESTIONS,
    }


class Tracker(Role):
    """Follows the patients of one organisation."""

    key = "tracker"
    held_at = frozenset({"trust"})
    display_name = "Cancer pathway tracker"
    description = (
        "Follows the patients of one trust from referral to treatment and sees who they are, because they are in "
        "that trust's care. Sees the figures of everybody, but no other trust's patients. Writes beside the charts of "
        "that trust, keeps its entries in registers, and fills in and signs its part of forms."
    )
    permissions = READS_THE_ALLIANCE | {
        Permission.SEE_PATHWAYS,
        Permission.SEE_PATIENTS,
        Permission.LOAD_SUBMISSIONS,
        Permission.ANNOTATE,
        Permission.KEEP_REGISTERS,
        Permission.FILL_FORMS,
        Permission.SIGN_FORMS,
        Permission.CODE_THEMES,
    }


class Administrator(Role):
    """Looks after people, files and the trail, not patients."""

    key = "administrator"
    display_name = "Administrator"
    description = (
        "Adds people, gives and ends roles, loads files, records sharing agreements, purges files whose time is over, "
        "takes up types of registers and forms, keeps entries of registers, keeps the groups of the alliance and loads "
        "its plans when the role is held there, reads the audit trail, and agrees to files that name people which "
        "somebody else asks for. Needs nobody's pathway for that, and opens none: does not see who a patient is, nor a "
        "patient's record under a pseudonym."
    )
    permissions = READS_THE_ALLIANCE | {
        Permission.SEE_WHOLE_ALLIANCE,
        Permission.LOAD_SUBMISSIONS,
        Permission.MANAGE_PEOPLE,
        Permission.READ_AUDIT,
        Permission.READ_GOVERNANCE,
        Permission.OVERSEE_EXPORTS,
        Permission.MANAGE_AGREEMENTS,
        Permission.MANAGE_RETENTION,
        Permission.KEEP_REGISTERS,
        Permission.MANAGE_REGISTER_TYPES,
        Permission.MANAGE_FORM_TYPES,
        Permission.LOAD_PLAN,
        Permission.KEEP_GROUPS,
    }


class InformationGovernanceLead(Role):
    """Answers for what is shared, how long it is kept, and who looked."""

    key = "information_governance_lead"
    display_name = "Information governance lead"
    description = (
        "Records sharing agreements and ends them, says how long files are kept, holds files back from purging and "
        "purges them, reads the audit trail, the hazard log and the data flows, and keeps incidents and other "
        "registers. Looks over who broke the glass on the organisation's records. Takes out what is held about one "
        "person when that is asked for, with a reason. Agrees to files that name people which somebody else asks for, "
        "and is told who reached a daily limit. Sees figures, and opens nobody's pathway otherwise."
    )
    permissions = READS_THE_ALLIANCE | {
        Permission.SEE_WHOLE_ALLIANCE,
        Permission.MANAGE_AGREEMENTS,
        Permission.MANAGE_RETENTION,
        Permission.READ_AUDIT,
        Permission.REVIEW_GLASS,
        Permission.READ_GOVERNANCE,
        Permission.EXPORT_PERSON,
        Permission.OVERSEE_EXPORTS,
        Permission.KEEP_REGISTERS,
    }


class MeasureReviewer(Role):
    """Answers for what measures mean."""

    key = "measure_reviewer"
    held_at = frozenset({"alliance"})
    display_name = "Measure reviewer"
    description = (
        "Checks the definitions and targets of measures for the alliance, says when each is due again, and publishes "
        "or withdraws the alliance's own measures; never one that the same person wrote. Writes beside charts and "
        "begins new phases of their limits. Fills in, signs and reads forms as far as each lets the alliance. Approves "
        "publications that others made. Sees figures, and opens nobody's pathway."
    )
    permissions = READS_THE_ALLIANCE | {
        Permission.SEE_WHOLE_ALLIANCE,
        Permission.ANNOTATE,
        Permission.SET_PHASES,
        Permission.DEFINE_MEASURES,
        Permission.REVIEW_MEASURES,
        Permission.FILL_FORMS,
        Permission.SIGN_FORMS,
        Permission.CODE_THEMES,
        Permission.APPROVE_PUBLICATIONS,
    }


class GpPractice(Role):
    """Works at one general practice."""

    key = "gp_practice"
    held_at = frozenset({"practice"})
    display_name = "General practice"
    description = (
        "Fills in and signs the practice's part of forms, such as a significant event analysis that a hospital began, "
        "and marks themes in the forms of the practice. Sees figures, and opens nobody's pathway."
    )
    permissions = READS_THE_ALLIANCE | {
        Permission.FILL_FORMS,
        Permission.SIGN_FORMS,
        Permission.CODE_THEMES,
        Permission.ASK_MEETINGS,
    }


class CancerManager(Role):
    """Answers for the cancer waiting times of one organisation."""

    key = "cancer_manager"
    held_at = frozenset({"trust"})
    display_name = "Cancer manager"
    description = (
        "Answers for the waiting times of one trust: does what its trackers do, and begins new phases of the limits on "
        "its charts. Sees who that trust's patients are, because they are in its care, and no other trust's patients. "
        "Breaks the glass where another trust's record of a shared patient cannot wait, and looks over who broke it on "
        "this trust's records. Says each month how the deliverables of the plan stand that the trust answers for."
    )
    permissions = Tracker.permissions | {
        Permission.SET_PHASES,
        Permission.BREAK_GLASS,
        Permission.REVIEW_GLASS,
        Permission.ANSWER_QUESTIONS,
        Permission.ASK_MEETINGS,
        Permission.UPDATE_PLAN,
    }


class ClinicalLead(Role):
    """Answers for the care behind the figures of one organisation."""

    key = "clinical_lead"
    held_at = frozenset({"trust"})
    display_name = "Clinical lead"
    description = (
        "Follows single patients of one trust where their care is in question and sees who they are, because they are "
        "in that trust's care. Writes beside its charts, and fills in, signs and reads forms such as harm reviews. "
        "Loads no files, and sees no other trust's patients, unless another trust's record of a shared patient cannot "
        "wait: then by breaking the glass. Says each month how those deliverables of the plan stand that the trust "
        "answers for."
    )
    permissions = READS_THE_ALLIANCE | {
        Permission.SEE_PATHWAYS,
        Permission.SEE_PATIENTS,
        Permission.BREAK_GLASS,
        Permission.ANNOTATE,
        Permission.FILL_FORMS,
        Permission.SIGN_FORMS,
        Permission.CODE_THEMES,
        Permission.UPDATE_PLAN,
        Permission.ANSWER_QUESTIONS,
        Permission.ASK_MEETINGS,
    }


class ProgrammeManager(Role):
    """Runs programmes of the alliance."""

    key = "programme_manager"
    held_at = frozenset({"alliance"})
    display_name = "Programme manager"
    description = (
        "Runs programmes of the alliance: sees the figures of every trust, writes beside charts, keeps registers, "
        "keeps the plan and the groups with their seats and meetings, the activity planner and consultations, answers "
        "what people said, and fills in, signs and reads forms as far as each lets the alliance. Marks the forms of "
        "returns, fills them each quarter and submits them. Has publications "
        "made, approves those of others, and publishes what was approved. Loads no files of figures, and opens "
        "nobody's pathway."
    )
    permissions = READS_THE_ALLIANCE | {
        Permission.SEE_WHOLE_ALLIANCE,
        Permission.ANNOTATE,
        Permission.KEEP_REGISTERS,
        Permission.FILL_FORMS,
        Permission.SIGN_FORMS,
        Permission.CODE_THEMES,
        Permission.KEEP_RETURNS,
        Permission.SUBMIT_RETURNS,
        Permission.MAKE_PUBLICATIONS,
        Permission.APPROVE_PUBLICATIONS,
        Permission.PUBLISH,
        Permission.LOAD_PLAN,
        Permission.EDIT_PLAN,
        Permission.KEEP_GROUPS,
        Permission.KEEP_ENGAGEMENT,
        Permission.ADD_HEARD,
        Permission.RAISE_QUESTIONS,
        Permission.ASK_MEETINGS,
    }


class BoardMember(Role):
    """Holds an organisation to account by its figures."""

    key = "board_member"
    display_name = "Board member"
    description = (
        "Reads figures: the published ones of everybody, and those computed for the own organisation. Reads the groups "
        "and asks questions before their meetings. Changes nothing else, and opens nobody's pathway."
    )
    permissions = READS_THE_ALLIANCE | {
        Permission.ASK_MEETINGS,
    }


class PatientRepresentative(Role):
    """Speaks for patients, as one of them and without seeing any of their records."""

    key = "patient_representative"
    display_name = "Patient representative"
    description = (
        "Reads figures and what is written about them, to speak for patients: the published ones of everybody, and "
        "those computed for the own organisation. Reads the groups and asks questions before their meetings. Reads "
        "whom the alliance asked, and adds what people said. Changes nothing else, and opens nobody's pathway."
    )
    permissions = READS_THE_ALLIANCE | {
        Permission.ASK_MEETINGS,
        Permission.ADD_HEARD,
    }


class RegionalReader(Role):
    """Looks across several alliances, from outside each of them."""

    key = "regional_reader"
    held_at = frozenset({"icb", "other"})
    display_name = "Regional reader"
    description = (
        "Compares alliances from outside any of them: reads the published figures of all. Sees aggregates only: no "
        "record, no figure computed from the records of a trust, nobody's pathway. Reads the returns that the alliance "
        "has submitted, as they were sent. Changes nothing."
    )
    permissions = frozenset({Permission.SEE_FIGURES, Permission.READ_RETURNS})


ROLES: dict[str, type[Role]] = {
    role.key: role
    for role in (
        Tracker,
        CancerManager,
        ClinicalLead,
        GpPractice,
        AllianceAnalyst,
        ProgrammeManager,
        BoardMember,
        PatientRepresentative,
        InformationGovernanceLead,
        RegionalReader,
        Administrator,
        MeasureReviewer,
    )
}
