"""Danish holidays for the guide's dates, from a maintained package, so that none are computed or typed by hand."""

from collections.abc import Iterable
from datetime import date

YEARS = 6


def dates(first_year: int, years: int = YEARS) -> tuple[str, ...]:
    """Every Danish day off of some years as ISO dates, in order.

    Grundlovsdag, 24 December, 31 December and 1 May count as days off too: offices are closed or thinly staffed, and a
    reminder that comes a day late is better than a call to nobody.
    """
    import holidays  # noqa: PLC0415 - scripts are imported before the environment with its packages is there

    found: Iterable[date] = holidays.country_holidays(
        "DK", years=range(first_year, first_year + years), categories=("public", "optional")
    )
    return tuple(sorted(day.isoformat() for day in found))
