# What virt-v2v refuses or misreads when it converts an OVA.
extends interop
off      target/*  # what other importers mind

error    target/ovf-2                  # OVF 2.x is not supported (virt-v2v 18)
error    target/draft-0-9              # the namespace of OVF 1.x is the only one that is looked for
error    target/virt-v2v-namespace     # the same; the trailing slash of its own output for oVirt is another one
error    target/item-kind              # StorageItem and EthernetPortItem are not read (virt-v2v 18)
error    target/several-systems        # one virtual machine is converted
error    target/collection             # a VirtualSystem is looked for directly below the Envelope
error    target/empty-disk             # a Disk without a file is an error
error    target/virt-v2v-compression   # gzip is the only compression
error    target/chunked-file           # chunks are not put together
error    target/memory-unit            # units of memory are not read
warning  target/configuration-items    # every Item counts, whatever its configuration
warning  target/no-environment         # properties are not handed to the guest
error    tar/apple-double              # before 2024-07 '._name.ovf' counts as a second descriptor
error    package/remote-file           # nothing is fetched from servers
