"""A small plan with money received, savings, bids, options, gates, a roll-out and bodies that must agree."""

from decimal import Decimal
from typing import Any

from tests.planning.plans import small


def funded(words: str = "") -> dict[str, Any]:
    """The content of it, every shape used once at least; with words that somebody typed wherever they are shown."""
    content = _funded()
    deliverable = content["workstreams"][0]["deliverables"][0]
    if words:
        deliverable["title"] = words
        deliverable["savings"][0]["title"] = deliverable["gates"][1]["evidence"] = words
        content["allocations"][0] |= {"source": words, "conditions": words}
        content["scoring_frameworks"][0] |= {"title": words, "note": words}
        content["bids"][0] |= {"title": words, "fund": words, "conditions": words}
        content["bids"][0]["scores"][0] |= {"scorer": words, "reason": words}
        content["appraisals"][0] |= {"title": words, "reason": words}
        content["roll_outs"][0] |= {"title": words, "promised": words}
        content["roll_outs"][0]["places"][0] |= {"provider": words, "note": words}
        content["signing_bodies"][0] |= {"name": words, "part": words, "basis": words}
    return content


def _funded() -> dict[str, Any]:
    content = small()
    deliverable = content["workstreams"][0]["deliverables"][0]
    deliverable["money"] = [
        {"id": "D1-£1", "stream": "revenue", "quarter": "2024/25 Q1", "planned": Decimal("900.10")},
        {"id": "D1-£2", "stream": "capital", "quarter": "2025/26 Q1", "planned": Decimal(400), "actual": Decimal(150)},
    ]
    deliverable["savings"] = [
        {"id": "S1", "title": "Fewer colonoscopies", "quarter": "2025/26 Q1", "planned": Decimal("120.50")}
        | {"cash_releasing": True, "delivered": Decimal(100)},
        {"id": "S2", "title": "Nurse hours", "quarter": "2024/25 Q4", "planned": Decimal(80)}
        | {"cash_releasing": False, "forecast": Decimal(60)},
    ]
    deliverable["gates"] = [
        {"id": "G1", "kind": "equality_assessment", "before": "start", "form_type": "equality-impact-assessment"},
        {"id": "G2", "kind": "business_case", "before": "done", "passed_on": "2025-01-31", "evidence": "Board paper 7"},
    ]
    return content | {
        "allocations": [
            {"id": "AL1", "source": "Cancer fund", "stream": "revenue", "quarter": "2024/25 Q1"}
            | {"amount": Decimal(1000), "conditions": "For early diagnosis", "received_on": "2024-05-02"}
            | {
                "placed": [
                    {"id": "PL1", "amount": Decimal("600.05"), "deliverable": "D1"},
                    {"id": "PL2", "amount": Decimal(100), "organisation": "Trust A"},
                ]
            },
            {
                "id": "AL2",
                "source": "Cancer fund",
                "stream": "capital",
                "quarter": "2025/26 Q1",
                "amount": Decimal(300),
            },
        ],
        "scoring_frameworks": [
            {"id": "F1", "title": "Value", "criteria": [_criterion("good", 60), _criterion("cheap", 40)]}
            | {"trust": "memory", "note": "A start"}
        ],
        "bids": [
            _bid("B1", {"good": 5, "cheap": 1}) | {"decision": "awarded", "decided_on": "2024-06-01"},
            _bid("B2", {"good": 2, "cheap": 5}),
        ],
        "appraisals": [
            {"id": "AP1", "title": "Where to read tests", "deliverable": "D1", "framework": "F1", "chosen": "O1"}
            | {"reason": "Sooner", "options": [_option("O1", 4), _option("O2", 3)]}
        ],
        "roll_outs": [
            {"id": "R1", "title": "Teledermatology", "deliverable": "D1", "promised": "by June 2024", "verified": True}
            | {
                "places": [
                    {"id": "R1-1", "provider": "Trust A", "status": "live", "since": "2024-06-01"},
                    {"id": "R1-2", "provider": "Trust B", "status": "pilot", "note": "two days a week"},
                ]
            }
        ],
        "signing_bodies": [
            {"id": "SB1", "name": "Trust A", "part": "provider", "basis": "paragraph 12"},
            {"id": "SB2", "name": "A council", "must_agree": False, "agrees_again": False},
        ],
    }


def _criterion(code: str, weight: int) -> dict[str, Any]:
    return {"id": code, "title": f"It is {code}", "weight": weight}


def _bid(code: str, given: dict[str, int]) -> dict[str, Any]:
    scores = [
        {
            "id": f"{code}-S{place}",
            "criterion": criterion,
            "scorer": "Finance lead",
            "score": score,
            "reason": "As told",
        }
        for place, (criterion, score) in enumerate(given.items(), start=1)
    ]
    line = {"id": f"{code}-L1", "stream": "revenue", "quarter": "2024/25 Q2", "asked": Decimal("250.25")}
    return {
        "id": code,
        "title": f"Bid {code}",
        "fund": "Transformation fund",
        "deliverables": ["D1"],
        "framework": "F1",
        "sums": [line],
        "scores": scores,
    }


def _option(code: str, score: int) -> dict[str, Any]:
    given = [
        {"id": f"{code}-S{place}", "criterion": one, "scorer": "Clinical lead", "score": score, "reason": "As seen"}
        for place, one in enumerate(("good", "cheap"), start=1)
    ]
    return {"id": code, "title": f"Option {code}", "cost": Decimal(1000), "scores": given}
