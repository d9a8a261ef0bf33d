"""The three books: issues, money and hours. They balance every month, or the run stops.

Issues: arisen = open + closed. Money: received = spent + held, for each account. Hours: available =
used + idle, for each committee.
"""

from __future__ import annotations

import numpy as np

from gongzhi.agents.compiling import kernel
from gongzhi.agents.words import Code, Stage
from gongzhi.scenarios.units import TINY

from .issues import ENDS, OPEN, Issues

__all__ = ["Account", "BookError", "Hours", "Money", "Use", "check_issues"]

CENT = 0.01  # of a yuan: what the books may be out by
SECONDS = 1e-6  # of an hour: what the hours may be out by


class BookError(RuntimeError):
    """A book does not balance; the message names month, account and difference."""


class Account(Code):
    """Accounts; the first five belong to streets, the last two to neighbourhoods."""

    PROJECTS = 0
    RESERVE = 1
    PURCHASE = 2
    SERVICES = 3
    RUNNING = 4
    AUTONOMY = 5
    MAINTENANCE = 6


STREET_ACCOUNTS = (
    Account.PROJECTS,
    Account.RESERVE,
    Account.PURCHASE,
    Account.SERVICES,
    Account.RUNNING,
)


class Money:
    """Accounts of streets and neighbourhoods, in yuan.

    ``held`` is what each account can still spend; ``received`` and ``spent`` add up the flows since
    the first month. All three are dictionaries of arrays, one value an owner.
    """

    def __init__(self, streets: int, neighbourhoods: int) -> None:
        size = {a: streets if a in STREET_ACCOUNTS else neighbourhoods for a in Account}
        self.received = {a: np.zeros(n) for a, n in size.items()}
        self.spent = {a: np.zeros(n) for a, n in size.items()}
        self.held = {a: np.zeros(n) for a, n in size.items()}

    def repeat(self, times: int) -> None:
        """Open the same accounts for as many communities side by side."""
        for book in (self.received, self.spent, self.held):
            for account, values in book.items():
                book[account] = np.tile(values, times)

    def receive(self, account: Account, amount: np.ndarray | float) -> None:
        """Put money into the accounts of all owners."""
        self.received[account] += amount
        self.held[account] += amount

    def pay(self, account: Account, owner: int, amount: float) -> float:
        """Pay from one account as much of ``amount`` as it holds; return what was paid."""
        paid = max(min(amount, self.held[account][owner]), 0.0)
        self.held[account][owner] -= paid
        self.spent[account][owner] += paid
        return paid

    def give_back(self, account: Account) -> None:
        """Return what is left to the giver at the end of a budget year: it was never ours to keep."""
        self.received[account] -= self.held[account]
        self.held[account][:] = 0.0

    def check(self, month: int) -> None:
        """Stop the run if an account does not balance."""
        books = (self.received, self.spent, self.held)
        if not balanced(*(tuple(accounts.values()) for accounts in books)):
            self._accuse(month)

    def _accuse(self, month: int) -> None:
        """Name the first account that does not balance."""
        for account in Account:
            off = self.received[account] - self.spent[account] - self.held[account]
            scale = CENT + TINY * self.received[account]
            bad = np.nonzero(~((np.abs(off) <= scale) & (self.held[account] >= -CENT)))[0]
            if len(bad):
                raise BookError(
                    f"month {month}: money account {account.name.lower()} {bad[0]}: "
                    f"received - spent - held = {off[bad[0]]:.2f} yuan, "
                    f"held = {self.held[account][bad[0]]:.2f} yuan"
                )


@kernel
def balanced(received, spent, held):
    """Tell whether every owner of every account still holds what was received and not spent."""
    for account in range(len(received)):
        for i in range(received[account].shape[0]):
            off = received[account][i] - spent[account][i] - held[account][i]
            near = abs(off) <= CENT + TINY * received[account][i]
            if not (near and held[account][i] >= -CENT):
                return False
    return True


class Use(Code):
    """What the hours of a committee are used for."""

    ADMINISTRATION = 0
    TICKETS = 1
    DUTIES = 2
    OUTREACH = 3
    MEETINGS = 4
    CASES = 5
    IDLE = 6


SELF_GOVERNANCE = (Use.OUTREACH, Use.MEETINGS, Use.CASES)


class Hours:
    """Hours of the committees this month: ``available`` (n,) and ``used`` (n, uses)."""

    def __init__(self, committees: int) -> None:
        self.available = np.zeros(committees)
        self.used = np.zeros((committees, len(Use)))

    def repeat(self, times: int) -> None:
        """Keep the hours of the committees of as many communities side by side."""
        self.available = np.tile(self.available, times)
        self.used = np.tile(self.used, (times, 1))

    def open(self, available: np.ndarray) -> None:
        """Begin a month."""
        self.available[:] = available
        self.used[:] = 0.0

    def use(self, use: Use, hours: np.ndarray) -> None:
        """Use hours of every committee."""
        self.used[:, use] += hours

    def self_governance(self) -> np.ndarray:
        """Hours of each committee that went to self-governance."""
        outreach, meetings, cases = (self.used[:, use] for use in SELF_GOVERNANCE)
        return outreach + meetings + cases

    def administered(self, street: np.ndarray, streets: int) -> np.ndarray:
        """Share of each street's committee time that went to administration; ``street`` of each."""
        available = np.bincount(street, self.available, streets)
        used = np.bincount(street, self.used[:, Use.ADMINISTRATION], streets)
        return used / np.maximum(available, 1.0)

    def check(self, month: int) -> None:
        """Stop the run if a committee's hours do not balance."""
        off = self.available - self.used.sum(axis=1)
        bad = np.nonzero(~((np.abs(off) <= SECONDS) & (self.used.min(axis=1) >= -TINY)))[0]
        if len(bad):
            raise BookError(
                f"month {month}: hours of committee {bad[0]}: "
                f"available - used - idle = {off[bad[0]]:.4f} hours"
            )


def check_issues(issues: Issues, arisen: int, month: int) -> None:
    """Stop the run unless arisen = open + closed."""
    count = np.bincount(issues.stage, minlength=len(Stage)).tolist()
    still, ended = sum(count[stage] for stage in OPEN), sum(count[stage] for stage in ENDS)
    if arisen != still + ended:
        raise BookError(
            f"month {month}: issues: arisen {arisen} - open {still} - closed {ended} = "
            f"{arisen - still - ended}"
        )
