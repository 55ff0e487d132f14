# ruff: noqa: F811 - a fixture is asked for by the name under which it was imported
import pytest

from tandem.outbox.tests.conftest import MailServer, free_port
from tests.browser import browser_type_launch_args, collected, sign_in, site  # noqa: F401
from tests.journeys.texting import SECRET
from tests.journeys.town import Town
from tests.kannel import Kannel, Telephone, needed


@pytest.fixture
def mail():
    server = MailServer(free_port())
    server.start()
    yield server
    server.stop()


@pytest.fixture
def town(transactional_db, mail):
    return Town(mail)


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def script(request):
    return request.param


@pytest.fixture
def somebody(browser, site, script):
    """Opens a browser of somebody's own, signed in or not, that hears of no error."""
    contexts = []

    def open_browser(account=None, *, locale="nl-BE"):
        context = browser.new_context(java_script_enabled=script, locale=locale, base_url=site)
        context.set_default_timeout(20_000)
        contexts.append(context)
        if account is not None:
            sign_in(context, site, account)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        return page

    yield open_browser
    for context in contexts:
        context.close()


@pytest.fixture
def house(site, settings):
    """The address of the house, which lets kannel in."""
    settings.SMS_SECRET = SECRET
    return site


@pytest.fixture
def kannel(house, tmp_path):
    needed()
    made = Kannel(tmp_path, house, SECRET)
    made.start()
    yield made
    made.kill()


@pytest.fixture
def telephone(kannel):
    made = Telephone(kannel.ports["network"])
    made.connect()
    yield made
    made.hang_up()
