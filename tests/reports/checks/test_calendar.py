from datetime import date

import pytest

from reports.checks.calendar import dates


def day(year, month, number):
    return (date(year, month, number), date(year, month, number))


@pytest.mark.parametrize(
    "text,spans",
    [
        ("le 30 mai 2023", [day(2023, 5, 30)]),
        ("le 1er janvier 2022", [day(2022, 1, 1)]),
        ("les 13, 14 et 15 décembre 2023", [(date(2023, 12, 13), date(2023, 12, 15))]),
        ("15-20 Mai 2022", [(date(2022, 5, 15), date(2022, 5, 20))]),
        ("du 14 au 21 septembre 2022", [(date(2022, 9, 14), date(2022, 9, 21))]),
        ("fin novembre 2023", [(date(2023, 11, 1), date(2023, 11, 30))]),
        ("de septembre 2021 à mai 2022", [(date(2021, 9, 1), date(2022, 5, 31))]),
        ("(de janvier à juin 2022)", [(date(2022, 1, 1), date(2022, 6, 30))]),
        ("D'octobre 2022 à Mars 2023", [(date(2022, 10, 1), date(2023, 3, 31))]),
        ("de novembre à février 2023", [(date(2022, 11, 1), date(2023, 2, 28))]),
        ("avril 2022 – mai 2023", [(date(2022, 4, 1), date(2023, 5, 31))]),
        ("du 3 mai 2022 au 4 juin 2022", [(date(2022, 5, 3), date(2022, 6, 4))]),
        ("en mai 2022 puis le 4 juin 2022", [(date(2022, 5, 1), date(2022, 5, 31)), day(2022, 6, 4)]),
        ("Entre janvier et avril 2023", [(date(2023, 1, 1), date(2023, 4, 30))]),
        ("octobre 2022 et mars 2023", [(date(2022, 10, 1), date(2022, 10, 31)), (date(2023, 3, 1), date(2023, 3, 31))]),
        ("le 5 octobre et le 7 mars 2023", [day(2022, 10, 5), day(2023, 3, 7)]),
        ("30 May 2023", [day(2023, 5, 30)]),
        ("the 30th of May 2023", [day(2023, 5, 30)]),
        ("May 30, 2023", [day(2023, 5, 30)]),
        ("from May 2022 to April 2023", [(date(2022, 5, 1), date(2023, 4, 30))]),
        ("in November 2023", [(date(2023, 11, 1), date(2023, 11, 30))]),
        ("le 30/05/2023, 30.05.2023 et 2023-05-30", [day(2023, 5, 30), day(2023, 5, 30), day(2023, 5, 30)]),
        ("le 31 avril 2023, le 45/45/2023", []),
        ("en 2024, à Paris 2024, le 14 octobre, en décembre", []),
        ("la loi 2017/399, l'article 12.05.20231", []),
        ("a march of 2023 people", []),
    ],
)
def test_dates_as_people_write_them(text, spans):
    assert [(one.first, one.last) for one in dates(text)] == spans


def test_a_date_says_where_it_stands():
    text = "Réunis le 30 mai 2023 à Paris."
    [one] = dates(text)
    assert text[one.start : one.end] == "30 mai 2023"
