# What Proxmox VE refuses or misreads.
extends interop
off      target/*  # what other importers mind

error    target/ovf-2                  # the namespace of OVF 1.x is the only one that is looked for
error    target/draft-0-9              # as above
error    target/ovirt-form             # the forms of the oVirt engine are not known
error    target/item-kind              # Item is the only element that is read
error    target/collection             # a VirtualSystem is looked for directly below the Envelope
warning  target/several-systems        # the first machine is imported, the others are passed over
error    target/proxmox-file-name      # names are matched against a list of characters
error    target/proxmox-disk-controller  # a disk without a controller is passed over
warning  target/proxmox-capacity-unit  # only 'byte * b^e' is read, so the import cannot tell the disk's size
warning  target/memory-unit            # the quantity is taken for MiB
warning  target/cores-per-socket       # every processor becomes a core of one socket
error    target/compressed-file        # the file is handed to the disk import as it is
error    target/chunked-file           # chunks are not put together
warning  target/configuration-items    # deployment options cannot be chosen
warning  target/no-environment         # properties are not handed to the guest
error    package/remote-file           # nothing is fetched from servers
