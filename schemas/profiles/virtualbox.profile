# What Oracle VirtualBox refuses or misreads.
extends interop
off      target/*  # what other importers mind

error    target/ovirt-form                 # VirtualBox does not know the forms of the oVirt engine
error    target/virtualbox-memory-unit     # MegaBytes, MB and byte * 2^20 are taken, nothing else
error    target/virtualbox-machine-medium  # no image for the medium (kiwi 1417, open-vagrant-boxes 1)
warning  target/virtualbox-nvram-item      # older releases refuse ResourceType 32768 (gusztavvargadr packer 497)
error    target/chunked-file               # ovf:chunkSize is not implemented
error    target/qcow2-disk                 # VDI, VHD and VMDK are read, qcow2 is not
warning  target/efi-ignored                # vmw:Config is passed over, vbox:Machine counts
warning  target/cores-per-socket           # vmw:CoresPerSocket is passed over
warning  target/configuration-items        # deployment options cannot be chosen
warning  target/no-environment             # properties are not handed to the guest

error    tar/pax-header                    # VERR_TAR_UNSUPPORTED_PAX_TYPE, in 6.1 and 7.x
error    package/descriptor-not-first      # members are read in their order (vagrant 1741)
error    manifest/unlisted-file            # 'not found in the 2nd manifest' (teamdfir sift 207)
