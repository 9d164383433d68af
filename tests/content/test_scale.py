"""The sums on the page »Skala« are right, and begin with the numbers of its own tables."""

import math
import re
from pathlib import Path
from typing import Final

import pytest

PAGE: Final = (Path(__file__).resolve().parents[2] / "docs" / "om" / "skala.md").read_text("utf-8")
UNITS: Final = {"kB": 1e3, "MB": 1e6, "GB": 1e9, "Mbit": 1e6}
SUMS: Final = re.findall(r"^\| ([^|]+) \| (\d[^|]*[×÷][^|]*) \| ([^|]+) \|$", PAGE, re.MULTILINE)
VISITS: Final = {
    row[0]: row[1:]
    for row in re.findall(r"^\| ([^|]*[Bb]esøg[^|]*|[^|]*side[^|]*) \| (\d+) \| ([\d.,]+) \|$", PAGE, re.MULTILINE)
}


def value(text: str) -> float:
    """A number as Danes write it, with its unit."""
    found = re.match(r"([\d.]+(?:,\d+)?)(?: (kB|MB|GB|Mbit))?", text.strip())
    assert found, text
    return float(found[1].replace(".", "").replace(",", ".")) * UNITS.get(found[2], 1)


def worked_out(text: str) -> float:
    """A product and what it is divided by: `10.000 × 12 ÷ 3.600 sekunder`."""
    product, *divided = text.split("÷")
    return math.prod(map(value, product.split("×"))) / math.prod(map(value, divided))


def visit(begins: str) -> tuple[float, float]:
    """The questions and the bytes of a visit that was measured."""
    (row,) = (row for name, row in VISITS.items() if name.startswith(begins))
    return value(row[0]), value(f"{row[1]} kB")


def test_there_are_sums() -> None:
    assert len(SUMS) >= 8


@pytest.mark.parametrize(("what", "text", "result"), SUMS, ids=[f"{row[0]}: {row[1]}" for row in SUMS])
def test_the_sum_is_right(what: str, text: str, result: str) -> None:
    assert math.isclose(worked_out(text), value(result), rel_tol=0.05), (what, worked_out(text))


def test_the_sums_begin_with_what_was_measured() -> None:
    live, kept = visit("Første besøg i vejviseren"), visit("Bagefter, én gang")
    whole = f"{(live[1] + kept[1]) / 1e6:.1f}".replace(".", ",")
    page, another = visit("Første besøg på en side"), visit("En anden side")
    texts = " ".join(text for _, text, _ in SUMS)
    assert f"10.000 × {live[0] + kept[0]:.0f} ÷" in texts
    assert f"× {whole} MB" in texts
    assert f"× {page[1] / 1000:.0f} kB" in texts
    assert f"10.000 × 6 × {another[0]:.0f} ÷" in texts
    assert f"6 × {another[1] / 1000:.0f} kB" in texts
