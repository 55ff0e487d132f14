"""Which words of an answer belong to which number, and what is said where that is not sure."""

from tandem.doors.email.reading import Doubt, Doubtful, Typed, typed_answers

OURS = """Ask for help

1. Which postal code?
[1]:

2. Which street?
[2]:

3. What do you need?
[3]:

Write the reference at any desk."""


def between(*given, after="", marked=True):
    """What she writes under our marks, in the mail she quotes."""
    answered = [f"[{n}]: {given[n - 1] if n <= len(given) else ''}" for n in (1, 2, 3)]
    mark = "> " if marked else ""
    lines = []
    for line in OURS.split("\n"):
        if line.startswith("["):
            head, *more = answered[int(line[1]) - 1].split("\n")
            lines += [mark + head, *more]
        else:
            lines.append(mark + line)
    return "\n".join(lines) + after


def read(text):
    return typed_answers(text, OURS, 3)


def test_a_line_with_a_number_that_is_answered_elsewhere_stays_in_its_answer():
    for marked in (True, False):
        read_so = read(
            between(
                "1030", "Rue des Tilleuls 12", "pens:\n[2] two for insulin\nsoon", marked=marked
            )
        )

        assert read_so == Typed(
            {1: "1030", 2: "Rue des Tilleuls 12", 3: "pens:\n[2] two for insulin\nsoon"},
            (Doubtful(Doubt.LEFT_IN, "[2] two for insulin", 3),),
        )


def test_a_line_with_a_number_that_is_answered_nowhere_is_its_answer_and_is_told():
    read_so = read(between("1030\n[2] Rue des Tilleuls 12"))

    assert read_so == Typed(
        {1: "1030", 2: "Rue des Tilleuls 12"},
        (Doubtful(Doubt.TAKEN, "[2] Rue des Tilleuls 12", 2),),
    )


def test_a_number_that_is_none_of_ours_cuts_nothing():
    read_so = read(between("1030", "x", "two pens\n[99] is my number\nthank you"))

    assert read_so == Typed({1: "1030", 2: "x", 3: "two pens\n[99] is my number\nthank you"})


def test_what_looks_like_a_signature_between_two_questions_is_part_of_the_answer():
    read_so = read(between("1030", "Rue A\n-- \nsecond floor", "-----\npens\n-----\nbread"))

    assert read_so == Typed(
        {1: "1030", 2: "Rue A\n-- \nsecond floor", 3: "-----\npens\n-----\nbread"}
    )


def test_what_is_left_out_as_a_signature_is_told():
    quoted = "\n\nOn Monday, Tandem wrote:\n> Ask for help"

    assert read(f"[3]: pens\n-- \nand bread, please{quoted}") == Typed(
        {3: "pens"}, (Doubtful(Doubt.LEFT_OUT, "and bread, please", 3),)
    )
    assert read(f"3. pens\n-- \nand bread, please{quoted}") == Typed(
        {3: "pens"}, (Doubtful(Doubt.LEFT_OUT, "and bread, please", 3),)
    )


def test_what_a_program_puts_between_is_not_told_as_left_out():
    heads = (
        "\n________________________________\nFrom: Tandem\nSent: today\nTo: Rosa\n\nAsk for help"
    )
    wrote = "\n\nOn Monday at ten, somebody whose name is very long\nwrote:\n> Ask for help"

    assert read(f"[3]: pens{heads}") == Typed({3: "pens"})
    assert read(f"[3]: pens{wrote}") == Typed({3: "pens"})
    assert read(f"3. pens{heads}") == Typed({3: "pens"})


def test_a_list_of_her_own_in_any_order_needs_no_question():
    assert read("[3] pens\n[1] 1030") == Typed({3: "pens", 1: "1030"})


def test_the_same_number_twice_in_her_own_list_loses_neither():
    read_so = read("[2] Rue A\n[3] pens:\n[2] two for insulin")

    assert read_so == Typed(
        {2: "Rue A", 3: "pens:\n[2] two for insulin"},
        (Doubtful(Doubt.LEFT_IN, "[2] two for insulin", 3),),
    )


def test_a_count_within_an_answer_overwrites_no_other():
    read_so = read("1. 1030\n2. Rue A\n3. I need\n1. milk\n2. bread")

    assert read_so == Typed(
        {1: "1030", 2: "Rue A", 3: "I need\n1. milk\n2. bread"},
        (Doubtful(Doubt.LEFT_IN, "1. milk", 3), Doubtful(Doubt.LEFT_IN, "2. bread", 3)),
    )


def test_a_count_that_may_be_answers_is_told():
    assert read("3. I need\n1. milk") == Typed(
        {3: "I need", 1: "milk"}, (Doubtful(Doubt.TAKEN, "1. milk", 1),)
    )
