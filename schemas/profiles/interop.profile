# What some real importer rejects or misreads; the default.
off      target/*                          # what single importers mind is for their own profiles

# The letter of the standard, which no importer insists on.
off      schema/item-order                 # the children of an Item are looked up by name
off      extension/not-a-section           # extensions of vendors, which are passed over or understood
off      extension/not-last
off      extension/reserved-namespace
off      extension/conformance-level
note     extension/required-by-vendor      # understood by the importers of that vendor, asked for by many exports
off      install/no-delay
note     startup/vendor-stop-action
off      startup/collection-settings
off      content/no-name
off      os/no-section
off      hardware/duplicate-section-id
off      hardware/unknown-transport
off      hardware/subtype-separator        # VMware separates them by commas
off      hardware/message-id
note     hardware/unit-spelling            # MegaBytes and its kin are read everywhere
off      hardware/host-resource-spelling   # /disk/ID is read everywhere
off      hardware/unlisted-port-profile
off      hardware/vendor-type
note     hardware/reserved-type            # 35 is VirtualBox's sound card
warning  hardware/range-of-text
warning  references/parent-segment         # folders that share their disks do it; only archives cannot
off      references/bundle-order
note     disk/unit
warning  disk/no-format                    # the file itself says it
off      disk/file-order
note     disk/populated-size               # an estimate
off      disk/format-uri
off      product/colon-in-class
off      property/keys-differ-by-case
off      property/dotted-key               # usual in real products
note     property/colon-in-key
note     property/vendor-type              # int and ip are read by VMware's importers
off      property/vendor-qualifier
off      property/no-default
note     property/value-without-configuration
off      property/unmasked-password
off      strings/not-localisable
off      strings/undefined-message
off      strings/unused-message
off      strings/no-locale
off      strings/contradicts-default
off      strings/duplicate-message
warning  strings/unknown-file
off      package/extension
off      package/misplaced-manifest
off      package/manifest-algorithm        # SHA-256 is what everybody wants by now
off      package/manifest-extra
note     package/manifest-name             # importers decode the href
off      archive/extension
off      archive/manifest-place
off      archive/member-order
off      schema/unnamed-item               # names are for people
off      schema/foreign-section            # the text of the standard has room for them
warning  descriptor/no-entity              # collections without machines are imported
warning  content/abstract-name             # the form of the draft, which many still read
warning  hardware/unknown-required-child   # importers of that vendor know it
note     trust/unsigned                    # nobody but us signs flags by now
warning  manifest/weak-digest              # older importers want SHA-1, newer ones refuse it
warning  references/href-form              # absolute paths lead out of the package; blanks are read by most
