"""From numbers to places on a drawing, with round numbers along its edge."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

STEPS = (1, 2, 5, 10)
WANTED = 4


@dataclass(frozen=True)
class Scale:
    """From `low` to `high`; `step` is a round number of which both are multiples."""

    low: Decimal
    high: Decimal
    step: Decimal

    def share(self, number: Decimal) -> float:
        """Where `number` is, from 0 (low) to 1 (high)."""
        return float((number - self.low) / (self.high - self.low))

    @property
    def ticks(self) -> list[Decimal]:
        count = int((self.high - self.low) / self.step)
        return [self.low + self.step * index for index in range(count + 1)]

    @property
    def places(self) -> int:
        """Decimals that tell the ticks apart."""
        return max(0, -self.step.normalize().as_tuple().exponent)


def scale_for(numbers: Iterable[Decimal], *, from_zero: bool) -> Scale:
    """The scale that shows all of `numbers`, of which there is at least one.

    Bars start at zero, or their lengths would lie; a line does where its values are not far from
    it. Equal numbers are shown from zero on, and zeros alone from 0 to 1.
    """
    numbers = list(numbers)
    low, high = min(numbers), max(numbers)
    if from_zero or low == high or 0 < low <= 2 * (high - low):
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    elif 0 > high >= -2 * (high - low):
        high = Decimal(0)
    if low == high:
        high = Decimal(1)
    step = _round_step((high - low) / WANTED)
    return Scale(_floor(low / step) * step, -_floor(-high / step) * step, step)


def _round_step(least: Decimal) -> Decimal:
    magnitude = Decimal(10) ** math.floor(least.log10())
    return next(size * magnitude for size in STEPS if size * magnitude >= least)


def _floor(number: Decimal) -> Decimal:
    return Decimal(math.floor(number))
