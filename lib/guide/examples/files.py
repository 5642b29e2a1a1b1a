# SPDX-License-Identifier: Apache-2.0
"""files.py PACKAGE: verifies a package, and reads its files out of the archive."""
import hashlib
import sys

import ovfkit

package = ovfkit.Package.open(sys.argv[1])
verification = package.verify()
print(*(state.value for state in verification.states))
for member in package:
    with package.read(member) as stream:
        print(member.name, member.size, hashlib.file_digest(stream, "sha256").hexdigest()[:12])
