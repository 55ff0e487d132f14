from django.apps import apps
from django.db.models import Field, ForeignKey, ManyToManyField, Model

from tests.house.source import floors


def package(model: type[Model]) -> str:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "tandem" else ""


def ties() -> list[tuple[type[Model], Field]]:
    """Every key by which a row of ours points to another row."""
    return [
        (model, field)
        for model in apps.get_models(include_auto_created=True)
        if package(model)
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | ManyToManyField)
    ]


def test_a_row_points_to_its_own_room_or_to_a_lower_floor():
    heights = floors()
    upward = []
    for model, field in ties():
        here, there = package(model), package(field.related_model)
        if there and there != here and heights[there] >= heights[here]:
            upward.append(f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}")

    assert upward == []


def test_no_row_of_ours_hangs_on_a_row_of_another_library():
    # Django's permissions belong to its own admin, which a room does not build on.
    foreign = [
        f"{model._meta.label}.{field.name}"
        for model, field in ties()
        if not package(field.related_model) and field.related_model._meta.app_label != "auth"
    ]

    assert foreign == []
