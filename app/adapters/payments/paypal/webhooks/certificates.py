"""The certificates that sign PayPal's webhooks: fetched from PayPal alone, checked up to a root, and kept."""

import re
import ssl
import threading
import warnings
from datetime import datetime
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

from app.adapters.payments.paypal.account import Account
from app.kernel.errors import BadSignature
from app.ports.clock import Clock

_PATH = re.compile(r"/v1/notifications/certs/CERT-[A-Za-z0-9-]{1,80}\Z")
_OWNER = re.compile(r"messageverificationcerts(\.[a-z]+)?\.paypal\.com\Z")
_PATIENCE = Timeout(connect=2, read=2)
_WAIT = 2.0  # seconds
_LARGEST, _KEPT = 65_536, 8

Chain = list[x509.Certificate]


class Certificates:
    """Each is fetched once, and by one thread at a time: a flood of forgeries must not become one of ours."""

    def __init__(self, account: Account, clock: Clock) -> None:
        self._scheme, self._hosts = urlsplit(account.url).scheme, account.certificate_hosts
        self._account, self._clock = account, clock
        self._pool = PoolManager(timeout=_PATIENCE, retries=False)
        self._lock = threading.Lock()
        self._known: dict[str, Chain] = {}

    def key(self, url: str) -> RSAPublicKey:
        """Raises BadSignature: the address is not PayPal's, or what stands there is not to be trusted."""
        place = urlsplit(url)
        if place.scheme != self._scheme or place.netloc not in self._hosts or place.query or place.fragment:
            raise BadSignature("the certificate is not PayPal's")
        if not _PATH.match(place.path):
            raise BadSignature("the certificate's address is damaged")
        chain = self._known.get(url) or self._learned(url)
        return _trusted(chain, self._roots, now=self._clock.now())

    @cached_property
    def _roots(self) -> Store:
        return Store(_roots(self._account.roots))

    def _learned(self, url: str) -> Chain:
        if not self._lock.acquire(timeout=_WAIT):
            raise BadSignature("the certificate cannot be had now")
        try:
            if url not in self._known:
                chain = self._fetched(url)
                while len(self._known) >= _KEPT:
                    self._known.pop(next(iter(self._known)))
                self._known[url] = chain
            return self._known[url]
        finally:
            self._lock.release()

    def _fetched(self, url: str) -> Chain:
        try:
            answer = self._pool.request("GET", url, redirect=False, preload_content=False)
            body = answer.read(_LARGEST)
            answer.release_conn()
            if answer.status != HTTPStatus.OK:
                raise BadSignature("no certificate there")
            return x509.load_pem_x509_certificates(body)
        except (HTTPError, ValueError) as error:
            raise BadSignature("the certificate cannot be had") from error


def _trusted(chain: Chain, roots: Store, *, now: datetime) -> RSAPublicKey:
    """The key of the first certificate, if it is PayPal's for webhooks and the others lead to a root."""
    policy = PolicyBuilder().store(roots).time(now)
    try:
        verifier = policy.build_server_verifier(x509.DNSName(_owner(chain[0])))
        verifier.verify(chain[0], chain[1:])
    except VerificationError as error:
        raise BadSignature("the certificate leads to no root of ours") from error
    key = chain[0].public_key()
    if not isinstance(key, RSAPublicKey):
        raise BadSignature("the certificate has another kind of key")
    return key


def _owner(certificate: x509.Certificate) -> str:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound as error:
        raise BadSignature("the certificate names nobody") from error
    for name in names.get_values_for_type(x509.DNSName):
        if _OWNER.match(name):
            return name
    raise BadSignature("the certificate is somebody else's")


def _roots(file: str | None) -> Chain:
    if file is not None:
        return x509.load_pem_x509_certificates(Path(file).read_bytes())
    known = ssl.create_default_context().get_ca_certs(binary_form=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error", CryptographyDeprecationWarning)
        return [root for one in known if (root := _root(one)) is not None]


def _root(encoded: bytes) -> x509.Certificate | None:
    """Some old roots break RFC 5280: they vouch for nobody here."""
    try:
        return x509.load_der_x509_certificate(encoded)
    except (ValueError, CryptographyDeprecationWarning):
        return None
