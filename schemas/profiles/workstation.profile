# What VMware Workstation and Fusion refuse or misread.
extends interop
off      target/*  # what other importers mind

error    target/ovf-2                   # the ovftool inside knows OVF 1.x (BlackArch 1937)
error    target/item-kind               # StorageItem and EthernetPortItem stop the import (BlackArch 1937)
error    target/ovirt-form              # ovftool does not know the forms of the oVirt engine
warning  target/vmware-hardware-family  # refused at first; the dialog offers to try again with relaxed checks
warning  target/vmware-extra-config     # passed over unless ovftool is called with --allowExtraConfig
error    target/qcow2-disk              # VMDK is the only format that is taken
error    target/vhd-disk                # as above
warning  target/missing-nvram           # a guest with EFI loses its boot entries (packer-plugin-vsphere 95)
warning  target/no-environment          # the desktop products hand no properties to the guest

error    tar/pax-header                 # archives with pax headers are refused (cot 82)
error    package/descriptor-not-first   # the .ovf has to be the first member (image-builder 431)
error    manifest/blank-before-equals   # 'SHA256 (file) = ' is refused (home-assistant operating-system 826)
error    manifest/blank-before-parenthesis  # as above
error    manifest/algorithm-spelling    # 'SHA2-256' is refused (home-assistant operating-system 3654)
