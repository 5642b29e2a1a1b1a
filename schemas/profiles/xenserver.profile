# What XenServer, XCP-ng and XenCenter refuse or misread.
extends interop
off      target/*  # what other importers mind

error    target/ovf-2                  # XenCenter knows 0.9 and 1.x
error    target/item-kind              # Item is the only element that is read
error    target/ovirt-form             # the forms of the oVirt engine are not known
error    target/qcow2-disk             # VHD, VHDX and VMDK are read, qcow2 is not
warning  target/efi-ignored            # vmw:Config is passed over (xen-orchestra 8162)
warning  target/cores-per-socket       # vmw:CoresPerSocket is passed over
warning  target/no-environment         # properties are not handed to the guest
note     target/xenserver-missing-limit        # one release crashed (xenadmin 2954)
note     target/xenserver-missing-system-type  # releases before the end of 2019 crashed (xenadmin 2532)
error    manifest/unlisted-file        # XenCenter compares files and manifest in both directions
error    manifest/missing-file         # as above
