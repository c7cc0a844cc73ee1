"""What each of the fifty rules answers to which facts, by hand, one table.

A case is what differs from an act in which all is in order, and the answer: None, the color of
the card, or the color with `stop` where the act is turned down.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
YELLOW, RED, STOP, STOP_YELLOW = "yellow", "red", "red stop", "yellow stop"
IN_ORDER: dict[str, Any] = {
    "procedure": "ordinary",
    "party_kind": "legal_person",
    "state": "filed",
    "officer_count": 2,
    "today": TODAY,
    "reason_code": "not_established",
    "reason_length": 20,
    "is_matched": True,
    "registered_on": TODAY - DAY,
    "first_evidence_on": TODAY - DAY,
    "discovered_on": TODAY,
    "prescription_date": TODAY,
    "is_approved": True,
    "ground": "self_correction",
    "fine_yuan": Decimal(100),
    "engine_fine_yuan": Decimal(100),
    "noticed_fine_yuan": Decimal(100),
    "first_noticed_fine_yuan": Decimal(100),
    "statutory_min_yuan": Decimal(100),
    "statutory_max_yuan": Decimal(100),
    "fine_before_yuan": Decimal(100),
    "fine_after_yuan": Decimal(100),
    "charged_yuan": Decimal(30),
    "lawful_yuan": Decimal(30),
    "due_yuan": Decimal(100),
    "paid_yuan": Decimal(100),
    "working_days_ahead": 7,
    "host_is_qualified": True,
    "reviewer_is_licensed": True,
    "is_noticed": True,
    "is_urged": True,
    "urge_ends_on": TODAY - DAY,
    "hearing_window_ends_on": TODAY,
    "tells_hearing": True,
    "has_ground": True,
    "days_left": 30,
}
"""The facts of an act in which all is in order; those not named are none, zero or no."""

Case = tuple[dict[str, Any], str | None]


def yuan(amount: str) -> Decimal:
    """Return an amount, or a rate."""
    return Decimal(amount)


def late(concern: str, color: str) -> list[Case]:
    """Return the cases of a time limit: late by a day, due today, and another limit late."""
    other = "payment" if concern != "payment" else "service"
    return [
        ({"concern": concern, "days_left": -1}, color),
        ({"concern": concern, "days_left": 0}, None),
        ({"concern": other, "days_left": -1}, None),
    ]


def flag(name: str, color: str, *, bad: bool = True, **facts: Any) -> list[Case]:
    """Return the cases of a rule that one yes/no fact decides."""
    return [({name: bad, **facts}, color), ({name: not bad, **facts}, None)]


def one_too_many(name: str, color: str) -> list[Case]:
    """Return the cases of a rule that allows none of something."""
    return [({name: 1}, color), ({name: 2}, color), ({name: 0}, None)]


RATES = {"refusal_rate": yuan("0.51"), "city_mean": yuan("0.3"), "city_deviation": yuan("0.1")}
WITHDRAWALS = {"quarter_withdrawals": 3, "withdrawal_rate": yuan("0.1501")}
LOWERED = {"is_after_proposal": True, "fine_after_yuan": yuan("99.99")}
CHANGED = {"was_served": True, "fine_after_yuan": yuan("99.99"), "ground": "other"}
WINDOW = {"needs_hearing": True}

TABLE: dict[str, list[Case]] = {
    "P01": [
        *late("verification", YELLOW),
        ({"concern": "verification", "days_left": -1, "days_since_start": 25}, YELLOW),
        ({"concern": "verification", "days_left": -1, "days_since_start": 26}, RED),
        ({"concern": "verification", "days_left": 0, "days_since_start": 26}, None),
    ],
    "P02": [
        ({"reason_code": ""}, STOP_YELLOW),
        ({"reason_length": 19}, STOP_YELLOW),
        ({}, None),
    ],
    "P03": [
        ({"evidence_count": 1}, RED),
        ({"evidence_count": 2}, RED),
        ({"evidence_count": 0}, None),
        ({"evidence_count": 1, "is_matched": False}, None),
        ({"evidence_count": 1, "is_time_barred": True}, None),
    ],
    "P04": [
        ({"clues": 10, **RATES}, YELLOW),
        ({"clues": 11, **RATES}, YELLOW),
        ({"clues": 9, **RATES}, None),
        ({"clues": 10, **RATES, "refusal_rate": yuan("0.5")}, None),
        ({"clues": 10, **RATES, "refusal_rate": yuan("0.59")}, YELLOW),
    ],
    "P05": [
        ({"earlier_refusals": 3}, RED),
        ({"earlier_refusals": 4}, RED),
        ({"earlier_refusals": 2}, None),
    ],
    "P06": [
        ({"registered_on": TODAY + DAY, "first_evidence_on": None}, RED),
        ({"registered_on": TODAY, "first_evidence_on": TODAY - DAY}, RED),
        ({"registered_on": TODAY, "first_evidence_on": TODAY}, None),
        ({"registered_on": TODAY, "first_evidence_on": None}, None),
        ({"registered_on": TODAY - DAY, "first_evidence_on": TODAY}, None),
    ],
    "P07": flag("is_approved", STOP, bad=False),
    "P08": [
        ({"reason_code": "other"}, STOP),
        ({"reason_code": ""}, STOP),
        *(
            ({"reason_code": code}, None)
            for code in (
                "not_established",
                "time_barred",
                "not_ours",
                "party_gone",
                "minor_corrected",
            )
        ),
    ],
    "P09": [
        ({"is_notice_served": True, "is_deliberated": True}, YELLOW),
        ({"is_notice_served": True}, RED),
        ({"is_notice_served": False}, None),
    ],
    "P10": [
        (WITHDRAWALS, YELLOW),
        ({**WITHDRAWALS, "quarter_withdrawals": 4}, YELLOW),
        ({**WITHDRAWALS, "quarter_withdrawals": 2}, None),
        ({**WITHDRAWALS, "withdrawal_rate": yuan("0.15")}, None),
        ({**WITHDRAWALS, "withdrawal_rate": yuan("1")}, YELLOW),
    ],
    "P11": [
        ({"fine_yuan": yuan("99.99")}, YELLOW),
        ({"fine_yuan": yuan("100")}, None),
        ({"fine_yuan": yuan("99.99"), "noticed_fine_yuan": None}, None),
        ({"fine_yuan": yuan("99.99"), "is_adopted": True}, None),
        ({"fine_yuan": yuan("99.99"), "is_hearing_held": True}, None),
        ({"fine_yuan": yuan("100.01")}, None),
    ],
    "P12": [
        ({"fine_yuan": yuan("100.01"), "has_spoken": True}, STOP),
        ({"fine_yuan": yuan("100.01"), "is_hearing_held": True}, STOP),
        ({"fine_yuan": yuan("100.01")}, None),
        ({"has_spoken": True}, None),
        ({"is_hearing_held": True}, None),
        ({"fine_yuan": yuan("99.99"), "has_spoken": True}, None),
    ],
    "P13": [
        ({"fine_yuan": yuan("100.01")}, STOP),
        ({}, None),
        ({"fine_yuan": yuan("99.99")}, None),
    ],
    "P14": [
        ({"fine_yuan": yuan("101")}, STOP),
        ({"fine_yuan": yuan("99")}, STOP),
        ({"fine_yuan": yuan("100.99")}, None),
        ({}, None),
    ],
    "P15": [
        (LOWERED, STOP_YELLOW),
        ({**LOWERED, "has_evidence": True}, YELLOW),
        ({**LOWERED, "is_after_proposal": False}, None),
        ({**LOWERED, "fine_after_yuan": yuan("100")}, None),
        ({**LOWERED, "fine_after_yuan": yuan("100.01")}, None),
        ({**LOWERED, "fine_before_yuan": None}, None),
    ],
    "P16": [
        ({"deviates": True}, STOP),
        ({"deviates": True, "has_statutory_ground": True}, None),
        ({"deviates": False}, None),
    ],
    "P17": [
        ({"fine_yuan": yuan("100.01")}, STOP),
        ({"fine_yuan": yuan("99.99")}, STOP),
        ({"fine_yuan": yuan("100.01"), "is_mitigated": True}, STOP),
        ({"fine_yuan": yuan("99.99"), "is_mitigated": True}, None),
        ({}, None),
        ({"fine_yuan": yuan("1"), "statutory_min_yuan": None, "statutory_max_yuan": None}, None),
    ],
    "P18": [
        (CHANGED, RED),
        ({**CHANGED, "fine_after_yuan": yuan("100.01")}, RED),
        ({**CHANGED, "was_served": False}, None),
        ({**CHANGED, "fine_after_yuan": yuan("100")}, None),
        *(
            ({**CHANGED, "ground": ground}, None)
            for ground in ("reconsideration", "litigation", "self_correction")
        ),
    ],
    "P19": [
        ({"paid_yuan": yuan("99.99")}, RED),
        ({"paid_yuan": yuan("99.99"), "is_excused": True}, None),
        ({}, None),
        ({"paid_yuan": yuan("100.01")}, None),
    ],
    "P20": [
        ({"charged_yuan": yuan("30.01")}, YELLOW),
        ({"charged_yuan": yuan("29.99")}, YELLOW),
        ({"is_under_review": True}, YELLOW),
        ({"is_under_review": True, "charged_yuan": yuan("1"), "lawful_yuan": yuan("1")}, YELLOW),
        ({"is_under_review": True, "charged_yuan": yuan("0"), "lawful_yuan": yuan("0")}, None),
        ({}, None),
    ],
    "P21": [
        ({"concern": "decision", "days_left": 10}, YELLOW),
        ({"concern": "decision", "days_left": 0}, YELLOW),
        ({"concern": "decision", "days_left": 11}, None),
        ({"concern": "decision", "days_left": -1}, None),
        ({"concern": "service", "days_left": 5}, None),
    ],
    "P22": late("decision", RED),
    "P23": late("preservation", RED),
    "P24": late("seizure", RED),
    "P25": [
        ({"working_days_ahead": 6}, STOP),
        ({"working_days_ahead": 7}, None),
        ({"working_days_ahead": 8}, None),
    ],
    "P26": [
        (WINDOW, STOP),
        ({**WINDOW, "hearing_window_ends_on": TODAY + DAY}, STOP),
        ({**WINDOW, "hearing_window_ends_on": TODAY - DAY}, None),
        ({**WINDOW, "is_hearing_waived": True}, None),
        ({**WINDOW, "is_hearing_held": True}, None),
        ({**WINDOW, "needs_hearing": False}, None),
    ],
    "P27": [
        *late("service", YELLOW),
        ({"concern": "service", "days_left": -1, "days_since_start": 15}, YELLOW),
        ({"concern": "service", "days_left": -1, "days_since_start": 16}, RED),
        ({"concern": "service", "days_left": 0, "days_since_start": 16}, None),
    ],
    "P28": late("summary_report", YELLOW),
    "P29": [*late("handover", RED), *late("banking", RED)],
    "P30": late("publication", YELLOW),
    "P31": late("retraction", RED),
    "P32": late("enforcement", RED),
    "P33": [
        ({"is_urged": False, "urge_ends_on": None}, STOP),
        ({"urge_ends_on": TODAY}, STOP),
        ({"urge_ends_on": TODAY + DAY}, STOP),
        ({"urge_ends_on": TODAY - DAY}, None),
    ],
    "P34": [
        ({"officer_count": 1}, STOP),
        ({"officer_count": 0}, STOP),
        ({"officer_count": 2}, None),
        ({"officer_count": 3}, None),
        ({"officer_count": 1, "procedure": "summary"}, None),
        ({"officer_count": 1, "state": "clue"}, None),
    ],
    "P35": one_too_many("unqualified_officers", STOP),
    "P36": one_too_many("out_of_scope_officers", STOP),
    "P37": one_too_many("contract_officers", STOP),
    "P38": one_too_many("conflicted_officers", RED),
    "P39": [
        ({"host_is_officer": True}, STOP),
        ({"host_is_qualified": False}, STOP),
        ({}, None),
    ],
    "P40": [
        ({"reviewer_is_officer": True}, STOP),
        ({"is_first_review": True, "reviewer_is_licensed": False}, STOP),
        ({"is_first_review": True}, None),
        ({"reviewer_is_licensed": False}, None),
    ],
    "P41": [
        ({"needs_legal_review": True}, STOP),
        ({"needs_legal_review": True, "is_legally_reviewed": True}, None),
        ({"needs_legal_review": False}, None),
    ],
    "P42": [
        ({"needs_deliberation": True}, STOP),
        ({"needs_deliberation": True, "is_deliberated": True}, None),
        ({"needs_deliberation": False}, None),
    ],
    "P43": flag("is_noticed", STOP, bad=False),
    "P44": [
        ({"needs_hearing": True, "tells_hearing": False}, STOP),
        ({"needs_hearing": True}, None),
        ({"tells_hearing": False}, None),
    ],
    "P45": [
        ({"fine_yuan": yuan("3000.01")}, STOP),
        ({"fine_yuan": yuan("3000")}, None),
        ({"party_kind": "citizen", "fine_yuan": yuan("200.01")}, STOP),
        ({"party_kind": "citizen", "fine_yuan": yuan("200")}, None),
        ({"party_kind": "other_organization", "fine_yuan": yuan("200.01")}, None),
    ],
    "P46": one_too_many("similar_fines", RED),
    "P47": [
        ({"discovered_on": TODAY + DAY}, RED),
        ({}, None),
        ({"discovered_on": TODAY - DAY}, None),
        ({"prescription_date": None}, None),
    ],
    "P48": flag("has_ground", RED, bad=False),
    "P49": flag("suspected_crime", RED),
    "P50": late("recheck", YELLOW),
}
