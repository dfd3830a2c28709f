from __future__ import annotations

import numpy as np
import pytest

from enrich import arrays

GIVEN = {"numbers": np.arange(5), "empty": np.empty((0, 2), np.int16), "bytes": np.zeros(9, "u1")}


def test_what_is_written_is_read(tmp_path):
    arrays.write(tmp_path / "a", "s", GIVEN)
    found = arrays.read(tmp_path / "a", "s")
    assert {name: one.tolist() for name, one in found.items()} == {
        name: one.tolist() for name, one in GIVEN.items()
    }
    assert all(not one.flags.writeable for one in found.values())


def test_what_is_written_again_replaces_it(tmp_path):
    arrays.write(tmp_path, "s", GIVEN)
    earlier = arrays.read(tmp_path, "s")
    arrays.write(tmp_path, "s", {"numbers": np.arange(2)})
    assert {name: one.tolist() for name, one in arrays.read(tmp_path, "s").items()} == {
        "numbers": [0, 1]
    }
    assert earlier["numbers"].tolist() == [0, 1, 2, 3, 4]
    assert len(list(tmp_path.iterdir())) == 2


def test_there_may_be_none_or_another(tmp_path):
    assert arrays.read(tmp_path / "none", "s") is None
    arrays.write(tmp_path, "s", GIVEN)
    assert arrays.read(tmp_path, "other") is None
    header = tmp_path / arrays.HEADER
    header.write_text(header.read_text().replace('"format":1', '"format":0'))
    assert arrays.read(tmp_path, "s") is None


def flip(path):
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def pickled(path):
    np.save(path, np.array([{}], object), allow_pickle=True)


@pytest.mark.parametrize(
    ("pattern", "damage"),
    [
        ("numbers.*", flip),
        ("numbers.*", pickled),
        ("numbers.*", lambda path: path.unlink()),
        ("numbers.*", lambda path: path.write_bytes(path.read_bytes()[:-3])),
        ("numbers.*", lambda path: path.write_bytes(b"")),
        ("header.json", lambda path: path.write_bytes(b"")),
        ("header.json", lambda path: path.write_bytes(b"\xff\xfe{")),
        ("header.json", lambda path: path.write_bytes(path.read_bytes()[:-2])),
        ("header.json", lambda path: path.write_text('{"format": 1, "signature": "s"}')),
    ],
)
def test_damage_is_noticed(tmp_path, pattern, damage):
    arrays.write(tmp_path, "s", GIVEN)
    damage(next(tmp_path.glob(pattern)))
    with pytest.raises(arrays.DamagedError):
        arrays.read(tmp_path, "s")


def test_a_header_leads_to_no_other_folder(tmp_path):
    arrays.write(tmp_path / "a", "s", GIVEN)
    arrays.write(tmp_path / "b", "s", GIVEN)
    header = (tmp_path / "b" / arrays.HEADER).read_text()
    (tmp_path / "a" / arrays.HEADER).write_text(header.replace('"numbers.', '"../b/numbers.'))
    with pytest.raises(arrays.DamagedError):
        arrays.read(tmp_path / "a", "s")
