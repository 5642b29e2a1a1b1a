# OVF 1.1 to the letter.
off      target/*                       # what importers mind is no matter of the standard

# Packages (DSP0243 1.1.1, 5): what its text says of files and archives weighs more here than what importers mind.
error    package/foreign-manifest       # manifest and certificate are called like the descriptor
error    package/descriptor-not-first
error    manifest/blank-line            # lines have one form, and there is nothing else in the file
error    manifest/crlf
error    manifest/no-final-line-end
error    manifest/missing-blank
error    manifest/extra-blank
error    manifest/padding
error    manifest/byte-order-mark
error    certificate/late-signature     # one line, then one certificate
error    certificate/further-certificates
error    certificate/stray-text
error    certificate/unknown-block
warning  manifest/weak-digest           # the only digest of 1.x
warning  tar/gnu-header                 # the form of archives is ustar
error    tar/directory-member           # regular files, of the names and sizes that ustar can hold
error    tar/long-name
error    tar/numeric-size

# What the schemas ask for and rules of ours say in better words.
error    hardware/old-instance-id

# What is no matter of the standard.
off      ovirt/*
off      hardware/cores-per-socket
off      hardware/unusable-mac
off      hardware/implausible-memory
off      hardware/implausible-processors
off      disk/not-stream-optimized
off      disk/odd-capacity
