# What some real importer rejects or misreads; the default.
