"""A page's script has the small modules that it imports in it, and means what it meant."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

import inline_imports
import say

PAGE = '<!doctype html><html lang="da"><body>{}</body></html>'
SCRIPT = '<script type="module" src="{}"></script>'
LIST = 'export const LIST = ["a"];\nexport function add(each) {\n  LIST.push(each);\n  return LIST.join();\n}\n'
HIDDEN = 'const LIST = "not the other";\nexport async function copy() {\n  return LIST;\n}\n'


def site_of(folder: Path, files: Mapping[str, str], pages: Mapping[str, str]) -> Path:
    for name, text in {**files, **{page: PAGE.format(SCRIPT.format(src)) for page, src in pages.items()}}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def output(script: Path) -> str:
    node = shutil.which("node")
    if node is None:
        pytest.skip("her er ingen Node")
    module = script.with_suffix(".mjs")
    module.write_text(script.read_text("utf-8"), "utf-8")
    return subprocess.run([node, str(module)], check=True, capture_output=True, encoding="utf-8").stdout.strip()


def test_a_script_with_its_imports_in_it_says_the_same(tmp_path: Path) -> None:
    main = (
        'import { LIST, add } from "./list.js";\nimport {\n  copy,\n} from "../other/copy.js";\n'
        'console.log(add("b"), LIST.length, await copy());\n'
    )
    site = site_of(
        tmp_path,
        {"assets/main.js": main, "assets/list.js": LIST, "other/copy.js": HIDDEN},
        {"x/index.html": "../assets/main.js"},
    )
    assert inline_imports.write(site) == 2
    assert "import" not in (site / "assets/main.js").read_text("utf-8")
    assert output(site / "assets/main.js") == "a,b 2 not the other"


def test_a_module_of_a_module_comes_along(tmp_path: Path) -> None:
    files = {
        "main.js": 'import { twice } from "./a/twice.js";\nconsole.log(twice(2));\n',
        "a/twice.js": 'import { times } from "../b/times.js";\nexport const twice = (number) => times(number, 2);\n',
        "b/times.js": "export const times = (a, b) => a * b;\n",
    }
    site = site_of(tmp_path, files, {"index.html": "main.js"})
    assert inline_imports.write(site) == 2
    assert output(site / "main.js") == "4"


def test_what_a_page_asks_for_itself_is_not_written_into_others(tmp_path: Path) -> None:
    main = 'import { add } from "./list.js";\nadd("b");\n'
    site = site_of(tmp_path, {"main.js": main, "list.js": LIST}, {"a.html": "main.js", "b.html": "list.js"})
    assert inline_imports.write(site) == 0
    assert (site / "main.js").read_text("utf-8") == main


def test_what_is_fetched_later_is_fetched_from_where_it_lies(tmp_path: Path) -> None:
    files = {
        "assets/main.js": 'import { open } from "./guide/open.js";\nopen();\n',
        "assets/guide/open.js": 'export const open = () => import("../later/big.js").then(() => import("./near.js"));\n',
    }
    site = site_of(tmp_path, files, {"index.html": "assets/main.js"})
    inline_imports.write(site)
    text = (site / "assets/main.js").read_text("utf-8")
    assert 'import("./later/big.js")' in text
    assert 'import("./guide/near.js")' in text


def test_a_module_that_is_imported_two_ways_stops_the_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "main.js": 'import { a } from "./a.js";\nimport { add } from "./list.js";\n',
        "a.js": 'import { add } from "./list.js";\nexport const a = add;\n',
        "list.js": LIST,
    }
    with pytest.raises(say.Stop):
        inline_imports.write(site_of(tmp_path, files, {"index.html": "main.js"}))
    assert "hentet to veje" in capsys.readouterr().err


def test_an_export_of_another_form_stops_the_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {"main.js": 'import { a } from "./a.js";\n', "a.js": "const a = 1;\nexport { a };\n"}
    with pytest.raises(say.Stop):
        inline_imports.write(site_of(tmp_path, files, {"index.html": "main.js"}))
    assert "a.js: linjen »export { a };« kan ikke samles" in capsys.readouterr().err
