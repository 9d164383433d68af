from __future__ import annotations

from pathlib import Path

import pytest

from finishing import dialled, finished, write

BOTH = {"112", "114"}


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>Ring 112.</p>", '<p><a href="tel:112">Ring 112</a>.</p>'),
        ("<li>Så ring\u00a0114, og bed</li>", '<li>Så <a href="tel:114">ring\u00a0114</a>, og bed</li>'),
        ("<h2>Ring 112 nu</h2>", "<h2>Ring 112 nu</h2>"),
        ('<a href="x"><strong>Ring 112</strong></a>', '<a href="x"><strong>Ring 112</strong></a>'),
        ("<code>Ring 112</code> <p>ring 112</p>", '<code>Ring 112</code> <p><a href="tel:112">ring 112</a></p>'),
        ('<p title="Ring 112">§ 112</p>', '<p title="Ring 112">§ 112</p>'),
        (
            '<li><span class="ns-svar"><b>a</b> ring 112</span></li>',
            '<li><span class="ns-svar"><b>a</b> ring 112</span></li>',
        ),
        ("<summary>Ring 114</summary>", "<summary>Ring 114</summary>"),
    ],
)
def test_a_call_in_running_text_can_be_pressed_and_nothing_else_changes(html: str, wanted: str) -> None:
    assert dialled(html, BOTH) == wanted


def test_a_number_that_does_not_hold_here_stays_text() -> None:
    assert dialled("<p>Ring 114</p>", {"112"}) == "<p>Ring 114</p>"


def test_a_procedure_leads_to_the_guide_and_to_its_draft() -> None:
    body = '<h2 id="kort-fortalt">Kort</h2><p>a</p><h2 id="b">B</h2><h3 id="kladde-til-brev">K</h3>'
    shown = finished(body, Path("procedurer/underretning/index.html"), BOTH)
    assert shown.index("<p>a</p>") < shown.index('href="../../vejviser/"') < shown.index('id="b"')
    assert 'href="#kladde-til-brev"' in shown
    assert "vejviser" not in finished(body, Path("roller/leder/index.html"), BOTH)


def test_the_link_of_a_heading_is_no_stop_on_the_way() -> None:
    shown = finished('<a class="headerlink" href="#a">¶</a>', Path("om/index.html"), BOTH)
    assert 'tabindex="-1" aria-hidden="true"' in shown


def test_nobody_rings_by_mistake_in_an_exercise() -> None:
    body = "<p>Du ringer 112</p>"
    assert finished(body, Path("traening/oevecases/index.html"), BOTH) == body


def test_only_the_article_of_a_page_is_finished(tmp_path: Path) -> None:
    page = tmp_path / "om" / "index.html"
    page.parent.mkdir()
    page.write_text('<p>Ring 112</p><article id="indhold"><p>Ring 112</p></article>', "utf-8")
    assert write(tmp_path, abroad=False) == 1
    assert page.read_text("utf-8").count("tel:112") == 1
    assert write(tmp_path, abroad=False) == 0
