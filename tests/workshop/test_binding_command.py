"""`fritidsbank binding` says a value, or none and why; it needs no register and keeps nothing."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fritidsbank.cli import main

pytestmark = pytest.mark.one_database

USUAL = {"weight": "70", "height": "170", "type": "II", "age": "30", "sole": "315"}


def said(data: Path, language: str = "en", **otherwise: str) -> Result:
    words = [f"--{name}={value}" for name, value in (USUAL | otherwise).items()]
    environ = {"FRITIDSBANK_DATA": str(data), "FRITIDSBANK_LANGUAGE": language}
    done = CliRunner().invoke(main, ["binding", *words], env=environ)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.mark.parametrize(
    ("otherwise", "value"),
    [
        ({}, "6.0"),
        ({"weight": "70,5", "height": "170.5", "sole": "315,5"}, "6.0"),
        ({"sole": "305"}, "6.5"),
        ({"weight": "12", "height": "90", "sole": "225"}, "0.75"),
        ({"weight": "95", "height": "195", "type": "III+"}, "12.0"),
    ],
)
def test_a_value_is_all_that_is_said(tmp_path: Path, otherwise: dict[str, str], value: str) -> None:
    done = said(tmp_path, **otherwise)
    assert (done.exit_code, done.output) == (0, f"{value}\n")


WHY = {
    "en": "Row >O of the table has no value for a sole so short (291–310 mm). "
    "Take another boot or binding, never the value beside it.",
    "sv": "Rad >O i tabellen har inget värde för en så kort sula (291–310 mm). "
    "Ta en annan pjäxa eller bindning, aldrig värdet bredvid.",
}


@pytest.mark.parametrize("language", WHY)
def test_where_there_is_no_value_it_says_why(tmp_path: Path, language: str) -> None:
    done = said(tmp_path, language, weight="95", height="200", type="III+", sole="300")
    expected = f"none\n{WHY[language]}\n"
    assert (done.exit_code, done.stdout, done.stderr) == (0, expected, "")


def test_a_sole_in_centimetres_is_refused_with_a_sentence_about_millimetres(tmp_path: Path) -> None:
    done = said(tmp_path, sole="31.5")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "in millimetres, from 180 to 390" in done.stderr


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("weight", "9,99", "in kilos, from 10 to 250"),
        ("weight", "250.5", "in kilos, from 10 to 250"),
        ("height", "1,70", "in centimetres, from 60 to 230"),
        ("height", "231", "in centimetres, from 60 to 230"),
        ("age", "1", "in years, from 2 to 110"),
        ("age", "1996", "in years, from 2 to 110"),
        ("sole", "31,5", "in millimetres, from 180 to 390"),
        ("sole", "391", "in millimetres, from 180 to 390"),
    ],
)
def test_what_is_out_of_range_is_refused_with_the_range(
    tmp_path: Path, field: str, typed: str, says: str
) -> None:
    done = said(tmp_path, **{field: typed})
    assert (done.exit_code, done.stdout) == (1, "")
    assert says in done.stderr


@pytest.mark.parametrize("field", ["weight", "height", "age", "sole"])
@pytest.mark.parametrize("nonsense", ["nan", "inf", "1e3", "-5", ""])
def test_nonsense_is_refused_with_a_sentence(tmp_path: Path, field: str, nonsense: str) -> None:
    done = said(tmp_path, **{field: nonsense})
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: Write the ")


def test_a_type_that_nobody_has_is_refused(tmp_path: Path) -> None:
    done = said(tmp_path, type="IV")
    assert (done.exit_code, done.stdout) == (2, "")


def test_no_register_is_made(tmp_path: Path) -> None:
    said(tmp_path / "data")
    assert list(tmp_path.iterdir()) == []
