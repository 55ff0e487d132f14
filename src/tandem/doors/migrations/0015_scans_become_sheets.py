import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("doors", "0014_locked_talks"),
        ("territory", "0003_agreements_are_proposed_then_signed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("page", "Handed in on the page of scans"),
                            ("home", "Handed in on the website"),
                            ("folder", "Found in the folder of scans"),
                        ],
                        max_length=6,
                    ),
                ),
                ("taken_in_by", models.BigIntegerField(null=True)),
                ("taken_in_at", models.DateTimeField(auto_now_add=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.organisation",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ScanFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("sealed_name", models.BinaryField()),
                ("digest", models.BinaryField(max_length=16)),
                ("size", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being read"),
                            ("read", "Read"),
                            ("refused", "Not taken in"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("empty", "This file is empty. Scan it again."),
                            (
                                "too_large",
                                "This file is larger than 40 MB. Scan fewer pages at a time.",
                            ),
                            (
                                "unknown_kind",
                                "This is no PDF, JPEG, PNG, TIFF or HEIC, whatever its name says.",
                            ),
                            (
                                "too_many_pages",
                                "This file has more than 200 pages. Scan it in several parts.",
                            ),
                            (
                                "too_many_pixels",
                                "This picture is much larger than a sheet of paper. Scan with 200 dots per inch.",
                            ),
                            ("locked", "This PDF is locked with a password. Save it without one."),
                            (
                                "damaged",
                                "This file is damaged and cannot be opened. Scan it again.",
                            ),
                            (
                                "too_heavy",
                                "Reading this file took more time or room than one file may. Scan it in parts.",
                            ),
                            (
                                "same_file",
                                "This very file was handed in before. Nothing was entered twice.",
                            ),
                            (
                                "no_code",
                                "No code of a form was found on this page. Scan it again, or type it.",
                            ),
                            (
                                "not_ours",
                                "The code on this page was not printed here. Nothing was read from it.",
                            ),
                            (
                                "unknown_form",
                                "This form is not known here any more. Ask the person at the desk or by telephone.",
                            ),
                            (
                                "unreadable",
                                "Boxes or corners are missing or unclear. Scan the page again, or type it.",
                            ),
                            ("closed", "This service cannot be asked for on paper."),
                            (
                                "elsewhere",
                                "This sheet was made for somebody known to another organisation. Pass it on to it.",
                            ),
                            (
                                "late",
                                "The request of this sheet is sent already. Read the page, and add a note.",
                            ),
                            (
                                "whose",
                                "Copies of this sheet came from several people. Say to which one the page belongs.",
                            ),
                        ],
                        max_length=16,
                    ),
                ),
                ("sealed", models.BinaryField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="doors.batch",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.organisation",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
            ],
            options={
                "ordering": ["batch", "number"],
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("form", models.CharField(max_length=12)),
                ("printed", models.CharField(max_length=12)),
                ("copy", models.PositiveSmallIntegerField(default=1)),
                ("service", models.SlugField()),
                ("language", models.CharField(max_length=5)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("gathering", "Pages are missing"),
                            ("waiting", "In the waiting room"),
                            ("back", "Back to the person"),
                            ("sent", "Sent"),
                            ("aside", "Set aside"),
                        ],
                        default="gathering",
                        max_length=9,
                    ),
                ),
                ("pages", models.PositiveSmallIntegerField()),
                ("doubtful", models.BooleanField(default=False)),
                (
                    "illegible",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                (
                    "looked_at",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("agreed", models.BooleanField(default=False)),
                ("draft_digest", models.BinaryField(default=bytes, max_length=16)),
                ("sealed_code", models.BinaryField(default=bytes)),
                ("held_by", models.BigIntegerField(null=True)),
                ("held_at", models.DateTimeField(null=True)),
                ("begun_at", models.DateTimeField(auto_now_add=True)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.organisation",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ScannedPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sheet", "Belongs to a sheet"),
                            ("again", "Was scanned before"),
                            ("blank", "Blank"),
                            ("refused", "For a colleague"),
                            ("dealt", "Dealt with by a colleague"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("empty", "This file is empty. Scan it again."),
                            (
                                "too_large",
                                "This file is larger than 40 MB. Scan fewer pages at a time.",
                            ),
                            (
                                "unknown_kind",
                                "This is no PDF, JPEG, PNG, TIFF or HEIC, whatever its name says.",
                            ),
                            (
                                "too_many_pages",
                                "This file has more than 200 pages. Scan it in several parts.",
                            ),
                            (
                                "too_many_pixels",
                                "This picture is much larger than a sheet of paper. Scan with 200 dots per inch.",
                            ),
                            ("locked", "This PDF is locked with a password. Save it without one."),
                            (
                                "damaged",
                                "This file is damaged and cannot be opened. Scan it again.",
                            ),
                            (
                                "too_heavy",
                                "Reading this file took more time or room than one file may. Scan it in parts.",
                            ),
                            (
                                "same_file",
                                "This very file was handed in before. Nothing was entered twice.",
                            ),
                            (
                                "no_code",
                                "No code of a form was found on this page. Scan it again, or type it.",
                            ),
                            (
                                "not_ours",
                                "The code on this page was not printed here. Nothing was read from it.",
                            ),
                            (
                                "unknown_form",
                                "This form is not known here any more. Ask the person at the desk or by telephone.",
                            ),
                            (
                                "unreadable",
                                "Boxes or corners are missing or unclear. Scan the page again, or type it.",
                            ),
                            ("closed", "This service cannot be asked for on paper."),
                            (
                                "elsewhere",
                                "This sheet was made for somebody known to another organisation. Pass it on to it.",
                            ),
                            (
                                "late",
                                "The request of this sheet is sent already. Read the page, and add a note.",
                            ),
                            (
                                "whose",
                                "Copies of this sheet came from several people. Say to which one the page belongs.",
                            ),
                        ],
                        max_length=16,
                    ),
                ),
                ("page", models.PositiveSmallIntegerField(null=True)),
                ("printed", models.CharField(blank=True, max_length=12)),
                ("sealed_reading", models.BinaryField(null=True)),
                ("sealed_picture", models.BinaryField(null=True)),
                ("scanned_at", models.DateTimeField(auto_now_add=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scanned",
                        to="doors.scanfile",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.organisation",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="scanned",
                        to="doors.sheet",
                    ),
                ),
            ],
            options={
                "ordering": ["file", "number"],
            },
        ),
        migrations.CreateModel(
            name="Typing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.BigIntegerField()),
                ("typed_at", models.DateTimeField(auto_now=True)),
                ("sealed", models.BinaryField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.organisation",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="typings",
                        to="doors.sheet",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territory.area",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="batch",
            index=models.Index(fields=["organisation", "-id"], name="batches_of_scans_newest"),
        ),
        migrations.AddConstraint(
            model_name="scanfile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "refused"), _negated=True),
                fields=("organisation", "digest"),
                name="one_file_of_scans_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="scanfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "refused"), ("refusal", ""), _connector="OR"),
                name="only_a_refused_file_has_a_refusal",
            ),
        ),
        migrations.AddConstraint(
            model_name="scanfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "waiting"), _negated=True),
                    ("sealed__isnull", False),
                    _connector="OR",
                ),
                name="a_file_waiting_to_be_read_is_there",
            ),
        ),
        migrations.AddIndex(
            model_name="sheet",
            index=models.Index(
                condition=models.Q(("state__in", ["gathering", "waiting"])),
                fields=["organisation", "begun_at"],
                name="sheets_in_the_waiting_room",
            ),
        ),
        migrations.AddIndex(
            model_name="sheet",
            index=models.Index(fields=["settled_at"], name="sheets_settled"),
        ),
        migrations.AddIndex(
            model_name="sheet",
            index=models.Index(fields=["draft_digest"], name="sheets_of_a_case"),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.UniqueConstraint(
                fields=("organisation", "printed", "copy"), name="one_copy_of_a_sheet_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="scannedpage",
            constraint=models.UniqueConstraint(
                fields=("file", "number"), name="one_page_of_a_file_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="scannedpage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "sheet")),
                fields=("sheet", "page"),
                name="one_page_of_a_sheet_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="scannedpage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("refusal", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_page_for_a_colleague_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="typing",
            constraint=models.UniqueConstraint(
                fields=("sheet", "account"), name="one_reading_a_colleague"
            ),
        ),
    ]
