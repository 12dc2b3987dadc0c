"""A figure: what was measured, and the target that it is held to."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `value` is None where it could not be measured, and `note` says why.

    `bound` says on which side of `target` the value must lie; `target` None means that none is set.
    """

    what: str
    value: float | None
    unit: str
    target: float | None = None
    bound: Literal["at most", "at least"] = "at most"
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is no value or no target."""
        if self.value is None or self.target is None:
            return None
        return self.value <= self.target if self.bound == "at most" else self.value >= self.target

    def fields(self) -> dict[str, object]:
        """The figure as a JSON object."""
        return {**asdict(self), "met": self.met}
