from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from tandem.mine.catalogue import MyData


def test_the_promise_is_kept_within_the_month_of_the_law_whatever_its_holidays():
    first = date(2026, 1, 1)
    days = [first + timedelta(days=number) for number in range(12 * 365)]
    assert all(MyData.promise.due_on(day) <= day + relativedelta(months=1) for day in days)
