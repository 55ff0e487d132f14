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


def shown(many, group=""):
    return tuple(navigation.Shown(f"{group}{one}", f"/{group}{one}/", group) for one in range(many))


def test_a_short_menu_is_not_folded():
    few = shown(4) + shown(4, "set_up")

    assert navigation.in_groups(few) == (few, ())


def test_a_long_menu_folds_what_belongs_together_and_says_where_one_stands():
    few, setting, sent = shown(4), shown(4, "set_up"), shown(3, "messages")

    flat, folded = navigation.in_groups(few + setting + sent, here="/set_up2/")

    assert flat == few
    assert [(one.links, one.is_here) for one in folded] == [(sent, False), (setting, True)]
    listed = navigation.listed(few + setting + sent, "/set_up2/")
    assert listed.count("<details") == 2
    assert listed.count('aria-current="page"') == 1
