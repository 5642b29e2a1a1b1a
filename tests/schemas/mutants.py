# SPDX-License-Identifier: Apache-2.0
"""Descriptors with one thing changed, the same ones in every run.

A descriptor is cut into tags and texts and put together again; prefixes, quotes and everything that is not changed stay as
they are, which a tree that is written out again would not promise.
"""
import re

TOKEN = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|</[^>]*>|<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>|[^<]+", re.DOTALL)
NAME = re.compile(r"</?([^\s/>]+)")
ATTRIBUTE = re.compile(r"\s+([^\s=]+)\s*=\s*(\"[^\"]*\"|'[^']*')")

# What values are made of elsewhere, and the edges of the types that the schemas use.
VALUES = ["", " ", " 3 ", "0", "1", "2", "3", "4", "5", "-1", "+3", "03", "1.5", "1e3", "65535", "65536", "4294967295",
          "4294967296", "16777215", "16777216", "9223372036854775807", "9223372036854775808", "18446744073709551615",
          "18446744073709551616", "-9223372036854775808", "true", "false", "TRUE", "False", "yes", "maybe", "[", "%zz",
          "a b", "../x", "http://example.com/a b", "de-DE", "de_DE", "x" * 64, "x" * 65, "${size}", "byte * 2^20",
          "2020-01-01", "AAAA", "A=A", "preserve"]
FOREIGN = ['<o:note xmlns:o="urn:example:other" required="false">x</o:note>',
           '<note xmlns="">x</note>',
           '<rasd:ResourceType xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/'
           'CIM_ResourceAllocationSettingData">70000</rasd:ResourceType>',
           '<rasd:Unheard xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/'
           'CIM_ResourceAllocationSettingData">1</rasd:Unheard>']
ATTRIBUTES = ['o:note="x" xmlns:o="urn:example:other"', 'note="x"', 'xml:lang="de"', 'xml:lang="de_DE"', 'xml:lang=""',
              'xml:space="keep"', 'xml:id="one"', 'xml:id="1"',
              'xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
              'xsi:type="xs:string" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
              'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
              'cim:qualifier="x" xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common"',
              'o:required="x" xmlns:o="http://schemas.dmtf.org/ovf/envelope/1"',
              'o:required="x" xmlns:o="http://schemas.dmtf.org/ovf/envelope/2"',
              'o:bound="x" xmlns:o="http://schemas.dmtf.org/ovf/envelope/2"',
              'o:transport="x" xmlns:o="http://schemas.dmtf.org/ovf/envelope/1"']


class Pieces:
    """A descriptor as a list of tags and texts, and its elements as pairs of places in that list."""

    def __init__(self, text):
        self.tokens = TOKEN.findall(text)
        self.elements = []  # (first, last): the places of the start and the end tag, the same for an empty element
        self.parents = {}
        open_tags = []
        for at, token in enumerate(self.tokens):
            if not token.startswith("<") or token.startswith(("<!", "<?")):
                continue
            if token.startswith("</"):
                first = open_tags.pop()
                self.elements.append((first, at))
                continue
            self.parents[at] = open_tags[-1] if open_tags else None
            if token.endswith("/>"):
                self.elements.append((at, at))
            else:
                open_tags.append(at)
        self.elements.sort()

    def name(self, first):
        return NAME.match(self.tokens[first]).group(1)

    def text(self):
        return "".join(self.tokens)

    def without(self, wanted):
        """The text without the elements for which `wanted(name, name of the parent)` is true."""
        tokens = list(self.tokens)
        for first, last in self.elements:
            parent = self.parents[first]
            if parent is not None and wanted(self.name(first), self.name(parent)):
                tokens[first:last + 1] = [""] * (last + 1 - first)
        return "".join(tokens)


def local(name):
    return name.rpartition(":")[2]


class Mutator:
    def __init__(self, random, names):
        self.random = random
        self.names = sorted(names)

    def mutate(self, pieces):
        """What was done, and the changed text; it may be the same text by chance."""
        change = self.random.choice([self.delete, self.duplicate, self.move, self.swap, self.rename, self.change_text,
                                     self.change_text, self.add_element, self.add_attribute, self.delete_attribute,
                                     self.delete_attribute, self.rename_attribute, self.change_attribute,
                                     self.change_attribute, self.add_text])
        tokens = list(pieces.tokens)
        return change.__name__, "".join(change(pieces, tokens))

    def _element(self, pieces):
        return self.random.choice(pieces.elements[1:])  # not the root

    def _attribute(self, tokens, pieces):
        """The place of a tag with attributes, and one of them."""
        for _ in range(50):
            first, _ = self.random.choice(pieces.elements)
            found = [a for a in ATTRIBUTE.finditer(tokens[first]) if not a.group(1).startswith("xmlns")]
            if found:
                return first, self.random.choice(found)
        return pieces.elements[0][0], None

    def delete(self, pieces, tokens):
        first, last = self._element(pieces)
        del tokens[first:last + 1]
        return tokens

    def duplicate(self, pieces, tokens):
        first, last = self._element(pieces)
        return tokens[:last + 1] + tokens[first:last + 1] + tokens[last + 1:]

    def move(self, pieces, tokens):
        first, last = self._element(pieces)
        before, _ = self.random.choice([e for e in pieces.elements[1:] if not first <= e[0] <= last] or [(last, last)])
        part = tokens[first:last + 1]
        if before > last:
            return tokens[:first] + tokens[last + 1:before] + part + tokens[before:]
        if before < first:
            return tokens[:before] + part + tokens[before:first] + tokens[last + 1:]
        return tokens

    def swap(self, pieces, tokens):
        """Changes the order of two children of one parent."""
        one = self._element(pieces)
        siblings = [e for e in pieces.elements if pieces.parents[e[0]] == pieces.parents[one[0]] and e != one]
        if not siblings:
            return tokens
        a, b = sorted([one, self.random.choice(siblings)])
        return (tokens[:a[0]] + tokens[b[0]:b[1] + 1] + tokens[a[1] + 1:b[0]] + tokens[a[0]:a[1] + 1]
                + tokens[b[1] + 1:])

    def rename(self, pieces, tokens):
        first, last = self._element(pieces)
        old = pieces.name(first)
        prefix = old.rpartition(":")[0]
        new = self.random.choice(self.names + [local(old).lower()])
        if self.random.random() < 0.3:  # the same name in another namespace
            new, prefix = local(old), self.random.choice([""] + sorted({
                a[6:] for a, _ in ATTRIBUTE.findall(tokens[pieces.elements[0][0]]) if a.startswith("xmlns:")}))
        new = prefix + ":" + new if prefix else new
        for at in {first, last}:
            tokens[at] = tokens[at].replace(old, new, 1)
        return tokens

    def change_text(self, pieces, tokens):
        leaves = [first for first, last in pieces.elements if last == first + 2]
        if leaves:
            tokens[self.random.choice(leaves) + 1] = self.random.choice(VALUES)
        return tokens

    def add_text(self, pieces, tokens):
        tokens.insert(self._element(pieces)[0], "x")
        return tokens

    def add_element(self, pieces, tokens):
        first, last = self._element(pieces)
        tokens.insert(self.random.choice([first, last + 1]), self.random.choice(FOREIGN))
        return tokens

    def add_attribute(self, pieces, tokens):
        first, _ = self.random.choice(pieces.elements)
        end = len(tokens[first]) - (2 if tokens[first].endswith("/>") else 1)
        tokens[first] = tokens[first][:end] + " " + self.random.choice(ATTRIBUTES) + tokens[first][end:]
        return tokens

    def delete_attribute(self, pieces, tokens):
        first, found = self._attribute(tokens, pieces)
        if found:
            tokens[first] = tokens[first][:found.start()] + tokens[first][found.end():]
        return tokens

    def rename_attribute(self, pieces, tokens):
        first, found = self._attribute(tokens, pieces)
        if found:
            new = self.random.choice([local(found.group(1)), found.group(1) + "s", found.group(1).upper(), "ovf:bound"])
            tokens[first] = tokens[first][:found.start(1)] + new + tokens[first][found.end(1):]
        return tokens

    def change_attribute(self, pieces, tokens):
        first, found = self._attribute(tokens, pieces)
        if found:
            value = '"' + self.random.choice(VALUES) + '"'
            tokens[first] = tokens[first][:found.start(2)] + value + tokens[first][found.end(2):]
        return tokens
