# SPDX-License-Identifier: Apache-2.0
"""rename.py FROM TO NAME: gives a VM another name and more memory, and leaves every other byte as it is."""
import sys
from pathlib import Path

import ovfkit
from ovfkit import model, task

source, target, name = sys.argv[1:]
descriptor = ovfkit.Descriptor.read(source)

# What is changed most often has a function ...
edited = task.edit(descriptor, name=name, memory_bytes=8 * 2**30)
for remark in edited.remarks:
    print(remark)

# ... and everything else is in the model, a tree of your own.
again = ovfkit.Descriptor(edited.data, target)
envelope = again.envelope()
for section in envelope.sections:
    if isinstance(section, model.NetworkSection):
        for network in section.networks:
            network.description = model.Msg(f"a network of {name}")
Path(target).write_bytes(again.rewrite(envelope))
