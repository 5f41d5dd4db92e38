"""Digits and hyphens that look like two years and are none."""

import pytest

import marsad


@pytest.mark.parametrize("text", ["2-28-2022", "20-3-2022", "2022-3-20", "1-1-1-1-1", "2019-2020"])
def test_no_row_of_digits_and_hyphens_stops_the_reading(text):
    for found in marsad.read_moments(text, language="ar"):
        assert text[found.start:found.end]


def test_two_years_with_a_hyphen_are_still_read():
    assert marsad.read_moments("في عامي 2019-2020", language="ar")
