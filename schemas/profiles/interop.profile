# What some real importer rejects or misreads; the default.
off      target/*                       # what single importers mind is for their own profiles
off      schema/item-order              # importers look the children of an Item up by name
warning  references/parent-segment      # folders that share their disks do it; only archives cannot
