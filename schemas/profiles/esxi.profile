# What VMware ESXi and vSphere refuse or misread.
extends interop
off      target/*  # what other importers mind

error    target/ovf-2                   # ovftool and vSphere know OVF 1.x (BlackArch 1937, librenms packer-builds 31)
error    target/item-kind               # StorageItem and EthernetPortItem stop the import (BlackArch 1937)
error    target/ovirt-form              # ovftool does not know the forms of the oVirt engine
error    target/vmware-hardware-family  # unsupported hardware family virtualbox-2.2 (cyphon 176, open-vmdk 81)
error    target/vmware-extra-config     # refused unless --allowExtraConfig is given (GNS3 gns3-vm 40)
error    target/qcow2-disk              # VMDK is the only format that is taken
error    target/vhd-disk                # as above
warning  target/compressed-file         # ovftool decompresses, vSphere itself does not (ECS-CommunityEdition 329, sexilog 49)
warning  target/missing-nvram           # a guest with EFI does not boot without it (packer-plugin-vsphere 95)
warning  target/no-environment          # a bare ESXi makes no OVF environment, vCenter does (ansible 50299)

error    tar/pax-header                 # archives with pax headers are refused (cot 82)
error    package/descriptor-not-first   # the .ovf has to be the first member (image-builder 431, vagrant 1741)
error    manifest/weak-digest           # newer releases refuse SHA-1 (OpenCTI 1642)
error    manifest/blank-before-equals   # 'SHA256 (file) = ' is refused (home-assistant operating-system 826)
error    manifest/blank-before-parenthesis  # as above
error    manifest/algorithm-spelling    # 'SHA2-256' is refused (home-assistant operating-system 3654)
