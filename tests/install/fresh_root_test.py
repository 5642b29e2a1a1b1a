#!/usr/bin/env python3
"""The Debian packages work where nothing else is: a Debian in a folder, which takes root, mmdebstrap and a mirror.

    fresh_root_test.py BUILD CHECKOUT CMAKE COMPILER [CLASS...]

The packages are those that packages_test.py has made.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from installation import APPLIANCE, BUILD, DECIDED, HERE, KEPT, VERSION, decisions, main, run, skip

# What runs behind these words ends with whoever started it, however that ends, and its mounts with it: they are in a
# namespace of their own, which goes with the last process in it.
CONFINED = ("setpriv", "--pdeathsig", "KILL",
            "unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child=KILL", "--mount-proc")


def setUpModule():
    global SCRATCH, PACKAGES
    if os.geteuid() != 0:
        skip("a fresh root takes root")
    for tool, package in (("mmdebstrap", "mmdebstrap"), ("unshare", "util-linux"), ("setpriv", "util-linux")):
        if not shutil.which(tool):
            skip(f"{package} is not installed")
    if run(*CONFINED, "true", check=False).returncode != 0:
        skip("this root may not mount anything")
    PACKAGES = sorted(KEPT.glob("*.deb"))
    if not PACKAGES:
        skip("packages_test.py has made no packages")
    folder = tempfile.TemporaryDirectory(prefix="ovfkit-root-")
    unittest.addModuleCleanup(folder.cleanup)
    SCRATCH = Path(folder.name).resolve()


class Confinement(unittest.TestCase):
    def test_no_mount_and_no_process_outlives_who_is_killed(self):
        folder = SCRATCH / "mounted"
        folder.mkdir()
        script = f"mount -t tmpfs none {folder}; touch {folder}/inside; readlink /proc/self/ns/mnt >{SCRATCH}/there; sleep 3600"
        starter = subprocess.Popen([sys.executable, "-c", "import subprocess, sys; subprocess.run(sys.argv[1:])",
                                    *CONFINED, "sh", "-c", script])
        note = SCRATCH / "there"
        while starter.poll() is None and not (note.exists() and note.read_text()):
            time.sleep(0.01)
        starter.send_signal(signal.SIGKILL)
        starter.wait()
        namespace = note.read_text().strip()
        while self.is_alive(namespace):  # ctest ends what never ends
            time.sleep(0.01)
        self.assertEqual(list(folder.iterdir()), [])
        self.assertNotIn(str(folder), Path("/proc/self/mounts").read_text())

    def is_alive(self, namespace):
        for link in Path("/proc").glob("[0-9]*/ns/mnt"):
            try:
                if os.readlink(link) == namespace:
                    return True
            except OSError:
                pass  # it has just ended
        return False


# In the fresh root. Each step leaves what it printed and how it ended.
STEPS = r"""#!/bin/sh
root=$1
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
mkdir "$root/ovfkit"
cp -r "$STAGE/." "$root/ovfkit"
step() {
    name=$1
    shift
    chroot "$root" sh -c "cd /ovfkit && $*" >"$RESULTS/$name" 2>&1 </dev/null
    code=$?
    echo $code >"$RESULTS/$name.code"
    [ $code -eq 0 ] || { echo "step $name ended with $code"; cat "$RESULTS/$name"; }
    return $code
}
install="apt-get -q -y -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-unsafe-io --no-install-recommends install"
step download "$install --download-only ./*.deb tcc libc6-dev pkg-config" || exit 0
[ -z "$CACHE" ] || cp -n "$root"/var/cache/apt/archives/*.deb "$CACHE"
step install "$install ./*.deb" || exit 0
step version 'ovfkit --version'
step inspect 'ovfkit inspect appliance/appliance.ovf --format json'
step verify 'ovfkit verify appliance --format json'
step import 'ovfkit check-import vm-trust-names.ovf --cluster lab=untrusted'
step manual 'for page in $(dpkg -L ovfkit | grep "^/usr/share/man/.*\.gz$"); do gzip -t "$page" || exit 1; done'
step python 'python3 -c "
import ovfkit, sys
lab = ovfkit.trust.Cluster(\"lab\", ovfkit.trust.ClusterTrust.UNTRUSTED)
for path in sys.argv[1:]:
    print(ovfkit.trust.decide(ovfkit.trust.collect(ovfkit.Descriptor.read(path)), lab).outcome.value)
" vm-trust-names.ovf vm-trust-none.ovf'
step compiled 'ls /usr/lib/python3/dist-packages/ovfkit/__pycache__/trust.*.pyc'
step ldconfig 'ldconfig -p | grep libovfkit_c.so.0'
step compiler "$install tcc libc6-dev pkg-config"
step consumer 'tcc decide.c -o decide $(pkg-config --cflags --libs ovfkit-c) && ./decide vm-trust-names.ovf vm-trust-none.ovf'
step purge 'apt-get -q -y -o Dpkg::Use-Pty=0 purge libovfkit-c0 libovfkit-dev ovfkit python3-ovfkit'
step left 'find / -xdev -path /ovfkit -prune -o -path /proc -prune -o -path /var/cache/apt -prune -o -name "*ovfkit*" -print'
exit 0
"""


class FreshRoot(unittest.TestCase):
    """A Debian with nothing in it but what every Debian has."""

    maxDiff = None

    def sources(self):
        """The files of the system's apt that are Debian's own, and the name of the release."""
        system = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', Path("/etc/os-release").read_text(), re.M))
        name = system.get("VERSION_CODENAME", "")
        places = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))]
        found = [path for path in places if path.suffix in (".list", ".sources") and path.is_file()
                 and re.search(r"/debian(-security)?/?\s", path.read_text()) and name in path.read_text()]
        if system.get("ID") != "debian" or not found:
            self.skipTest("this is no Debian, or its packages come from somewhere unusual")
        return name, found

    def test_they_install_work_and_go_without_a_trace(self):
        release, sources = self.sources()
        results, stage, script = SCRATCH / "results", SCRATCH / "stage", SCRATCH / "steps"
        results.mkdir()
        stage.mkdir()
        for path in (*PACKAGES, *DECIDED, HERE / "consumer/decide.c"):
            shutil.copy(path, stage)
        shutil.copytree(APPLIANCE, stage / "appliance")
        script.write_text(STEPS)
        script.chmod(0o755)

        # What was downloaded once is not downloaded again; apt compares the digests anyhow.
        cache = BUILD / "install/apt-cache"
        cache.mkdir(parents=True, exist_ok=True)
        quiet = SCRATCH / "tmp"
        quiet.mkdir()
        quiet.chmod(0o755)
        SCRATCH.chmod(0o755)
        done = run(*CONFINED, "mmdebstrap", "--variant=minbase", "--format=null", "--skip=download/empty", "--skip=essential/unlink",
                   "--dpkgopt=force-unsafe-io", '--aptopt=Acquire::Languages "none"',
                   f"--setup-hook=mkdir -p \"$1\"/var/cache/apt/archives; cp {cache}/*.deb \"$1\"/var/cache/apt/archives 2>/dev/null || :",
                   f"--customize-hook={script} \"$1\"", release, "/dev/null", *sources, check=False,
                   environment={"TMPDIR": str(quiet), "STAGE": str(stage), "RESULTS": str(results), "CACHE": str(cache)})
        fetched = (results / "download.code").exists() and (results / "download.code").read_text() == "0\n"
        if not fetched and re.search(r"Could not resolve|[Cc]ould not connect|Failed to fetch|Temporary failure|Unable to connect|"
                                     r"unreachable|timed out", done.stdout):
            self.skipTest("Debian's packages cannot be downloaded")
        self.assertEqual(done.returncode, 0, done.stdout[-3000:])

        said = {path.name: path.read_text() for path in results.iterdir()}
        bad = {name: said[name.removesuffix(".code")][-2000:] for name, text in said.items()
               if name.endswith(".code") and text != ("3\n" if name == "import.code" else "0\n")}
        self.assertEqual(bad, {})
        self.assertIn(VERSION, said["version"])
        self.assertIn('"dialect"', said["inspect"])
        self.assertIn('"files-verified"', said["verify"])
        self.assertIn("cluster 'lab' is not trusted", said["import"])
        self.assertEqual(said["python"], "warn\nallow\n")
        self.assertIn("libovfkit_c.so.0", said["ldconfig"])
        self.assertEqual(said["consumer"], decisions())
        self.assertEqual(said["left"], "")
        self.assertNotIn(str(quiet), Path("/proc/self/mounts").read_text())


if __name__ == "__main__":
    main()
