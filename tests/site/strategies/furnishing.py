"""One document that was read, with a proposal, for the walks through every address."""

from django.utils import timezone

from clearway.site.strategies.models import ProposedCommitment, ReadDocument


def strategies_within(words: str) -> dict[tuple[str, str], str]:
    """Make it; what stands in addresses of strategies for `number`. Every text says `words`."""
    document = ReadDocument.objects.create(
        name=words[:255], kind="text", byte_count=1, sha256="5" * 64, read_at=timezone.now(), read_by=words[:200]
    )
    proposal = ProposedCommitment.objects.create(
        document=document, number=1, action=words, owners=[words], dates=[{"value": "2027", "printed": words}],
        targets=[words], sentence=words, lead=words, because=words[:100], line=1, start=0, end=1,
    )  # fmt: skip
    return {
        ("strategies/proposals/", "number"): str(proposal.pk),
        ("strategies", "number"): str(document.pk),
    }
