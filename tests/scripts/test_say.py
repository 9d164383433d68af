import re
import subprocess
import sys

import pytest

import environment
import say

ENGLISH = re.compile(r"(?<![\w-])(?:a|an|and|are|argument|arguments|be|choice|could|expected|following|from|help|ignored|invalid|is|"
    r"match|message|not|of|one|option|options|required|show|the|this|unrecognized|usage|value|with)\b")  # fmt: skip


def parser() -> say.Arguments:
    made = say.Arguments(prog="test.py", description="Prøver.")
    made.add_argument("fil", metavar="FIL")
    made.add_argument("--antal", type=int, help="hvor mange")
    made.add_argument("--andel", type=float)
    made.add_argument("--navne", nargs="+")
    made.add_argument("--ja", action="store_true")
    made.add_argument("--farve", choices=["gul", "blå"])
    return made


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["x", "--nope", "y"], "»--nope y« kendes ikke."),
        ([], "FIL mangler."),
        (["x", "--antal"], "--antal: der mangler en værdi bagefter."),
        (["x", "--navne"], "--navne: der mangler en værdi bagefter."),
        (["x", "--antal", "to"], "--antal: »to« er ikke et helt tal."),
        (["x", "--andel", "halv"], "--andel: »halv« kan ikke bruges her."),
        (["x", "--ja=nej"], "--ja: her skal ingen værdi stå, men der står »nej«."),
        (["x", "--farve", "rød"], "--farve: »rød« kan ikke vælges; vælg "),
        (["x", "--an=3"], "»--an=3« kan betyde --antal, --andel."),
    ],
)
def test_a_mistake_on_the_command_line_is_told_in_danish(
    given: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(say.Stop) as stopped:
        parser().parse_args(given)
    said = capsys.readouterr().err
    assert stopped.value.code == 2
    assert told in said
    assert ENGLISH.findall(said.replace("--help", "")) == []


def test_the_help_is_danish() -> None:
    assert ENGLISH.findall(parser().format_help().replace("--help", "")) == []


# ── Every command ─────────────────────────────────────────────────────────────────────────────────────────────────────

COMMANDS = sorted(
    file.name
    for file in (environment.ROOT / "scripts").glob("*.py")
    if '\nif __name__ == "__main__":\n' in file.read_text("utf-8")
)


def test_there_are_commands() -> None:
    assert {"build.py", "serve.py", "test.py"} < set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_ends_calmly_when_it_is_interrupted(name: str) -> None:
    text = (environment.ROOT / "scripts" / name).read_text("utf-8")
    assert "say.guarded(" in text.split('\nif __name__ == "__main__":\n')[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_tells_what_it_does_without_doing_it_and_refuses_what_it_does_not_know(name: str) -> None:
    command = [sys.executable, str(environment.ROOT / "scripts" / name)]
    helped = subprocess.run([*command, "--help"], capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert helped.returncode == 0, helped.stderr
    assert helped.stdout.startswith(f"Sådan: {name} ")
    if name == "test.py":  # hands on to pytest what it does not know
        return
    given = ["mappe", "--findes-ikke"] if name == "copied.py" else ["--findes-ikke"]
    refused = subprocess.run([*command, *given], capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "»--findes-ikke« kendes ikke." in refused.stderr
