"""SMTP against a real server: encryption, sign-in, and what each refusal means."""

import contextlib
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from app.adapters.clock.system import SystemClock
from app.adapters.mail import smtp_lines
from app.adapters.mail.smtp import SmtpMail, SmtpServer
from app.kernel.errors import PermanentError, TransientError
from tests.adapters.mail.letters import a_letter
from tests.servers.certificates import Certificate, self_signed
from tests.servers.smtp import smtp_server


def mailer(url: str, *, trust: ssl.SSLContext | None = None, seconds: float = 10) -> SmtpMail:
    made = SmtpServer.at(url)
    server = SmtpServer(
        host=made.host,
        port=made.port,
        tls=made.tls,
        user=made.user,
        password=made.password,
        timeout=timedelta(seconds=seconds),
    )
    return SmtpMail(server, sender="BookMyTime <bookings@book.example>", clock=SystemClock(), trust=trust)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    folder: Path = tmp_path_factory.mktemp("tls")
    return self_signed("localhost", folder)


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("bounce", PermanentError),
        ("busy", TransientError),
        ("full", TransientError),
        ("closing", TransientError),
    ],
)
def test_a_refused_recipient_is_final_or_not_by_the_servers_code(who: str, error: type[Exception]) -> None:
    with smtp_server() as (box, port), pytest.raises(error) as refused:
        mailer(f"smtp://127.0.0.1:{port}").send(a_letter(to=f"{who}@example.com"))

    assert box.messages == []
    assert "example.com" not in str(refused.value)


def test_the_reason_keeps_the_codes_for_the_operator() -> None:
    with smtp_server() as (_, port), pytest.raises(PermanentError, match=r"SMTP 550 5\.1\.1 at recipient"):
        mailer(f"smtp://127.0.0.1:{port}").send(a_letter(to="bounce@example.com"))


@pytest.mark.parametrize(
    ("answer", "error"), [("554 5.7.1 Spam", PermanentError), ("452 4.3.1 Disk full", TransientError)]
)
def test_refused_content_is_final_or_not_by_the_servers_code(answer: str, error: type[Exception]) -> None:
    with smtp_server() as (box, port):
        box.after_data = answer

        with pytest.raises(error):
            mailer(f"smtp://127.0.0.1:{port}").send(a_letter())


def test_a_server_that_is_away_is_tried_again_later() -> None:
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]

    with pytest.raises(TransientError, match="ConnectionRefusedError"):
        mailer(f"smtp://127.0.0.1:{port}").send(a_letter())


def test_a_server_that_never_answers_is_given_up_in_time() -> None:
    with (
        contextlib.closing(socket.create_server(("127.0.0.1", 0))) as silent,
        pytest.raises(TransientError, match="cannot be reached"),
    ):
        mailer(f"smtp://127.0.0.1:{silent.getsockname()[1]}", seconds=0.2).send(a_letter())


def test_mail_is_encrypted_where_the_server_can(certificate: Certificate) -> None:
    with smtp_server(tls=certificate.server()) as (box, port):
        mailer(f"smtp://localhost:{port}", trust=certificate.client()).send(a_letter())

    assert box.encrypted == [True]


def test_smtps_is_encrypted_from_the_first_byte(certificate: Certificate) -> None:
    with smtp_server(tls=certificate.server(), from_the_start=True) as (box, port):
        mailer(f"smtps://localhost:{port}", trust=certificate.client()).send(a_letter())

    assert len(box.messages) == 1


def test_a_certificate_nobody_vouches_for_is_not_believed(certificate: Certificate) -> None:
    with smtp_server(tls=certificate.server()) as (box, port):
        with pytest.raises(TransientError, match="SSL"):
            mailer(f"smtp://localhost:{port}").send(a_letter())

        assert box.messages == []


def test_the_user_and_password_of_the_url_sign_in(certificate: Certificate) -> None:
    with smtp_server(tls=certificate.server(), sign_in=True) as (box, port):
        mailer(f"smtp://ada:p%40ss%3Aword@localhost:{port}", trust=certificate.client()).send(a_letter())

    assert len(box.messages) == 1


def test_a_wrong_password_is_our_fault_and_not_the_letters(certificate: Certificate) -> None:
    with (
        smtp_server(tls=certificate.server(), sign_in=True) as (_, port),
        pytest.raises(TransientError, match="SMTP 535"),
    ):
        mailer(f"smtp://ada:wrong@localhost:{port}", trust=certificate.client()).send(a_letter())


def test_a_server_without_sign_in_is_our_fault_and_not_the_letters() -> None:
    with smtp_server() as (_, port), pytest.raises(TransientError, match="sign in"):
        mailer(f"smtp://ada:x@127.0.0.1:{port}").send(a_letter())


def test_a_password_does_not_travel_in_the_clear(resolved_here: str) -> None:
    with smtp_server() as (_, port), pytest.raises(TransientError, match="password was not sent"):
        mailer(f"smtp://ada:x@{resolved_here}:{port}").send(a_letter())


@pytest.fixture
def resolved_here(monkeypatch: pytest.MonkeyPatch) -> str:
    """A name that is not this machine's by its looks, but leads here."""
    real = socket.getaddrinfo

    def lookup(host: str, *rest: object, **options: object) -> object:
        return real("127.0.0.1" if host == "mail.example" else host, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return "mail.example"


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "mail.example:25", ""])
def test_an_address_that_is_no_mail_servers_is_refused_at_start(url: str) -> None:
    with pytest.raises(ValueError, match="smtp://"):
        SmtpServer.at(url)


def test_the_ports_are_those_of_submission() -> None:
    assert SmtpServer.at("smtp://mail.example").port == 587
    assert SmtpServer.at("smtps://mail.example").port == 465


def test_the_next_letter_goes_over_the_same_connection() -> None:
    with smtp_server() as (box, port):
        post = mailer(f"smtp://127.0.0.1:{port}")
        for name in ("ada", "grace", "mary"):
            post.send(a_letter(to=f"{name}@example.com"))

    assert len(box.messages) == 3
    assert len(set(box.callers)) == 1


def test_a_connection_on_which_something_went_wrong_is_not_used_again() -> None:
    with smtp_server() as (box, port):
        post = mailer(f"smtp://127.0.0.1:{port}")
        post.send(a_letter())
        with pytest.raises(TransientError):
            post.send(a_letter(to="busy@example.com"))
        post.send(a_letter())

    assert len(set(box.callers)) == 2


def test_a_connection_that_was_cut_while_it_lay_idle_costs_no_letter() -> None:
    with smtp_server() as (box, port):
        post = mailer(f"smtp://127.0.0.1:{port}")
        post.send(a_letter())
        box.hang_up()
        post.send(a_letter())

    assert len(box.messages) == 2


def test_a_connection_wears_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp_lines, "MOST_LETTERS", 2)
    with smtp_server() as (box, port):
        post = mailer(f"smtp://127.0.0.1:{port}")
        for _ in range(5):
            post.send(a_letter())

    assert len(box.messages) == 5
    assert len(set(box.callers)) == 3


def test_threads_do_not_share_a_connection() -> None:
    with smtp_server() as (box, port), ThreadPoolExecutor(8) as threads:
        post = mailer(f"smtp://127.0.0.1:{port}")
        list(threads.map(lambda n: post.send(a_letter(to=f"person{n}@example.com")), range(40)))

    assert sorted(box.recipients) == sorted(f"person{n}@example.com" for n in range(40))
    assert len(set(box.callers)) <= 8
