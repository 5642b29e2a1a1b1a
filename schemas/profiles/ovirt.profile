# What the oVirt engine refuses or misreads: of its own forms, and of others through vdsm and virt-v2v.
extends interop
off      target/*  # what other importers mind

error    target/ovf-2                # only the namespaces of OVF 1.x are known
error    target/draft-0-9            # as above
error    target/item-kind            # Item is the only element that is read
error    target/several-systems      # one VM of a descriptor is imported
error    target/collection           # virt-v2v, which converts the disks, looks below the Envelope only
error    target/empty-disk           # a Disk without a file fails in the reader of OVAs and in virt-v2v
error    target/chunked-file         # chunks are not put together
error    target/virt-v2v-compression # virt-v2v, which converts the disks, knows gzip
error    target/ovirt-nic-item       # vdsm asks for ElementName and ResourceSubType
error    target/ovirt-no-quantity    # 'no memory size' (manageiq 18197)
warning  target/memory-unit          # the quantity is taken for MiB, units are not read
warning  target/configuration-items  # deployment options are not implemented
warning  target/no-environment       # properties are not handed to the guest

warning  trust/flag-engine-ignores   # an entity that asked for trust comes in without it
error    tar/pax-header              # the reader of OVAs goes from header to header and takes pax records for members
error    tar/long-name               # as above; names end after 100 bytes
