"""Asking strangers' addresses: looked up once, judged, and asked at the very place that was judged."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from app.adapters.http.guarded import GuardedWeb, Times
from app.kernel.errors import TransientError
from app.kernel.urls import ANYWHERE, OUTSIDE
from app.ports.web import Ask, OutOfBounds
from tests.servers.certificates import Certificate, self_signed
from tests.servers.web import Says, Site, web_server

HOST = "hooks.example.com"
PUBLIC = "93.184.215.14"
FAST = Times(connect=0.5, read=0.5, whole=1.0)


def leads(**hosts: Sequence[str]) -> Callable[[str, int], Sequence[str]]:
    """A name service of the test's own; names are written with `_` for the dots."""
    names = {name.replace("_", "."): found for name, found in hosts.items()}
    return lambda host, _: names[host]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return self_signed(HOST, tmp_path_factory.mktemp("tls"))


@pytest.fixture
def site(certificate: Certificate) -> Iterator[Site]:
    with web_server(certificate.server()) as site:
        yield site


@pytest.fixture
def plain() -> Iterator[Site]:
    with web_server() as site:
        yield site


def here(certificate: Certificate, *addresses: str) -> GuardedWeb:
    """A web in which the host stands on this machine, as no stranger's may."""
    return GuardedWeb(
        ANYWHERE, lookup=leads(hooks_example_com=addresses), trust=certificate.client(), times=FAST
    )


def test_the_name_is_told_though_a_number_is_asked(site: Site, certificate: Certificate) -> None:
    site.says = lambda _: Says(201, {"X-Mine": "1"}, b"made")

    answer = here(certificate, "127.0.0.1").ask(
        Ask(url=f"https://{HOST}:{site.port}/in?a=1", method="POST", headers={"X-Id": "7"}, body=b"{}")
    )

    [asked] = site.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/in?a=1", b"{}")
    assert (asked.headers["host"], asked.sni) == (f"{HOST}:{site.port}", HOST)
    assert (asked.headers["x-id"], asked.headers["user-agent"]) == ("7", "BookMyTime")
    assert (answer.status, answer.headers["x-mine"], answer.body) == (201, "1", b"made")


def test_a_certificate_for_another_name_is_not_believed(site: Site, certificate: Certificate) -> None:
    web = GuardedWeb(ANYWHERE, lookup=lambda *_: ["127.0.0.1"], trust=certificate.client(), times=FAST)

    with pytest.raises(TransientError, match="SSLCertVerificationError"):
        web.ask(Ask(url=f"https://other.example.com:{site.port}/"))

    assert site.asked == []


def test_a_machine_that_does_not_answer_is_passed_over(site: Site, certificate: Certificate) -> None:
    answer = here(certificate, "127.0.0.2", "127.0.0.1").ask(Ask(url=f"https://{HOST}:{site.port}/"))

    assert answer.status == 200


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.5"],
        ["169.254.169.254"],
        ["::1"],
        ["fe80::1%lo"],
        ["fd00:ec2::254"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::a9fe:a9fe"],
        ["2002:7f00:1::"],
        ["0.0.0.0"],  # noqa: S104 - an address that must be refused
        [PUBLIC, "127.0.0.1"],
        ["127.0.0.1", PUBLIC],
    ],
)
def test_a_good_name_that_leads_inside_is_not_asked(addresses: Sequence[str]) -> None:
    web = GuardedWeb(OUTSIDE, lookup=leads(hooks_example_com=addresses), times=FAST)

    with pytest.raises(OutOfBounds, match="not of the public internet"):
        web.ask(Ask(url=f"https://{HOST}/"))


def test_a_name_that_changes_its_mind_is_asked_for_once(site: Site, certificate: Certificate) -> None:
    """The second answer would lead inside; the connection goes where the first one led."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    lent = {"ports": {site.port}, "admits": lambda address: str(address) == "127.0.0.1"}
    web = GuardedWeb(
        replace(OUTSIDE, **lent), lookup=lambda *_: next(answers), trust=certificate.client(), times=FAST
    )
    ask = Ask(url=f"https://{HOST}:{site.port}/")

    assert web.ask(ask).status == 200
    with pytest.raises(OutOfBounds):
        web.ask(ask)


def test_a_name_that_nobody_knows_may_be_known_later() -> None:
    def unknown(_host: str, _port: int) -> Sequence[str]:
        raise OSError

    with pytest.raises(TransientError, match="no such host"):
        GuardedWeb(lookup=unknown).ask(Ask(url=f"https://{HOST}/"))


REDIRECTIONS = [
    "https://127.0.0.1/",
    "https://inside.example.com/",
    "http://hooks.example.com/",
    "//inside.example.com/",
    "https://user@hooks.example.com/",
    "https://2130706433/",
    "file:///etc/passwd",
    "https://hooks.example.com:22/",
]


@pytest.mark.parametrize("location", REDIRECTIONS)
def test_a_redirection_is_judged_like_a_first_address(
    site: Site, certificate: Certificate, location: str
) -> None:
    """The test's server counts as public, by its address and its port."""
    site.says = lambda _: Says(302, {"Location": location})
    lent = {"ports": {443, site.port}, "admits": lambda address: str(address) == "127.0.0.1"}
    web = GuardedWeb(
        replace(OUTSIDE, **lent),
        lookup=leads(hooks_example_com=["127.0.0.1"], inside_example_com=["10.0.0.1"]),
        trust=certificate.client(),
        times=FAST,
    )

    with pytest.raises(OutOfBounds):
        web.ask(Ask(url=f"https://{HOST}:{site.port}/", redirects=3))

    assert len(site.asked) == 1


def test_a_redirection_is_followed_as_often_as_it_may_be(site: Site, certificate: Certificate) -> None:
    site.says = lambda asked: Says(302, {"Location": f"{asked.path}x"})

    answer = here(certificate, "127.0.0.1").ask(Ask(url=f"https://{HOST}:{site.port}/a", redirects=2))

    assert [asked.path for asked in site.asked] == ["/a", "/ax", "/axx"]
    assert answer.status == 302


def test_what_is_posted_is_not_carried_elsewhere(site: Site, certificate: Certificate) -> None:
    site.says = lambda _: Says(307, {"Location": "/elsewhere"})

    ask = Ask(url=f"https://{HOST}:{site.port}/", method="POST", body=b"{}", redirects=3)
    answer = here(certificate, "127.0.0.1").ask(ask)

    assert (answer.status, len(site.asked)) == (307, 1)


def test_a_secret_for_one_host_is_not_told_to_another(plain: Site) -> None:
    plain.says = lambda asked: (
        Says(302, {"Location": f"http://second.example.com:{plain.port}/"})
        if asked.path == "/first"
        else Says()
    )
    web = GuardedWeb(ANYWHERE, lookup=lambda *_: ["127.0.0.1"], times=FAST)

    web.ask(
        Ask(
            url=f"http://first.example.com:{plain.port}/first",
            headers={"Authorization": "Bearer x", "If-None-Match": '"1"'},
            redirects=1,
        )
    )

    first, second = plain.asked
    assert first.headers["authorization"] == "Bearer x"
    assert "authorization" not in second.headers
    assert second.headers["if-none-match"] == '"1"'


def test_a_large_answer_is_read_as_far_as_it_was_wanted(plain: Site) -> None:
    plain.says = lambda _: Says(body=b"x" * 100_000)

    answer = GuardedWeb(ANYWHERE, times=FAST).ask(Ask(url=f"http://127.0.0.1:{plain.port}/", most=1000))

    assert (len(answer.body), answer.cut) == (1000, True)


@pytest.mark.parametrize("drip", [0.05, 5.0])
def test_an_answer_that_drips_is_cut_off(plain: Site, drip: float) -> None:
    plain.says = lambda _: Says(body=b"x" * 1000, drip=drip)
    began = time.monotonic()

    with pytest.raises(TransientError):
        GuardedWeb(ANYWHERE, times=FAST).ask(Ask(url=f"http://127.0.0.1:{plain.port}/"))

    assert time.monotonic() - began < 4


def test_an_answer_with_endless_headers_is_a_failure_that_may_pass(plain: Site) -> None:
    plain.says = lambda _: Says(headers={f"X-{number}": "1" for number in range(200)})

    with pytest.raises(TransientError, match="HTTPException"):
        GuardedWeb(ANYWHERE, times=FAST).ask(Ask(url=f"http://127.0.0.1:{plain.port}/"))


def test_nobody_there_is_a_failure_that_may_pass() -> None:
    with web_server() as site:
        gone = site.port

    with pytest.raises(TransientError, match="nobody answers"):
        GuardedWeb(ANYWHERE, times=FAST).ask(Ask(url=f"http://127.0.0.1:{gone}/"))
