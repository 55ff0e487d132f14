"""An address that somebody typed leads into the open, once, and for a short while."""

import socket
import time
from ipaddress import ip_address
from threading import Event

import pytest

from tandem.streets.tests.programs import listening, say
from tandem.toolbox import calling
from tandem.toolbox.calling import Doubtful, NotReached, call, may_be_called, read_url


@pytest.fixture
def program(settings):
    settings.CALL_PRIVATE_ADDRESSES = True
    with listening() as one:
        yield one


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
        *("::1", "::", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::"),
        *("2001:0:7f00:1::", "::ffff:169.254.169.254", "fec0::1", "64:ff9b:1::7f00:1"),
        *("::127.0.0.1", "::ffff:0:127.0.0.1", "192.0.0.8", "5f00::1", "::ffff:192.0.0.8"),
    ],
)
def test_nothing_of_our_own_network_is_called(settings, address):
    settings.CALL_PRIVATE_ADDRESSES = False

    assert not may_be_called(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"])
def test_the_open_internet_is(settings, address):
    settings.CALL_PRIVATE_ADDRESSES = False

    assert may_be_called(ip_address(address))


@pytest.mark.parametrize(
    "written", ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "localhost", "[::1]", "127.1"]
)
def test_however_it_is_written(settings, written):
    settings.CALL_PRIVATE_ADDRESSES = False
    with listening() as program:
        port = program.url.rpartition(":")[2]

        with pytest.raises(NotReached):
            call(f"http://{written}:{port}/")

        assert program.heard == []


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://a.example/", "file:///etc/passwd", "gopher://a.example", "//a.example", "a"),
        *("http://user:word@a.example/", "http://a.example\r\nX: y/", "http://a.example/ b"),
        *("http://", "http://a.example:99999/", "http://é.example/", "javascript:alert(1)"),
    ],
)
def test_what_is_no_address_is_none(url):
    assert read_url(url) is None


def test_the_address_that_was_checked_is_the_one_connected_to(program, monkeypatch):
    """A name that leads here when it is looked up first, and elsewhere ever after (rebinding)."""
    asked = []

    def changes_its_mind(host, port, **_named):
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "192.0.2.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(calling.socket, "getaddrinfo", changes_its_mind)
    port = program.url.rpartition(":")[2]

    assert call(f"http://rebind.example:{port}/", patience=2).status == 200

    assert asked == ["rebind.example"]
    assert program.heard[0].headers["Host"] == f"rebind.example:{port}"


def test_one_private_address_among_several_is_enough_to_refuse(settings, monkeypatch):
    settings.CALL_PRIVATE_ADDRESSES = False
    both = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 80)) for one in ("1.1.1.1", "10.0.0.1")
    ]
    monkeypatch.setattr(calling.socket, "getaddrinfo", lambda *_given, **_named: both)

    with pytest.raises(NotReached, match="not_on_the_internet"):
        call("http://both.example/")


def test_whether_a_name_of_our_network_exists_is_not_told(settings, monkeypatch):
    settings.CALL_PRIVATE_ADDRESSES = False

    def found(host, port, **_named):
        if host != "database.example":
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", port))]

    monkeypatch.setattr(calling.socket, "getaddrinfo", found)
    said = []
    for name in ("database", "nothing"):
        with pytest.raises(NotReached) as refused:
            call(f"http://{name}.example/")
        said.append(str(refused.value))

    assert said[0] == said[1]


def test_a_redirect_is_not_followed(program):
    program.answers["/away"] = lambda line: say(line, 302, Location=f"{program.url}/secret")

    assert call(f"{program.url}/away").status == 302
    assert [one.path for one in program.heard] == ["/away"]


def test_a_giant_answer_is_cut_off(program):
    program.says("/giant", 200, b"x" * 5_000_000)

    with pytest.raises(Doubtful, match="too_large"):
        call(f"{program.url}/giant", most=100_000)


def test_an_answer_without_end_is_left(program):
    def drips(line):
        line.send_response(200)
        line.end_headers()
        for _number in range(200):
            line.wfile.write(b".")
            line.wfile.flush()
            time.sleep(0.1)

    program.answers["/drips"] = drips
    began = time.monotonic()

    with pytest.raises(Doubtful, match="too_slow"):
        call(f"{program.url}/drips", patience=1)

    assert time.monotonic() - began < 8


def test_hanging_up_is_known_before_the_answer_ends():
    rung, known = Event(), []

    class Line:
        def shutdown(self, _how):
            known.append(rung.is_set())

    calling._hang_up(Line(), rung)

    assert known == [True]


def test_an_answer_cut_short_is_a_doubt(program):
    def breaks_off(line):
        line.send_response(200)
        line.send_header("Content-Length", "1000")
        line.end_headers()
        line.wfile.write(b"half")

    program.answers["/short"] = breaks_off

    with pytest.raises(Doubtful):
        call(f"{program.url}/short")


def test_nobody_there_is_not_reached(settings):
    settings.CALL_PRIVATE_ADDRESSES = True
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(NotReached, match="no_connection"):
        call(f"http://127.0.0.1:{port}/")
