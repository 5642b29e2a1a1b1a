#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the schemas of schemas/xsd with the published ones, and with the descriptors that they are for.

    schemas_test.py CHECKOUT OVFKIT [CLASS...]      OVFKIT may be empty: then nothing is signed
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unittest
from xml.etree import ElementTree

from mutants import Mutator, Pieces, local
from validator import NAMESPACES, files_below, oracle, ours, shared_folder

CHECKOUT, OVFKIT = (sys.argv + ["", ""])[1:3] if __name__ == "__main__" else ("", "")
XS = "{http://www.w3.org/2001/XMLSchema}"
ENVELOPE_1, ENVELOPE_2, ENVIRONMENT = NAMESPACES
LARGEST_SOURCE = 60000  # bytes: of larger descriptors the same parts only come more often

SOME_KEYS = """<EncryptionSection><Info>keys</Info>
<xenc:EncryptedKey xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="k">
<xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#rsa-oaep"><xenc:KeySize>256</xenc:KeySize>
<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/></xenc:EncryptionMethod>
<ds:KeyInfo><ds:KeyName>n</ds:KeyName><ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>CN=n</ds:X509IssuerName>
<ds:X509SerialNumber>7</ds:X509SerialNumber></ds:X509IssuerSerial><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data>
</ds:KeyInfo><xenc:CipherData><xenc:CipherValue>AAAA</xenc:CipherValue></xenc:CipherData>
<xenc:ReferenceList><xenc:DataReference URI="#d"/></xenc:ReferenceList><xenc:CarriedKeyName>c</xenc:CarriedKeyName>
</xenc:EncryptedKey>
<e:DerivedKey xmlns:e="http://www.w3.org/2009/xmlenc11#"><e:KeyDerivationMethod Algorithm="urn:x"><e:PBKDF2-params><e:Salt>
<e:Specified>AAAA</e:Specified></e:Salt><e:IterationCount>1</e:IterationCount><e:KeyLength>16</e:KeyLength>
<e:PRF Algorithm="urn:y"/></e:PBKDF2-params></e:KeyDerivationMethod><e:DerivedKeyName>d</e:DerivedKeyName></e:DerivedKey>
</EncryptionSection>"""

AN_ENVIRONMENT = """<Environment xmlns="http://schemas.dmtf.org/ovf/environment/1"
 xmlns:ovfenv="http://schemas.dmtf.org/ovf/environment/1" xmlns:o="urn:example:other" ovfenv:id="vm">
<PlatformSection><Kind>k</Kind><Version>1</Version><Vendor>v</Vendor><Locale>de</Locale><Timezone>-60</Timezone></PlatformSection>
<PropertySection o:note="x"><Property ovfenv:key="a" ovfenv:value="b"/><Property ovfenv:key="c" ovfenv:value=""/>
<o:more>x</o:more></PropertySection>
<Entity ovfenv:id="other"><PropertySection><Property ovfenv:key="a" ovfenv:value="b"/></PropertySection></Entity>
<Entity ovfenv:id="third"><PlatformSection/></Entity><o:last/></Environment>
"""


def fixture(*name):
    return os.path.join(CHECKOUT, "fixtures", *name)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


class Folder:
    """A temporary folder of descriptors."""

    def __init__(self, test):
        folder = tempfile.TemporaryDirectory()
        test.addCleanup(folder.cleanup)
        self.path = folder.name
        self.files = []

    def add(self, text):
        self.files.append(os.path.join(self.path, f"{len(self.files):05}.xml"))
        with open(self.files[-1], "w", encoding="utf-8") as file:
            file.write(text)
        return self.files[-1]


class WithOracle(unittest.TestCase):
    def setUp(self):
        self.shared = shared_folder(CHECKOUT)
        if self.shared is None:
            self.skipTest("the published schemas are not there (set OVFKIT_CORPUS to the corpus beside them)")

    def pair(self, namespace):
        mine, published = NAMESPACES[namespace]
        return ours(CHECKOUT, mine), oracle(self.shared, published)

    def corpus(self):
        """The files of the corpus, each with a link to it that has no odd name."""
        links = Folder(self)
        found = []
        for at, file in enumerate(files_below(os.path.join(self.shared, "corpus"), (".ovf", ".xml"))):
            found.append((file, os.path.join(links.path, f"{at:05}.xml")))
            os.symlink(os.path.abspath(file), found[-1][1])
        return found


class Loading(unittest.TestCase):
    """The files among themselves."""

    def schemas(self):
        found = files_below(os.path.join(CHECKOUT, "schemas", "xsd"), (".xsd",))
        self.assertGreater(len(found), 20)
        return found

    def test_every_schema_loads_without_network_and_without_a_word(self):
        other = Folder(self).add("<other/>")
        for path in self.schemas():
            with self.subTest(schema=os.path.basename(path)):
                said = ours(CHECKOUT, os.path.basename(path)).complaints(other)
                self.assertEqual(len(said), 1, said)
                self.assertIn("No matching global declaration available for the validation root", said[0])

    def test_a_schema_that_lacks_a_part_does_not_load(self):
        folder = Folder(self)
        broken = os.path.join(folder.path, "broken.xsd")
        text = read(os.path.join(CHECKOUT, "schemas", "xsd", "envelope-1.xsd"))
        with open(broken, "w", encoding="utf-8") as file:
            file.write(text)
        said = "\n".join(ours(CHECKOUT, broken).complaints(folder.add("<other/>")))
        self.assertIn("failed to compile", said)

    def test_no_file_names_anything_outside_the_folder(self):
        names = {os.path.basename(path) for path in self.schemas()}
        self.assertEqual(names, set(os.listdir(os.path.join(CHECKOUT, "schemas", "xsd"))))
        for path in self.schemas():
            with self.subTest(schema=os.path.basename(path)):
                self.assertNotIn("<!DOCTYPE", read(path))
                for part in ElementTree.parse(path).getroot():
                    if part.tag in (XS + "import", XS + "include"):
                        self.assertIn(part.get("schemaLocation"), names)
                    self.assertNotEqual(part.tag, XS + "redefine")

    def test_a_namespace_comes_from_one_file_in_each_schema(self):
        folder = os.path.join(CHECKOUT, "schemas", "xsd")
        for start in {os.path.basename(path) for path in self.schemas()}:
            seen, waiting, homes = set(), [start], {}
            while waiting:
                name = waiting.pop()
                if name in seen:
                    continue
                seen.add(name)
                for part in ElementTree.parse(os.path.join(folder, name)).getroot():
                    if part.tag in (XS + "import", XS + "include"):
                        waiting.append(part.get("schemaLocation"))
                    if part.tag == XS + "import":
                        homes.setdefault(part.get("namespace"), set()).add(part.get("schemaLocation"))
            with self.subTest(schema=start):
                self.assertEqual({n: f for n, f in homes.items() if len(f) > 1}, {})

    def test_the_readme_lists_every_file_and_no_other(self):
        text = read(os.path.join(CHECKOUT, "schemas", "README.md"))
        self.assertEqual(set(re.findall(r"[\w-]+[.\w-]*\.xsd", text)),
                         {os.path.basename(path) for path in self.schemas()})

    def test_both_forms_of_the_ovirt_dialects_give_a_value_the_same_type(self):
        def values(name):
            root = ElementTree.parse(os.path.join(CHECKOUT, "schemas", "xsd", name)).getroot()
            system = root.find(f"{XS}complexType[@name='VirtualSystem_Type']/{XS}choice")
            return {e.get("name"): local(e.get("type")) for e in system.findall(XS + "element")}
        configuration, ova = values("ovirt-body.xsd"), values("ovirt-ova.xsd")
        self.assertGreater(len(ova), 80)
        self.assertEqual({n: t for n, t in configuration.items() if n in ova},
                         {n: t for n, t in ova.items() if n in configuration})
        self.assertEqual(set(ova) - set(configuration), {"NumaNodeSection"})


class Corpus(WithOracle):
    def test_verdicts_are_those_of_the_published_schemas(self):
        files = self.corpus()
        self.assertGreater(len(files), 0, "the corpus is empty")
        for namespace in NAMESPACES:
            mine, published = self.pair(namespace)
            links = [link for _, link in files]
            got, wanted = mine.verdicts(links), published.verdicts(links)
            print(f"{namespace}: {len(links)} files read, {wanted.count(True)} valid, {wanted.count(False)} invalid, "
                  f"{wanted.count(None)} not XML", flush=True)
            for (file, link), mine_says, published_says in zip(files, got, wanted):
                if mine_says != published_says:
                    self.fail(f"{file}: {mine_says}, published {published_says}: {mine.complaints(link)[:3]}")
            if namespace == ENVELOPE_1:
                self.assertGreater(wanted.count(True), 0)
                self.assertGreater(wanted.count(False), 0)

    def test_fixtures_get_the_verdicts_of_the_published_schemas(self):
        # The one difference that is meant, which is tested by itself, is what the fixtures of a rule are about.
        files = [file for file in files_below(fixture(), (".ovf", ".xml")) if "rules/install/no-delay/" not in str(file)]
        for namespace in NAMESPACES:
            mine, published = self.pair(namespace)
            self.assertEqual(list(zip(files, mine.verdicts(files))), list(zip(files, published.verdicts(files))))

    def test_ovirt_descriptors_are_accepted(self):
        files = [(file, link) for file, link in self.corpus() if "oVirt+" in file]
        verdicts = ours(CHECKOUT, "ovirt.xsd").verdicts([link for _, link in files])
        print(f"oVirt: {len(files)} files read", flush=True)
        self.assertGreater(verdicts.count(True), 0)
        for (file, link), verdict in zip(files, verdicts):
            if verdict is False:
                self.fail(f"{file}: {ours(CHECKOUT, 'ovirt.xsd').complaints(link)[:3]}")


class Mutants(WithOracle):
    """The same change to a descriptor gets the same verdict from both schemas."""

    def sources(self, namespace, texts):
        """Those of the texts that the published schema accepts, each in pieces."""
        folder = Folder(self)
        texts = sorted(set(texts))
        for text in texts:
            folder.add(text)
        verdicts = self.pair(namespace)[1].verdicts(folder.files)
        return [Pieces(text) for text, verdict in zip(texts, verdicts) if verdict]

    def descriptors(self):
        """Real and made-up descriptors of 1.x, without the sections that the standard does not know."""
        texts = []
        for path in [file for file, _ in self.corpus()] + files_below(fixture("dialects"), (".ovf", ".xml")):
            if os.path.getsize(path) > LARGEST_SOURCE:
                continue
            try:
                text = read(path)
            except UnicodeDecodeError:
                continue
            if ENVELOPE_1 in text or ENVELOPE_2 in text:
                texts.append(text)
        return [plain for plain in map(standard_part, texts) if plain]

    def compare(self, namespace, sources, count, seed):
        self.assertGreater(len(sources), 0)
        choice = random.Random(seed)
        names = {local(source.name(first)) for source in sources for first, _ in source.elements}
        mutator = Mutator(choice, names)
        folder, changes = Folder(self), []
        for _ in range(count):
            change, text = mutator.mutate(choice.choice(sources))
            changes.append(change)
            folder.add(text)
        mine, published = self.pair(namespace)
        got, wanted = mine.verdicts(folder.files), published.verdicts(folder.files)
        print(f"{namespace}: {count} changes of {len(sources)} descriptors, {wanted.count(True)} still valid, "
              f"{wanted.count(False)} not, {wanted.count(None)} not XML", flush=True)
        for change, file, mine_says, published_says in zip(changes, folder.files, got, wanted):
            if mine_says and published_says is False:
                published_says = published.verdicts([folder.add(with_stop_delay(read(file)))])[0]
            if mine_says != published_says:
                self.fail(f"{change}: {mine_says}, published {published_says}: {mine.complaints(file)[:3]} "
                          f"{published.complaints(file)[:3]}\n{read(file)}")
        # Changes that hardly ever spoil a descriptor, or always do, would compare nothing.
        self.assertGreater(wanted.count(True), count // 10)
        self.assertGreater(wanted.count(False), count // 10)

    def test_changed_descriptors_of_1_get_equal_verdicts(self):
        self.compare(ENVELOPE_1, self.sources(ENVELOPE_1, self.descriptors()), 4000, 1)

    def test_changed_descriptors_of_2_get_equal_verdicts(self):
        texts = [text.replace(ENVELOPE_1, ENVELOPE_2) for text in self.descriptors()]
        sample = read(os.path.join(self.shared, "xsd", "2.0.1", "sample-all-2.0-sections.ovf"))
        self.assertEqual(sample.count("<VirtualSystemCollection"), 1)
        rich = [sample, sample.replace("<VirtualSystemCollection", SOME_KEYS + "<VirtualSystemCollection")]
        rich += [text for text in texts if "StorageItem" in text or "SharedDisk" in text]
        self.assertEqual(len(self.sources(ENVELOPE_2, rich[:2])), 2)
        sources = self.sources(ENVELOPE_2, texts) + 20 * self.sources(ENVELOPE_2, rich)
        self.compare(ENVELOPE_2, sources, 4000, 2)

    def test_changed_environments_get_equal_verdicts(self):
        self.compare(ENVIRONMENT, self.sources(ENVIRONMENT, [AN_ENVIRONMENT]), 800, 3)

    def test_only_the_published_schema_of_2_demands_a_stop_delay(self):
        text = read(fixture("dialects", "dmtf-1.1", "vm.ovf"))
        text = standard_part(text).replace(ENVELOPE_1, ENVELOPE_2)
        self.assertIn(' ovf:initialBootStopDelay="300"', text)
        bare = text.replace(' ovf:initialBootStopDelay="300"', "")
        folder = Folder(self)
        files = [folder.add(text), folder.add(bare), folder.add(with_stop_delay(bare))]
        mine, published = self.pair(ENVELOPE_2)
        self.assertEqual(mine.verdicts(files), [True, True, True])
        self.assertEqual(published.verdicts(files), [True, False, True])


def with_stop_delay(text):
    """The descriptor with a delay in each InstallSection that has none."""
    def add(found):
        tag = found.group()
        prefix = found.group(1)
        if re.search(r":initialBootStopDelay\s*=", tag):
            return tag
        return tag.replace(f"<{prefix}InstallSection", f'<{prefix}InstallSection xmlns:delay="{ENVELOPE_2}" '
                           'delay:initialBootStopDelay="0"', 1)
    return re.sub(r"<((?:[\w.-]+:)?)InstallSection(?=[\s/>])[^>]*>", add, text)


def standard_part(text):
    """The descriptor without the sections of others that stand where the standard has its own; empty if it is none."""
    try:
        pieces = Pieces(text)
    except IndexError:  # an end tag too many
        return ""
    homes = ("Envelope", "VirtualSystem", "VirtualSystemCollection")
    return pieces.without(lambda name, parent: local(parent) in homes and ":" in name and
                          name.rpartition(":")[0] not in ("ovf", "o", parent.rpartition(":")[0]))


# Each dialect's schema. The draft before 1.0 has none: it fits neither the standard nor oVirt.
DIALECTS = {"dmtf-1.0": "trust-section-1.xsd", "dmtf-1.1": "trust-section-1.xsd", "dmtf-2.x": "trust-section-2.xsd",
            "ovirt": "ovirt.xsd", "ovirt-ova": "ovirt-ova.xsd", "virtualbox": "trust-section-1.xsd",
            "vmware": "trust-section-1.xsd", "xen": "trust-section-1.xsd"}
# As these products write them, the standard does not take them (fixtures/README.md).
NOT_AS_THE_STANDARD_SAYS = {"virtualbox/machines-1.0.ovf", "virtualbox/template-2.0.ovf"}
BROKEN = {"trust/unknown-flag-value", "trust/duplicate-flag", "trust/misplaced-flag"}


class Fixtures(unittest.TestCase):
    def accept(self, schema, text, name):
        path = Folder(self).add(text)
        with self.subTest(fixture=name):
            self.assertEqual(ours(CHECKOUT, schema).complaints(path), [])

    def test_every_dialect_is_accepted_by_its_schema(self):
        seen = set()
        for path in files_below(fixture("dialects"), (".ovf", ".xml")):
            dialect, name = path.split(os.sep)[-2:]
            if dialect == "vmware-0.9" or f"{dialect}/{name}" in NOT_AS_THE_STANDARD_SAYS:
                continue
            seen.add(dialect)
            schema = DIALECTS[dialect]
            if dialect == "ovirt-ova" and "virt-v2v" in name:
                schema = "ovirt.xsd"  # an OVA's elements in the namespace of the configuration dialect
            with open(path, "rb") as file:
                data = file.read()
            encoding = "latin-1" if b"ISO-8859-1" in data[:60].upper() else "utf-8"
            text = re.sub(r'^(<\?xml[^>]*encoding=)("[^"]*")', r'\1"UTF-8"', data.decode(encoding))
            if dialect in ("virtualbox", "vmware"):
                text = vendor_free(text)
            self.accept(schema, text, f"{dialect}/{name}")
        self.assertEqual(seen, set(DIALECTS))

    def test_what_the_standard_does_not_take_is_rejected(self):
        for name in sorted(NOT_AS_THE_STANDARD_SAYS):
            schema = "trust-section-2.xsd" if "2.0" in name else "trust-section-1.xsd"
            path = Folder(self).add(vendor_free(read(fixture("dialects", *name.split("/")))))
            self.assertEqual(ours(CHECKOUT, schema).verdicts([path]), [False], name)

    def test_a_foreign_section_is_rejected_by_the_schema_alone(self):
        path = fixture("dialects", "vmware", "vm.ovf")
        self.assertEqual(ours(CHECKOUT, "trust-section-1.xsd").verdicts([path]), [False])

    def test_the_schema_of_the_envelope_knows_no_trust_section(self):
        path = fixture("dialects", "dmtf-1.1", "vm.ovf")
        self.assertEqual(ours(CHECKOUT, "envelope-1.xsd").verdicts([path]), [False])

    def test_ovirt_trust_is_rejected_just_when_a_flag_is_broken(self):
        verdicts = set()
        for path in files_below(fixture("trust"), (".ovf",)):
            name = os.path.basename(path)
            if not name.startswith("ovirt-"):
                continue
            rules = set(json.loads(read(path[:-len(".ovf")] + ".expect.json")).get("rules", []))
            schema = "ovirt-ova.xsd" if name.startswith("ovirt-ova-") else "ovirt.xsd"
            with self.subTest(fixture=name):
                verdict = ours(CHECKOUT, schema).verdicts([path])[0]
                verdicts.add(verdict)
                self.assertEqual(verdict, not rules & BROKEN)
        self.assertEqual(verdicts, {True, False})

    def test_trust_sections_are_rejected_just_when_they_are_broken(self):
        wanted = {"dmtf-1.x-collection": True, "dmtf-1.x-conflicting-host": True, "dmtf-1.x-duplicate-equal": False,
                  "dmtf-1.x-other-namespace": False, "dmtf-1.x-other-prefix": True, "dmtf-1.x-padded-value": True,
                  "dmtf-1.x-unknown-value": False, "dmtf-2.x-conflicting-cluster": True,
                  "dmtf-2.x-template-unknown": False, "xen-duplicate-conflicting": False}
        for name, verdict in wanted.items():
            schema = "trust-section-2.xsd" if "2.x" in name else "trust-section-1.xsd"
            got = ours(CHECKOUT, schema).verdicts([fixture("trust", name + ".ovf")])
            self.assertEqual(got, [verdict], name)


def vendor_free(text):
    """Without the sections of vendors; the trust section stays."""
    homes = ("Envelope", "VirtualSystem", "VirtualSystemCollection")
    return Pieces(text).without(lambda name, parent: local(parent) in homes and ":" in name and
                                name.rpartition(":")[0] not in ("ovf", "trust", parent.rpartition(":")[0]))


class Statement(unittest.TestCase):
    def setUp(self):
        if not OVFKIT:
            self.skipTest("there is no ovfkit to sign with")

    def signed(self, *name):
        folder = Folder(self)
        key, certificate = os.path.join(folder.path, "key.pem"), os.path.join(folder.path, "certificate.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-keyout", key, "-out", certificate, "-subj", "/CN=signer"], check=True, capture_output=True)
        path = folder.add(read(fixture(*name)))
        descriptor = path[:-len(".xml")] + ".ovf"
        os.rename(path, descriptor)
        done = subprocess.run([OVFKIT, "sign", descriptor, "--trust", "--key", key, "--certificate", certificate],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("TrustStatement", read(descriptor))
        return descriptor

    def test_a_signed_statement_fits_in_every_dialect(self):
        for name, schema in ((("dmtf-1.1", "vm.ovf"), "trust-section-1.xsd"),
                             (("dmtf-2.x", "cluster.ovf"), "trust-section-2.xsd"),
                             (("ovirt", "vm-4.5.ovf"), "ovirt.xsd"), (("ovirt-ova", "vm-4.5.ovf"), "ovirt-ova.xsd")):
            descriptor = self.signed("dialects", *name)
            with self.subTest(fixture=name[-1]):
                self.assertEqual(ours(CHECKOUT, schema).complaints(descriptor), [])
                statement = Pieces(read(descriptor))
                first, last = next(e for e in statement.elements if local(statement.name(e[0])) == "TrustStatement")
                alone = Folder(self).add("".join(statement.tokens[first:last + 1]))
                self.assertEqual(ours(CHECKOUT, "trust-1.xsd").complaints(alone), [])

    def test_a_changed_statement_is_rejected(self):
        descriptor = self.signed("dialects", "dmtf-1.1", "vm.ovf")
        text = read(descriptor)
        for old, new in (('place="', 'place="un'), ('value="true"', 'value="maybe"'), ('depth="0"', 'depth="-1"'),
                         ("SignedInfo", "SignedInf"), ('kind="vm"', 'kind="host"'), ("Entity", "Machine")):
            self.assertIn(old, text)
            changed = Folder(self).add(text.replace(old, new))
            self.assertEqual(ours(CHECKOUT, "trust-section-1.xsd").verdicts([changed]), [False], old)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
