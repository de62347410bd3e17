"""Which addresses of strangers are asked at all."""

from ipaddress import ip_address

import pytest

from app.kernel.urls import ANYWHERE, NotAllowed, is_public, place_of

GOOD = {
    "https://hooks.example.com/in": "https://hooks.example.com/in",
    "https://HOOKS.Example.com./in?a=1&b=2#part": "https://hooks.example.com/in?a=1&b=2",
    "https://hooks.example.com:8443": "https://hooks.example.com:8443/",
    "https://hooks.example.com:443/": "https://hooks.example.com/",
    "https://xn--bcher-kva.example/%C3%BC": "https://xn--bcher-kva.example/%C3%BC",
    "https://a-b.c0.example?q": "https://a-b.c0.example/?q",
}

# What programs, people and parsers have been fooled with; each leads inside, or may.
TRICKS = (
    "http://hooks.example.com/",  # not encrypted
    "ftp://hooks.example.com/",
    "file:///etc/passwd",
    "gopher://hooks.example.com:443/_GET",
    "javascript:alert(1)",
    "//hooks.example.com/",
    "hooks.example.com",
    "",
    "https://",
    "https:///in",
    "https://:443/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://127.0.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.1/",
    "https://0x7f.0x0.0x0.0x1/",
    "https://017700000001/",
    "https://0177.0.0.1/",
    "https://127.0.0.1./",
    "https://127.0.0.1.:443/",
    "https://0/",
    "https://0.0.0.0/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fd00:ec2::254]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://2852039166/",
    "https://0xa9fea9fe/",
    "https://8.8.8.8/",  # public, but no certificate names it
    "https://localhost/",
    "https://LOCALHOST/",
    "https://localhost./",
    "https://app.localhost/",
    "https://redis/",
    "https://metadata.google.internal/",
    "https://printer.local/",
    "https://router.lan/",
    "https://1.0.0.127.in-addr.arpa/",
    "https://hidden.onion/",
    "https://user@hooks.example.com/",
    "https://user:password@hooks.example.com/",
    "https://hooks.example.com@127.0.0.1/",
    "https://hooks.example.com:443@127.0.0.1/",
    "https://hooks.example.com\\@127.0.0.1/",
    "https://127.0.0.1\\.hooks.example.com/",
    "https://hooks.example.com#@127.0.0.1/\\",
    "https://hooks.example.com:22/",
    "https://hooks.example.com:6379/",
    "https://hooks.example.com:0/",
    "https://hooks.example.com:99999/",
    "https://hooks.example.com:4 43/",
    "https://hooks.example.com:-443/",
    "https://hooks.example.com/\r\nHost: redis",
    "https://hooks.example.com/\nX: y",
    "https://hooks.example.com\t/",
    " https://hooks.example.com/",
    "https://hooks.example.com/ HTTP/1.1",
    "https://hooks.example.com/\x00",
    "https://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/",  # digits in circles, which NFKC makes plain
    "https://127\u30020\u30020\u30021/",  # full stops of another script
    "https://b\u00fccher.example/",
    "https://ex%61mple.com/",
    "https://127.0.0.1%2f.example.com/",
    "https://-hooks.example.com/",
    "https://hooks..example.com/",
    "https://hooks_1.example.com/",
    "https://[hooks.example.com]/",
    "https://[::1/",
    f"https://{'a' * 64}.example.com/",
    f"https://{'a.' * 130}example.com/",
    f"https://hooks.example.com/{'a' * 2000}",
)

INSIDE = (
    *("0.0.0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254"),  # noqa: S104 - one that must be refused
    *("169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1"),
    *("192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1"),
    *("239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16"),
    *("::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1"),
    *("100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "5f00::1", "fc00::1"),
    *("fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "4000::1"),
)
PUBLIC = ("1.1.1.1", "8.8.8.8", "172.32.0.1", "192.0.1.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1")


@pytest.mark.parametrize(("written", "read"), GOOD.items())
def test_an_ordinary_address_is_read_as_it_was_meant(written: str, read: str) -> None:
    assert place_of(written).url == read


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_is_refused_by_its_looks(trick: str) -> None:
    with pytest.raises(NotAllowed):
        place_of(trick)


@pytest.mark.parametrize("address", INSIDE)
def test_what_is_not_of_the_public_internet_is_known(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_may_be_asked(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("local", ["http://localhost:9000/in", "http://127.0.0.1:9000/", "https://[::1]/x"])
def test_a_developer_may_reach_inside(local: str) -> None:
    assert place_of(local, ANYWHERE).port in {9000, 443}


def test_a_refusal_says_what_to_write_instead() -> None:
    with pytest.raises(NotAllowed, match="Must begin with https://"):
        place_of("http://hooks.example.com/")
