import pytest

from tests.factories.forum import UserFactory
from tests.notices.samples import only_samples


@pytest.fixture(autouse=True)
def _samples(settings, monkeypatch) -> None:
    only_samples(settings, monkeypatch)


@pytest.fixture
def ana(db):
    return UserFactory(name="Ana", email="ana@example.org")


@pytest.fixture
def zoe(db):
    return UserFactory(name="Zoé", email="zoe@example.org", language="fr")
