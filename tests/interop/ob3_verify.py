#!/usr/bin/env python3
"""Verifies Open Badges 3.0 credentials with `openbadgeslib`: Data Integrity (strict JSON-LD form) and VC-JWT.

    ob3_verify.py [--documents FILE] [--origin [HOST=]URL] [--recipient MAIL] [--no-status] FILE…

FILE holds a JSON credential, a compact JWT, or a PNG or SVG that a badge is baked into; `-` reads standard input.
One line of JSON for each: {"input", "verified", "id", "error", "fetched": [..]}. The key is resolved from the issuer's
did:key or did:web; --documents and --origin are those of the Node scripts, and nothing else is fetched.
"""

import argparse
import json
import pathlib
import sys
import urllib.parse
import urllib.request

import jwt
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3 import OB3LdpVerifier, OB3Verifier


class World:
    def __init__(self, documents, origins):
        self.answers = {}
        self.origins = dict(map(origin_of, origins))
        self.fetched = []
        for name in documents:
            for url, document in json.loads(pathlib.Path(name).read_text("utf-8")).items():
                text = document if isinstance(document, str) else json.dumps(document)
                self.answers[did_web_url(url)] = text.encode("utf-8")

    def download(self, url, *_arguments, **_options):
        """The bytes of a GET; raises for what was not given to this test."""
        self.fetched.append(url)
        if url in self.answers:
            return self.answers[url]
        address = urllib.parse.urlsplit(url)
        if address.netloc not in self.origins:
            raise OSError(f"{url} was not given to this test")
        target = self.origins[address.netloc] + address._replace(scheme="", netloc="").geturl()
        with urllib.request.urlopen(target, timeout=10) as response:
            return response.read()


def origin_of(text):
    """`URL` or `HOST=URL` as the pair of a host and the origin that answers for it."""
    host, separator, url = text.partition("=")
    origin = (url if separator else text).rstrip("/")
    return (host if separator else urllib.parse.urlsplit(origin).netloc), origin


def did_web_url(name):
    """The address of a did:web document; anything else as it stands."""
    if not name.startswith("did:web:"):
        return name
    host, *path = name.split(":")[2:]
    place = "/".join(map(urllib.parse.unquote, path)) or ".well-known"
    return f"https://{urllib.parse.unquote(host)}/{place}/did.json"


def read_badge(name):
    """The credential's text, taken out of a picture where it is baked into one."""
    data = sys.stdin.buffer.read() if name == "-" else pathlib.Path(name).read_bytes()
    if data.startswith(b"\x89PNG"):
        return OB3Verifier.extract_token_from_png(data)
    if b"<svg" in data[:1000]:
        return OB3Verifier.extract_token_from_svg(data)
    return data.decode("utf-8").strip()


def verify(world, name, recipient, check_status):
    world.fetched.clear()
    answer = {"input": name, "verified": False, "id": None, "error": None}
    try:
        text = read_badge(name)
        if text.lstrip().startswith("{"):
            verifier = OB3LdpVerifier()
        else:
            verifier = OB3Verifier.for_issuer_did(issuer_of(text), world.download)
        # The library reads a list's own proof only where the list is a VC-JWT; ours carries a Data Integrity proof.
        credential = verifier.verify(
            text, recipient, check_status, verify_status_list=False, download=world.download)
        answer.update(verified=True, id=credential.id)
    except (LibOpenBadgesException, jwt.PyJWTError, OSError, ValueError) as error:
        answer["error"] = f"{type(error).__name__}: {error}"
    answer["fetched"] = list(dict.fromkeys(world.fetched))
    return answer


def issuer_of(token):
    return jwt.decode(token, options={"verify_signature": False})["iss"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", action="append", default=[], metavar="FILE")
    parser.add_argument("--origin", action="append", default=[], metavar="[HOST=]URL")
    parser.add_argument("--recipient", metavar="MAIL", help="address that the badge must be for")
    parser.add_argument("--no-status", action="store_true", help="leave the status list unread")
    parser.add_argument("input", nargs="+")
    arguments = parser.parse_args()
    world = World(arguments.documents, arguments.origin)
    for name in arguments.input:
        print(json.dumps(verify(world, name, arguments.recipient, not arguments.no_status)), flush=True)


if __name__ == "__main__":
    main()
