"""What the largest branch sends to the smaller ones, with the lists that lie in the car."""

from dataclasses import dataclass, field

from fritidsbank.demo.moments import written
from fritidsbank.demo.writing import Row

TRANSFER = ("id", "from_branch_id", "to_branch_id", "sent_on", "account_id")
LINE = ("transfer_id", "article_id", "sent_at", "received_at")


@dataclass
class Sendings:
    """Every list, and when each article of it left and came."""

    transfers: list[Row] = field(default_factory=list)
    _lines: list[tuple[int, int, int]] = field(default_factory=list)
    _received: dict[int, int] = field(default_factory=dict)

    def begin(self, sender: int, receiver: int, day: str, account: int) -> int:
        """A list of that day; its number."""
        number = len(self.transfers) + 1
        self.transfers.append((number, sender, receiver, day, account))
        return number

    def lay_in(self, transfer: int, article: int, at: int) -> int:
        """One more article; the number of its line."""
        self._lines.append((transfer, article, at))
        return len(self._lines) - 1

    def take_out(self, line: int, at: int) -> None:
        """It has come."""
        self._received[line] = at

    def lines(self) -> list[Row]:
        """What is written in the lists."""
        return [
            (transfer, article, written(at), self._came(number))
            for number, (transfer, article, at) in enumerate(self._lines)
        ]

    def under_way(self) -> dict[int, int]:
        """The receiver of each article that has not come yet."""
        receivers = {transfer[0]: transfer[2] for transfer in self.transfers}
        return {
            article: int(str(receivers[transfer]))
            for number, (transfer, article, _) in enumerate(self._lines)
            if number not in self._received
        }

    def _came(self, line: int) -> str | None:
        at = self._received.get(line)
        return None if at is None else written(at)
