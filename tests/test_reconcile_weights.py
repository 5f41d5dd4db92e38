"""The weights are data with reasons, and every rule in the code has one."""

import pathlib
import re
from importlib import resources

import pytest

from marsad.errors import PackError
from marsad.reconcile.weights import parse, tables

HERE = pathlib.Path(str(resources.files("marsad.reconcile")))
TEXT = HERE.joinpath("weights.toml").read_text(encoding="utf-8")


def used() -> set[str]:
    """The rules that the code names; those of sides are put together at run time."""
    code = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("*.py"))
    plain = set(re.findall(r'"((?:place|time|kind|sides|weapon|figures|text|thresholds)\.\w+)"', code)) - {"sides.toml"}
    plain |= {"place.same_city", "place.same_village"}  # by the size of the place, [size]
    return plain | {f"sides.{how}_{who}" for how in ("same", "related", "other") for who in ("doer", "target")}


def test_every_rule_in_the_code_has_a_weight_and_every_weight_a_rule():
    assert used() == set(tables().weights)


def test_every_weight_says_what_it_rests_on():
    assert all(len(why) > 10 for why in tables().why.values())


@pytest.mark.parametrize(("old", "new"), [
    ('why = "one munition in common"', 'why = ""'),
    ("weight = 4.0", 'weight = "much"'),
    ('["rocket", "missile"]', '["rocket", "misile"]'),
    ('["Attack", "Armed clash"]', '["Attack", "Battle"]'),
    ('"Suicide bomb",\n]', '"Suicide",\n]'),
    ('aircraft  = ["drone"]', 'aircraft  = ["balloon"]'),
])
def test_a_table_that_breaks_its_rules_is_refused(old, new):
    assert old in TEXT
    with pytest.raises(PackError, match="weights.toml"):
        parse(TEXT.replace(old, new, 1))
