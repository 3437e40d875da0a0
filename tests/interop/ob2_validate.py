#!/usr/bin/env python3
"""Validates Open Badges 2.0 with the `openbadges` package, the reference validator of IMS Global (now 1EdTech).

    ob2_validate.py [--documents FILE] [--origin [HOST=]URL] [--recipient MAIL] INPUT…

INPUT is the URL of a hosted assertion, or the name of a file: JSON, a signed badge (JWS), a baked PNG or SVG.
One line of JSON for each: {"input", "valid", "errors": [..], "warnings": [..], "fetched": [..]}. --documents and
--origin are those of the Node scripts; the validator sees the documents given, the one live server named, and nothing else.
"""

import argparse
import contextlib
import io
import json
import logging
import pathlib
import sys
import urllib.parse

import requests
from openbadges import verifier
from openbadges.verifier.openbadges_context import OPENBADGES_CONTEXT_V2_DICT
from requests.adapters import HTTPAdapter

OPENBADGES_V2 = "https://w3id.org/openbadges/v2"
# The package logs each failed step with its trace; the steps are in the answer.
logging.getLogger("openbadges.verifier").setLevel(logging.CRITICAL)


class World:
    """What a GET answers during the test. A URL outside it is refused as a host that cannot be reached."""

    def __init__(self, documents, origins):
        self.answers = {OPENBADGES_V2: json.dumps(OPENBADGES_CONTEXT_V2_DICT).encode("utf-8")}
        self.origins = dict(map(origin_of, origins))
        self.fetched = []
        self.send = HTTPAdapter.send
        for name in documents:
            for url, document in json.loads(pathlib.Path(name).read_text("utf-8")).items():
                text = document if isinstance(document, str) else json.dumps(document)
                self.answers[url] = text.encode("utf-8")

    def take_over(self):
        """Puts this world in the place of the network, for every session of `requests` in this process."""
        world = self

        def send(adapter, request, **options):
            world.fetched.append(request.url)
            if request.url in world.answers:
                return answer(request, world.answers[request.url])
            address = urllib.parse.urlsplit(request.url)
            if address.netloc in world.origins:
                request.url = world.origins[address.netloc] + request.path_url
                return world.send(adapter, request, **options)
            raise requests.ConnectionError(f"{request.url} was not given to this test")

        HTTPAdapter.send = send


def origin_of(text):
    """`URL` or `HOST=URL` as the pair of a host and the origin that answers for it."""
    host, separator, url = text.partition("=")
    origin = (url if separator else text).rstrip("/")
    return (host if separator else urllib.parse.urlsplit(origin).netloc), origin


def answer(request, body):
    response = requests.Response()
    response.status_code = 200
    response.url = request.url
    response.request = request
    response.headers["Content-Type"] = "application/ld+json"
    response.encoding = "utf-8"
    response.raw = io.BytesIO(body)
    return response


def read_input(name):
    """A URL as it stands; of a file its text, or the file itself where a badge is baked into a picture."""
    if urllib.parse.urlsplit(name).scheme in ("http", "https"):
        return name
    data = pathlib.Path(name).read_bytes()
    if data.startswith(b"\x89PNG") or b"<svg" in data[:1000]:
        picture = io.BytesIO(data)
        picture.name = name
        return picture
    return data.decode("utf-8").strip()


def validate(world, name, recipient):
    # The package reports its own troubles on standard output; ours is for answers.
    with contextlib.redirect_stdout(sys.stderr):
        profile = {"email": recipient} if recipient else None
        result = verifier.verify(read_input(name), recipient_profile=profile, use_cache=False, cache_backend=None)
    messages = result["report"]["messages"]
    return {
        "input": name,
        "valid": result["report"]["valid"],
        "errors": [plain(message) for message in messages if message["messageLevel"] == "ERROR"],
        "warnings": [plain(message) for message in messages if message["messageLevel"] == "WARNING"],
        "recipient": result["report"].get("recipientProfile"),
        "fetched": list(dict.fromkeys(world.fetched)),
    }


def plain(message):
    return {"name": message.get("name"), "node": message.get("node_id"), "message": message.get("result")}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", action="append", default=[], metavar="FILE")
    parser.add_argument("--origin", action="append", default=[], metavar="[HOST=]URL")
    parser.add_argument("--recipient", metavar="MAIL", help="address that the badge must be for")
    parser.add_argument("input", nargs="+")
    arguments = parser.parse_args()
    world = World(arguments.documents, arguments.origin)
    world.take_over()
    for name in arguments.input:
        world.fetched.clear()
        print(json.dumps(validate(world, name, arguments.recipient)), flush=True)


if __name__ == "__main__":
    main()
