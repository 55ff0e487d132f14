import pytest

from tandem.ui import navigation


@pytest.fixture(autouse=True)
def _own_links(monkeypatch):
    monkeypatch.setattr(navigation, "_links", {"public": {}, "desk": {}, "footer": {}})


def test_links_come_in_their_order():
    navigation.register("Gallery", "ui:gallery", order=20)
    navigation.register("Language", "ui:language", order=10)

    assert [link.label for link in navigation.links("desk")] == ["Language", "Gallery"]


def test_a_link_for_a_role_is_shown_to_that_role_alone():
    navigation.register("Gallery", "ui:gallery", roles=["coordinator"])

    assert navigation.links("desk", ["operator"]) == []
    assert [link.href for link in navigation.links("desk", ["coordinator"])] == ["/ui/"]


def test_a_place_that_does_not_exist_has_no_link():
    navigation.register("Palace", "palace:hall", place="footer")

    assert navigation.links("footer") == []
