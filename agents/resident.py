"""Residents: their columns, and the segment that follows from them.

What a resident decides and learns stands in ``resident_rules`` and ``resident_voting``.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .columns import Table, column
from .compiling import kernel, rule
from .words import Domain, Form, Hukou, Segment, Work, labels

F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]
I16 = npt.NDArray[np.int16]
U16 = npt.NDArray[np.uint16]
U8 = npt.NDArray[np.uint8]
Flag = npt.NDArray[np.bool_]

ADULT_AGE = 18.0  # the age of majority, which is also the age of voting in a committee's election

NON_LOCAL, OVERSEAS, OFFICE = int(Hukou.NON_LOCAL), int(Hukou.OVERSEAS), int(Work.WHITE_COLLAR)
ELDERLY, DISADVANTAGED, MIDDLE_AGED, YOUNG, WHITE_COLLAR, MIGRANT, INTERNATIONAL, MINOR = map(
    int, Segment
)

__all__ = ["Residents", "segment_of", "segments"]


class Residents(Table):
    """One row a person. Rows are grouped by neighbourhood and move at the new year; ids never do."""

    id: I64 = column("Name of the person, never reused.", low=0, dtype=np.int64)
    household: I32 = column("Household the person lives in.", low=0, dtype=np.int32)
    building: I32 = column("Row of the building.", low=0, dtype=np.int32)
    neighbourhood: I32 = column("Row of the neighbourhood.", low=0, dtype=np.int32)
    age: F32 = column("Age.", "year", 0, 120)
    hukou: U8 = column("Household registration.", dtype=np.uint8, labels=labels(Hukou))
    work: U8 = column("What the person does by day.", dtype=np.uint8, labels=labels(Work))
    segment: U8 = column("Group for reporting.", dtype=np.uint8, labels=labels(Segment))
    hardship: Flag = column("Lives in hardship.", "yes/no", 0, 1, dtype=np.bool_)
    owner: Flag = column("The household owns the flat.", "yes/no", 0, 1, dtype=np.bool_)
    party: Flag = column("Party member.", "yes/no", 0, 1, dtype=np.bool_)
    spare_hours: F32 = column("Hours that could be spent outside.", "hour/month", 1, 200)
    reluctance: F32 = column("Personal part of the threshold to take part.", "logit", -5, 5)
    demand: U8 = column(
        "Need for what the community could provide, by domain.", "1/255", 0, 255,
        dtype=np.uint8, width=len(Domain),
    )  # fmt: skip
    community_tie: F32 = column("Match of needs with what the community provides.", "share", 0, 1)
    awareness: F32 = column("Knows the committee and its channels.", "share", 0, 1)
    efficacy: F32 = column("Belief that one's own voice counts.", "share", 0, 1)
    power_committee: F32 = column(
        "Power that the committee's meetings seem to have.", "share", 0, 1
    )
    power_street: F32 = column("Power that the street's meeting seems to have.", "share", 0, 1)
    trust_committee: F32 = column("Trust in the residents' committee.", "share", 0, 1)
    trust_street: F32 = column("Trust in the street office.", "share", 0, 1)
    evidence_committee: F32 = column("Remembered outcomes behind the trust.", "events", 0)
    evidence_street: F32 = column("Remembered outcomes behind the trust.", "events", 0)
    habit: F32 = column("Habit of taking part.", "share", 0, 1)
    contact: F32 = column("Liveliness of contact with neighbours.", "share", 0, 1)
    satisfaction: F32 = column("Satisfaction with the place.", "share", 0, 1)
    team: I32 = column("Activity team, or -1.", low=-1, dtype=np.int32)
    last_issue: I32 = column("Issue of the last activity, or -1.", low=-1, dtype=np.int32)
    history: U16 = column(
        "Months of the last twelve with an activity, one bit a month.", "bits", 0, 4095,
        dtype=np.uint16,
    )  # fmt: skip
    asked: Flag = column("Was asked this month.", "yes/no", 0, 1, dtype=np.bool_)
    form: U8 = column("Form of taking part this month.", dtype=np.uint8, labels=labels(Form))


@rule
def segment_of(age, hukou, work, hardship, elderly_from, young_until):
    """Derive a resident's reporting segment, first match first.

    minor (under 18), international (overseas), disadvantaged (hardship), elderly, white-collar, migrant
    (non-local), young, middle-aged. The last two arguments are ages.
    """
    if age < ADULT_AGE:
        return MINOR
    if hukou == OVERSEAS:
        return INTERNATIONAL
    if hardship:
        return DISADVANTAGED
    if age >= elderly_from:
        return ELDERLY
    if work == OFFICE:
        return WHITE_COLLAR
    if hukou == NON_LOCAL:
        return MIGRANT
    return YOUNG if age < young_until else MIDDLE_AGED


@kernel
def segments(age, hukou, work, hardship, elderly_from, young_until, segment):
    """Fill ``segment`` with the reporting segment of each resident; see ``segment_of``."""
    for i in range(segment.shape[0]):
        segment[i] = segment_of(age[i], hukou[i], work[i], hardship[i], elderly_from, young_until)
