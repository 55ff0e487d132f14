from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("solidarity", "0021_too_many_in_a_day")]
    operations = [
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=~Q(group="alone", safeguards__contains=["two"]),
                name="nobody_alone_comes_as_two",
            ),
        ),
    ]
