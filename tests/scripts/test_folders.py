import os
from pathlib import Path

import folders


def test_the_folder_holds_exactly_the_files_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "lavet"
    folders.sync(folder, {"a/index.md": "æ\n", "b/c/index.md": "b\n"})
    folders.sync(folder, {"a/index.md": "ø\n", "d.md": "d\n"})
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    assert found == {"a", "a/index.md", "d.md"}
    assert (folder / "a" / "index.md").read_bytes() == "ø\n".encode()


def test_what_is_right_already_is_left_alone(tmp_path: Path) -> None:
    folders.sync(tmp_path, {"a.md": "a\n", "b.md": "b\n"})
    before = (tmp_path / "a.md").stat()
    folders.sync(tmp_path, {"a.md": "a\n", "b.md": "ny\n"})
    after = (tmp_path / "a.md").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_a_file_may_take_the_place_of_a_folder(tmp_path: Path) -> None:
    folders.sync(tmp_path, {"a/index.md": "a\n"})
    folders.sync(tmp_path, {"a": "a\n"})
    assert (tmp_path / "a").read_text("utf-8") == "a\n"


def test_only_the_last_used_are_kept(tmp_path: Path) -> None:
    for age, name in enumerate(("ny.zip", "gammel.zip", "ældst.zip", "andet.txt")):
        (tmp_path / name).write_text("", "utf-8")
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    folders.keep_newest(tmp_path, "*.zip", 1)
    assert {file.name for file in tmp_path.iterdir()} == {"ny.zip", "andet.txt"}
