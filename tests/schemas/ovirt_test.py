#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the schemas of the oVirt dialects reject, and what they leave alone. There is no published schema to compare with.

    ovirt_test.py CHECKOUT OVFKIT [CLASS...]
"""

import os
import random
import re
import sys
import tempfile
import unittest

from mutants import Pieces, local
from validator import ours

CHECKOUT = sys.argv[1] if __name__ == "__main__" else ""

# What is changed in ovirt/vm-4.5.ovf: the kind of fault, what stands there, what is put there.
CONFIGURATION = [
    # numbers
    ("a word for a number", "<MinAllocatedMem>16384<", "<MinAllocatedMem>lots<"),
    ("a fraction for a number", "<Priority>100<", "<Priority>1.5<"),
    ("a number too large for 32 bits", "<MaxMemorySizeMb>262144<", "<MaxMemorySizeMb>4294967296<"),
    ("a negative size of a file", 'ovf:size="5368709120"', 'ovf:size="-1"'),
    ("a size with a unit", 'ovf:size="120"', 'ovf:size="120 GiB"'),
    ("a number of sockets that is none", "<rasd:num_of_sockets>2<", "<rasd:num_of_sockets>two<"),
    ("a resource type above 16 bits", "<rasd:ResourceType>3<", "<rasd:ResourceType>65536<"),
    ("a memory size that is none", "<rasd:VirtualQuantity>32768<", "<rasd:VirtualQuantity>32G<"),
    # words and numbers of lists
    ("an unknown kind of machine", "<VmType>2<", "<VmType>3<"),
    ("an unknown BIOS", "<BiosType>3<", "<BiosType>4<"),
    ("an unknown boot sequence", "<default_boot_sequence>3<", "<default_boot_sequence>15<"),
    ("an unknown origin", "<Origin>3<", "<Origin>11<"),
    ("an unknown display", "<DefaultDisplayType>2<", "<DefaultDisplayType>5<"),
    ("an unknown pinning policy", "<CpuPinningPolicy>1<", "<CpuPinningPolicy>5<"),
    ("an unknown action", "<ConsoleDisconnectAction>REBOOT<", "<ConsoleDisconnectAction>EXPLODE<"),
    ("a word in other letters", "<ResumeBehavior>KILL<", "<ResumeBehavior>kill<"),
    ("an unknown login method", "<SsoMethod>guest_agent<", "<SsoMethod>agent<"),
    ("an unknown format of a volume", 'ovf:volume-format="RAW"', 'ovf:volume-format="VMDK"'),
    ("an unknown type of a volume", 'ovf:volume-type="Sparse"', 'ovf:volume-type="Thin"'),
    ("an unknown bus", 'ovf:disk-interface="VirtIO"', 'ovf:disk-interface="NVMe"'),
    ("an unknown storage", 'ovf:disk_storage_type="IMAGE"', 'ovf:disk_storage_type="TAPE"'),
    ("an unknown kind of device", "<Type>watchdog<", "<Type>dog<"),
    ("an unknown kind of snapshot", "<Type>ACTIVE<", "<Type>OLD<"),
    ("an unknown NUMA mode", "<NumaTuneMode>strict<", "<NumaTuneMode>loose<"),
    ("an unknown kind of section", "ovf:NumaNodeSection_Type", "ovf:NodeSection_Type"),
    # texts with a form
    ("a flag that is no boolean", "<DeleteProtected>true<", "<DeleteProtected>yes<"),
    ("a trust flag that is no boolean", "<TrustedService>true<", "<TrustedService>maybe<"),
    ("an empty trust flag", "<TrustedService>true<", "<TrustedService><"),
    ("an attribute that is no boolean", 'ovf:shareable="true"', 'ovf:shareable="1"'),
    ("a date with dashes", "<CreationDate>2022/09/01 06:00:00<", "<CreationDate>2022-09-01 06:00:00<"),
    ("a thirteenth month", "<CreationDate>2022/09/01 06:00:00<", "<CreationDate>2022/13/01 06:00:00<"),
    ("a date without a time", "<ExportDate>2023/04/18 09:31:07<", "<ExportDate>2023/04/18<"),
    ("an id that is none", "<TemplateId>a4c75919-c0e0-4874-b062-efd7b8e38ff5<", "<TemplateId>Blank<"),
    ("a level that is none", "<ClusterCompatibilityVersion>4.7<", "<ClusterCompatibilityVersion>new<"),
    ("a MAC address of five bytes", "<rasd:MACAddress>", "<rasd:MACAddress>00:"),
    ("a NUMA list that is none", "<cpuIdList>", "<cpuIdList>all,"),
    # parts that have to be there
    ("no name", "<Name>Zürich vault &amp; archive</Name>", ""),
    ("no template id", "<TemplateId>a4c75919-c0e0-4874-b062-efd7b8e38ff5</TemplateId>", ""),
    ("no type of an item", "<rasd:ResourceType>3</rasd:ResourceType>", ""),
    ("no id of an item", "<rasd:InstanceId>1</rasd:InstanceId>", ""),
    ("no id of a disk", ' ovf:diskId="0ee1cd32-0a57-45b2-baed-393735e2d70a"', ""),
    ("no id of a file", ' ovf:id="0ee1cd32-0a57-45b2-baed-393735e2d70a"', ""),
    ("no place of a file", "ovf:href=", "ovf:url="),
    ("a section that does not say what it is", '<Section xsi:type="ovf:DiskSection_Type">', "<Section>"),
    ("no index of a NUMA node", "<Index>0</Index>", ""),
    # things twice, or where they do not belong
    ("a trust flag twice", "<TrustedService>true</TrustedService>",
     "<TrustedService>true</TrustedService><TrustedService>true</TrustedService>"),
    ("two names", "</Name>", "</Name><Name>x</Name>"),
    ("a misspelt value", "<TrustedService>true</TrustedService>", "<TrustedServce>true</TrustedServce>"),
    ("a value in the wrong namespace", "<TrustedService>true</TrustedService>",
     "<ovf:TrustedService>true</ovf:TrustedService>"),
    ("a trust flag in the hardware", "<System>", "<TrustedService>true</TrustedService><System>"),
    ("hardware among the disks", 'xsi:type="ovf:DiskSection_Type"', 'xsi:type="ovf:VirtualHardwareSection_Type"'),
]

# The same in ovirt-ova/vm-4.5.ovf.
OVA = [
    ("a word for a number", "<Generation>", "<Generation>x"),
    ("an unknown kind of machine", "<VmType>", "<VmType>9"),
    ("a flag that is no boolean", "<DeleteProtected>", "<DeleteProtected>un"),
    ("a trust flag that is no boolean", "<TrustedService>true<", "<TrustedService>on<"),
    ("no capacity of a disk", " ovf:capacity=", " ovf:room="),
    ("a capacity that is no number", ' ovf:capacity="', ' ovf:capacity="x'),
    ("a unit that is none", 'ovf:capacityAllocationUnits="byte * 2^30"', 'ovf:capacityAllocationUnits="block"'),
    ("a unit that is a sum", 'ovf:capacityAllocationUnits="byte * 2^30"', 'ovf:capacityAllocationUnits="byte + 2^30"'),
    ("no operating system", "OperatingSystemSection", "SystemSection"),
    ("no hardware", "VirtualHardwareSection", "HardwareSection"),
    ("no disks", "DiskSection", "DisksSection"),
    ("no id of the machine", "<VirtualSystem ovf:id=", "<VirtualSystem ovf:name="),
    ("an operating system above 16 bits", '<OperatingSystemSection ovf:id="', '<OperatingSystemSection ovf:id="99999'),
    ("an engine's number that is none", 'ovirt:id="', 'ovirt:id="x'),
    ("no id of an item", "<rasd:InstanceID>1</rasd:InstanceID>", ""),
    ("no type of an item", "<rasd:ResourceType>4</rasd:ResourceType>", ""),
    ("an unknown kind of device", "<Type>disk<", "<Type>disc<"),
    ("a misspelt value", "TrustedService>", "TrustedServce>"),
    ("a date without a time", "<CreationDate>", "<CreationDate>2020/01/01</CreationDate><CreationDate>"),
]

# Other ways to say something, which real files have.
HARMLESS = [
    ("capitals in a flag", "<DeleteProtected>true<", "<DeleteProtected>True<"),
    ("capitals in an attribute", 'ovf:boot="true"', 'ovf:boot="TRUE"'),
    ("an empty flag", "<DeleteProtected>true<", "<DeleteProtected><"),
    ("an empty number", "<Priority>100<", "<Priority><"),
    ("an empty size", 'ovf:actual_size="5"', 'ovf:actual_size=""'),
    ("a date with points", "<CreationDate>2022/09/01 06:00:00<", "<CreationDate>2022.09.01 06:00:00<"),
    ("a date with single digits", "<CreationDate>2022/09/01 06:00:00<", "<CreationDate>2022/9/1 6:00:00<"),
    ("the other spelling of an id", "rasd:InstanceId>", "rasd:InstanceID>"),
    ("a file without a size", ' ovf:size="5368709120"', ""),
    ("a foreign value", "<Comment>", '<o:more xmlns:o="urn:example:other">x</o:more><Comment>'),
    ("a foreign attribute", "<Item>", '<Item xmlns:o="urn:example:other" o:note="x">'),
    ("an unknown attribute", "<Disk ", '<Disk ovf:unheard="x" '),
    ("an unknown rasd element", "<rasd:num_of_sockets>", "<rasd:die>1</rasd:die><rasd:num_of_sockets>"),
    ("an unknown operating system", "<Description>rhel_9x64<", "<Description>site_special<"),
    ("no comment", "<Comment>ticket #4711</Comment>", ""),
]


def read(*name):
    with open(os.path.join(CHECKOUT, "fixtures", "dialects", *name), encoding="utf-8") as file:
        return file.read()


class Faults(unittest.TestCase):
    def verdicts(self, schema, texts):
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for at, text in enumerate(texts):
                files.append(os.path.join(folder, f"{at:04}.xml"))
                with open(files[-1], "w", encoding="utf-8") as file:
                    file.write(text)
            return ours(CHECKOUT, schema).verdicts(files)

    def check(self, schema, text, changes, wanted):
        for what, old, _ in changes:
            self.assertTrue(old in text, what)
        every = self.verdicts(schema, [text] + [text.replace(old, new) for _, old, new in changes])
        self.assertEqual(every[0], True)
        for (what, _, _), verdict in zip(changes, every[1:]):
            with self.subTest(change=what):
                self.assertEqual(verdict, wanted)

    def test_faults_in_a_configuration_are_rejected(self):
        self.check("ovirt.xsd", read("ovirt", "vm-4.5.ovf"), CONFIGURATION, False)

    def test_faults_in_a_configuration_without_the_slash_are_rejected(self):
        text = read("ovirt", "vm-4.5.ovf").replace("ovf/envelope/1/", "ovf/envelope/1")
        self.check("ovirt.xsd", text, CONFIGURATION, False)

    def test_faults_in_an_ova_are_rejected(self):
        self.check("ovirt-ova.xsd", read("ovirt-ova", "vm-4.5.ovf"), OVA, False)

    def test_other_ways_to_say_the_same_are_accepted(self):
        self.check("ovirt.xsd", read("ovirt", "vm-4.5.ovf"), HARMLESS, True)

    def test_values_in_any_order_are_accepted(self):
        choice = random.Random(4)
        for schema, name in (("ovirt.xsd", ("ovirt", "vm-4.5.ovf")), ("ovirt.xsd", ("ovirt", "vm-virt-v2v.ovf")),
                             ("ovirt-ova.xsd", ("ovirt-ova", "template-4.5.ovf"))):
            pieces = Pieces(read(*name))
            parent = next(f for f, _ in pieces.elements if local(pieces.name(f)) in ("Content", "VirtualSystem"))
            children = [e for e in pieces.elements if pieces.parents[e[0]] == parent]
            self.assertGreater(len(children), 15)
            texts = []
            for _ in range(20):
                shuffled = choice.sample(children, len(children))
                inside = ["".join(pieces.tokens[a:b + 1]) for a, b in shuffled]
                texts.append("".join(pieces.tokens[:parent + 1] + inside + pieces.tokens[children[-1][1] + 1:]))
            self.assertEqual(self.verdicts(schema, texts), [True] * len(texts), name)

    def test_a_missing_operating_system_section_is_rejected(self):
        for name in ("vm-3.3", "vm-4.2.0", "vm-4.5", "template-4.5"):
            text = read("ovirt", name + ".ovf")
            without = re.sub(r'<Section [^>]*"ovf:OperatingSystemSection_Type".*?</Section>', "", text, 1, re.DOTALL)
            self.assertNotEqual(text, without)
            self.assertEqual(self.verdicts("ovirt.xsd", [text, without]), [True, False], name)

    def test_each_dialect_is_told_from_the_others(self):
        configuration, ova = read("ovirt", "vm-4.5.ovf"), read("ovirt-ova", "vm-4.5.ovf")
        early = read("ovirt", "vm-4.2.0.ovf")
        self.assertEqual(self.verdicts("ovirt.xsd", [configuration, early, ova]), [True, True, False])
        self.assertEqual(self.verdicts("ovirt-no-slash.xsd", [configuration, early, ova]), [False, True, False])
        self.assertEqual(self.verdicts("ovirt-ova.xsd", [configuration, early, ova]), [False, False, True])
        self.assertEqual(self.verdicts("envelope-1.xsd", [configuration, early, ova]), [False, False, False])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
