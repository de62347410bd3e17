"""A certificate authority of the tests: it stands in for the one that vouches for PayPal's webhooks."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

OWNER = "messageverificationcerts.paypal.com"
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Authority:
    """A root, an authority between, and the certificates that this one writes."""

    root: x509.Certificate
    between: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def roots(self) -> bytes:
        return self.root.public_bytes(Encoding.PEM)

    def chain(self, key: rsa.RSAPrivateKey, *, owner: str = OWNER, days: int = 90) -> bytes:
        """PEM of a certificate for `owner` and of the one above it; negative `days`: it has run out."""
        leaf = _certificate(owner, key, self.between, self.key, days=days)
        return leaf.public_bytes(Encoding.PEM) + self.between.public_bytes(Encoding.PEM)


@cache
def authority(name: str = "Test Root") -> Authority:
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate(name, root_key, None, root_key)
    return Authority(root, _certificate(f"{name} between", key, root, root_key), key)


@cache
def signing_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _certificate(
    owner: str,
    key: Key,
    above: x509.Certificate | None,
    signer: ec.EllipticCurvePrivateKey,
    *,
    days: int | None = None,
) -> x509.Certificate:
    """With `days` one for signing webhooks, without one that signs certificates."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, owner)])
    now = datetime.now(UTC)
    until = now + timedelta(days=days or 3650)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(above.subject if above else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(min(now, until) - timedelta(days=1))
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=days is None, path_length=None), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if days is None:
        made = made.add_extension(_signs_certificates(), critical=True)
    else:
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(owner)]), critical=False)
    return made.sign(signer, hashes.SHA256())


def _signs_certificates() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
