from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("solidarity", "0062_where_they_meet_is_sealed"),
    ]

    operations = [
        migrations.AlterField(
            model_name="helpkind",
            name="skill",
            field=models.CharField(
                choices=[
                    ("errands", "Shopping and errands"),
                    ("medicines", "Medicines from the pharmacy"),
                    ("meal", "A meal"),
                    ("dog_walk", "Walking the dog"),
                    ("call", "A telephone call for company"),
                    ("letter", "A letter, a card or a drawing"),
                    ("lift", "A lift"),
                    ("digital_help", "Help with telephone, computer or forms"),
                    ("small_repair", "A small repair"),
                    ("goods", "Something that a neighbour lends or gives"),
                    ("own_words", "Something else, in my own words"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="need",
            name="skill",
            field=models.CharField(
                choices=[
                    ("errands", "Shopping and errands"),
                    ("medicines", "Medicines from the pharmacy"),
                    ("meal", "A meal"),
                    ("dog_walk", "Walking the dog"),
                    ("call", "A telephone call for company"),
                    ("letter", "A letter, a card or a drawing"),
                    ("lift", "A lift"),
                    ("digital_help", "Help with telephone, computer or forms"),
                    ("small_repair", "A small repair"),
                    ("goods", "Something that a neighbour lends or gives"),
                    ("own_words", "Something else, in my own words"),
                ],
                max_length=20,
            ),
        ),
    ]
