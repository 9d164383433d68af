"""What the build writes for the service worker: an edition has one name for one content and one code."""

import json
import re
from pathlib import Path

import offline


def written(folder: Path, code: str = "// kode\n", python: bytes = b"zip", text: str = "<p>Side</p>") -> str:
    """The worker of a small site."""
    for name, content in (
        ("index.html", text.encode()),
        ("assets/runtime/v1/python.zip", python),
        ("assets/offline/sw.js", code.encode()),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    offline.write(folder)
    return (folder / "sw.js").read_text("utf-8")


def constant(worker: str, name: str) -> object:
    found = re.search(rf"^const {name} = (.*);$", worker, re.MULTILINE)
    assert found
    return json.loads(found[1])


def test_the_worker_knows_address_type_and_hash_of_each_file_of_the_guide(tmp_path: Path) -> None:
    assert constant(written(tmp_path), "RUNTIME") == [
        {
            "address": "assets/runtime/v1/python.zip",
            "type": "application/zip",
            "sha256": "4a70fe9aa6436e02c2dea340fbd1e352e4ef2d8ce6ca52ad25d4b95471fc8bf2",
        }
    ]


def test_an_edition_has_a_new_name_when_pages_python_or_the_workers_code_change(tmp_path: Path) -> None:
    same, again = (constant(written(tmp_path / name), "EDITION") for name in ("a", "b"))
    others = {
        constant(written(tmp_path / "c", code="// ny kode\n"), "EDITION"),
        constant(written(tmp_path / "d", python=b"piz"), "EDITION"),
        constant(written(tmp_path / "e", text="<p>Ny side</p>"), "EDITION"),
    }
    assert same == again
    assert len(others | {same}) == 4
