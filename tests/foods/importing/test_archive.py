"""Downloads that are not what they should be: one clear message each, and nothing is unpacked."""

import zipfile

import pytest

from foods.importing import archive
from foods.importing.archive import DownloadError, lines, open_archive
from tests.foods.importing.downloads import FIXTURE, zipped


def read(path, name="food.csv"):
    with open_archive(path) as opened:
        return list(lines(opened, name))


def a_zip(path, **files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name.replace("__", "/").replace("_csv", ".csv"), content)
    return path


def test_a_zip_reads_as_its_folder_does(tmp_path):
    path = zipped(FIXTURE, tmp_path / "fdc.zip")
    for name in ("food.csv", "food_nutrient.csv"):
        assert read(path, name) == read(FIXTURE, name)


def test_a_folder_around_the_files_does_not_matter():
    assert read(FIXTURE.parent) == read(FIXTURE)


@pytest.mark.parametrize("size", [1, 7, 64, 10_000])
def test_lines_do_not_depend_on_the_pieces(monkeypatch, size):
    whole = (FIXTURE / "food.csv").read_text().splitlines(keepends=True)
    monkeypatch.setattr(archive, "CHUNK", size)
    assert read(FIXTURE) == whole


def test_letters_of_several_bytes_survive_the_pieces(tmp_path, monkeypatch):
    (tmp_path / "food.csv").write_text("crème brûlée\r\nnaïve\u2028rice", encoding="utf-8-sig")
    monkeypatch.setattr(archive, "CHUNK", 1)
    assert read(tmp_path) == ["crème brûlée\r\n", "naïve\u2028rice"]


def test_no_such_file(tmp_path):
    with pytest.raises(DownloadError, match="There is no file or folder"):
        read(tmp_path / "nothing.zip")


@pytest.mark.parametrize("left", [0, 1, 100, 2000])
def test_a_truncated_zip(tmp_path, left):
    path = zipped(FIXTURE, tmp_path / "fdc.zip")
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(DownloadError, match=r"fdc\.zip is not a complete zip file"):
        read(path)


def test_a_damaged_file_in_a_zip(tmp_path):
    path = zipped(FIXTURE, tmp_path / "fdc.zip")
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as opened:
        place = opened.getinfo("FoodData_Central_csv/food.csv").header_offset + 90
    content[place] ^= 0xFF
    path.write_bytes(bytes(content))
    with pytest.raises(DownloadError, match=r"food\.csv is damaged or cut off"):
        read(path)


def test_a_zip_that_expands_without_end(tmp_path):
    path = a_zip(tmp_path / "bomb.zip", food_csv=b"0" * 50 * 1024**2)
    with pytest.raises(DownloadError, match=r"food\.csv in bomb\.zip expands \d+ times, to 50 MiB"):
        read(path)


def test_a_zip_larger_than_any_download(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    path = zipped(FIXTURE, tmp_path / "fdc.zip")
    with pytest.raises(DownloadError, match="expands to"):
        read(path)


def test_a_file_that_goes_on_and_on(tmp_path, monkeypatch):
    """Whatever the zip states: what comes is counted."""
    monkeypatch.setattr(archive, "MOST_BYTES", 5000)
    (tmp_path / "food.csv").write_text("1,2,3\n" * 1000)
    with pytest.raises(DownloadError, match=r"food\.csv holds more than"):
        read(tmp_path)


def test_a_line_without_end_is_not_held(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_LINE", 1000)
    monkeypatch.setattr(archive, "CHUNK", 100)
    (tmp_path / "food.csv").write_text("0" * 5000)
    with pytest.raises(DownloadError, match=r"food\.csv has a line of more than"):
        read(tmp_path)


@pytest.mark.parametrize("name", ["../food.csv", "/etc/food.csv", "a/../../food.csv", "C:food.csv"])
def test_a_path_that_leaves_its_folder(tmp_path, name):
    path = tmp_path / "paths.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr(name, "x")
    with pytest.raises(DownloadError, match="unsafe path"):
        read(path)


def test_two_files_of_one_name(tmp_path):
    path = a_zip(tmp_path / "two.zip", a__food_csv="1", b__food_csv="2")
    with pytest.raises(DownloadError, match=r"two files named food\.csv"):
        read(path)


def test_what_a_mac_adds_is_passed_over(tmp_path):
    path = tmp_path / "mac.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("fdc/food.csv", "1\n")
        opened.writestr("__MACOSX/fdc/._food.csv", "2\n")
    assert read(path) == ["1\n"]


def test_text_that_is_not_utf_8(tmp_path):
    (tmp_path / "food.csv").write_bytes(b"cr\xe8me\n")
    with pytest.raises(DownloadError, match="is not UTF-8 text"):
        read(tmp_path)
