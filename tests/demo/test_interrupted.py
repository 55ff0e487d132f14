import os

from tandem.project.demo.order import Order
from tandem.project.demo.served import Running


def test_the_key_that_ends_the_demonstration_reaches_none_of_its_processes(tmp_path):
    # A terminal interrupts the whole group: whoever is in it complains with a traceback.
    running = Running(Order(port=0, data=tmp_path, reset=False, people=0, empty=True))

    child = running._start("web", "-c", "import time; time.sleep(60)")
    group = os.getpgid(child.pid)
    running.stop()

    assert group != os.getpgid(0)
    assert child.poll() is not None
