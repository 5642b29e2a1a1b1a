#!/usr/bin/env python3
"""An HTTPS server for tests that does what a script says, lies and breakage included, and keeps what it was asked.

    https_server.py FOLDER [--identity NAME] [--tls 1.1|1.2|1.3] [--plain]

serves the script FOLDER/script.json on 127.0.0.1, prints `port N` when it listens, and ends when its standard input
does. It makes FOLDER/ca.pem (whom a client has to believe) and the server's own certificate with the `openssl` command.
The script is read again for each request, so that it can be exchanged (replace the file whole). As a module:

    with HttpsServer({"GET /api": {"json": {"a": 1}}}) as server:      # identity=, tls=, plain= as above
        ...  server.url + "/api", server.ca (a path) ...
        server.requests()   # [{"method", "path", "query", "headers": {lower-case name: value}, "body", "body_hex", "json"}]
        server.script({...})

Identities of the server: `good` (localhost and 127.0.0.1, issued by ca.pem), `wrong-name`, `expired`, `other-ca` (issued
by an authority that is not ca.pem, but other-ca.pem), `self-signed` (ca.pem has nothing to do with it; itself.pem is it).

The script is an object: "METHOD /path?query", "METHOD /path" or "*" to a reply, or to a list of replies that are given
in turn, each `times` (1) times, the last one for ever. What is not in it is answered with 404. A reply is an object:

    status: 200           reason: "..."            headers: {"Name": "value"}
    body: "text"          body_hex: "00ff"         json: any value          megabytes: N (of the letter x)
    attest: {"levels": {"host": "trusted"}, "default": "unknown" or null}: answers a PollHosts request as it should be
    echo: true            what was asked, as in the log, as JSON
    require: {"Authorization": "Basic ..."}: else the answer is 401
    close: true           the connection is closed before anything is answered
    hold: true            nothing is answered until the client or the server goes away
    delay: SECONDS        before the answer begins; ends early when the server is told to stop
    truncate: N           only the first N bytes of the body come, though Content-Length announces all
    length: "N" or null   what Content-Length says; null leaves it out
    chunked: N            in chunks of N bytes; with `break` the last chunk is missing, with "break": "middle" half of one
    drip: SECONDS         one byte of the body at a time, that long after each other
    header_bytes: N       of a header that has no use
    raw_hex: "..."        sent instead of all that
"""

import http.server
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import warnings
from pathlib import Path

NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1"


# --- certificates -----------------------------------------------------------------------------------------------------

def openssl(folder, *words):
    done = subprocess.run(["openssl", *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"openssl {' '.join(words)}: {done.stderr.decode()}")


def authority(folder, name):
    openssl(folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            f"{name}.key", "-out", f"{name}.pem", "-days", "30", "-subj", f"/CN=test authority {name}", "-addext",
            "keyUsage=critical,keyCertSign,cRLSign")


def issue(folder, name, issuer, names=NAMES, days="20"):
    openssl(folder, "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            f"{name}.key", "-out", f"{name}.csr", "-subj", "/CN=test server")
    (folder / f"{name}.ext").write_text(f"basicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\n{names}\n")
    openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{issuer}.pem", "-CAkey", f"{issuer}.key",
            "-set_serial", "2", "-days", days, "-extfile", f"{name}.ext", "-out", f"{name}.pem")


def make_identity(folder, identity):
    """ca.pem, and NAME.pem with NAME.key of the server; gives NAME."""
    authority(folder, "ca")
    if identity == "good":
        issue(folder, "server", "ca")
    elif identity == "wrong-name":
        issue(folder, "server", "ca", "subjectAltName=DNS:elsewhere.example,IP:192.0.2.1")
    elif identity == "expired":
        issue(folder, "server", "ca", days="-1")
    elif identity == "other-ca":
        authority(folder, "other-ca")
        issue(folder, "server", "other-ca")
    elif identity == "self-signed":
        openssl(folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                "server.key", "-out", "server.pem", "-days", "20", "-subj", "/CN=localhost", "-addext", NAMES)
        shutil.copy(folder / "server.pem", folder / "itself.pem")
    else:
        raise ValueError(f"no identity {identity}")
    return "server"


# --- requests and replies ---------------------------------------------------------------------------------------------

class Gone(Exception):
    """The connection ends here, on purpose."""


class Handler(http.server.BaseHTTPRequestHandler):
    disable_nagle_algorithm = True  # a body behind its header would wait 40 milliseconds for the client
    protocol_version = "HTTP/1.1"

    def setup(self):
        self.request.settimeout(60)
        if self.server.context is not None:  # the original is detached, and closes nothing
            self.request = self.server.context.wrap_socket(self.request, server_side=True, do_handshake_on_connect=False)
        try:
            self.server.keep(self.request)
            if self.server.context is not None:  # here, in the thread of this connection, and not where others wait
                self.request.do_handshake()
            super().setup()
        except BaseException:  # nobody calls finish() then
            self.server.drop(self.request)
            raise

    def finish(self):
        try:
            super().finish()
        finally:
            self.server.drop(self.request)

    def log_message(self, *_):
        pass

    def received(self):
        """What was asked, as it is kept."""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            body = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path, _, query = self.path.partition("?")
        entry = {"method": self.command, "path": path, "query": query,
                 "headers": {name.lower(): value for name, value in self.headers.items()},
                 "body": body.decode("utf-8", "replace"), "body_hex": body.hex()}
        try:
            entry["json"] = json.loads(body)
        except ValueError:
            pass
        return entry

    def serve(self):
        try:
            entry = self.received()
            reply = self.server.next_reply(entry)
            self.answer(entry, reply)
        except (Gone, OSError):
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = serve

    def answer(self, entry, reply):
        wanted = {name.lower(): value for name, value in reply.get("require", {}).items()}
        if any(entry["headers"].get(name) != value for name, value in wanted.items()):
            reply = {"status": 401, "headers": {"WWW-Authenticate": 'Basic realm="test"'}, "body": "no"}
        self.server.ending.wait(reply.get("delay", 0))
        if reply.get("close"):
            raise Gone
        if reply.get("hold"):
            self.request.settimeout(None)
            self.rfile.read(1)
            raise Gone
        if "raw_hex" in reply:
            self.wfile.write(bytes.fromhex(reply["raw_hex"]))
            raise Gone
        body, kind = self.body(entry, reply)
        headers = {"Content-Type": kind, **reply.get("headers", {})}
        if "chunked" in reply:
            headers["Transfer-Encoding"] = "chunked"
        else:
            headers["Content-Length"] = reply.get("length", str(len(body)))
        if "header_bytes" in reply:
            headers["X-Filler"] = "x" * reply["header_bytes"]
        head = [f"HTTP/1.1 {reply.get('status', 200)} {reply.get('reason', 'Scripted')}"]
        head += [f"{name}: {value}" for name, value in headers.items() if value is not None]
        self.wfile.write("\r\n".join([*head, "", ""]).encode("latin-1"))
        if self.command != "HEAD":
            self.send_body(body, reply)
        if headers.get("Content-Length", "") is None or headers.get("Connection") == "close":
            raise Gone

    def body(self, entry, reply):
        if "attest" in reply:
            levels, default = reply["attest"].get("levels", {}), reply["attest"].get("default")
            hosts = [(host, levels.get(host, default)) for host in entry["json"]["hosts"]]
            return json.dumps({"hosts": [{"host_name": host, "trust_lvl": level, "vtime": "2013-05-16T14:14:44.881+08:00"}
                                         for host, level in hosts if level is not None]}).encode(), "application/json"
        if "json" in reply:
            return json.dumps(reply["json"]).encode(), "application/json"
        if reply.get("echo"):
            return json.dumps(entry).encode(), "application/json"
        if "megabytes" in reply:
            return b"x" * (int(reply["megabytes"]) << 20), "text/plain"
        if "body_hex" in reply:
            return bytes.fromhex(reply["body_hex"]), "application/octet-stream"
        return reply.get("body", "").encode(), "text/plain; charset=utf-8"

    def send_body(self, body, reply):
        if "chunked" in reply:
            size = reply["chunked"]
            parts = [body[at:at + size] for at in range(0, len(body), size)]
            for index, part in enumerate(parts):
                if reply.get("break") == "middle" and index == len(parts) - 1:
                    self.wfile.write(b"%x\r\n%s" % (len(part), part[:len(part) // 2]))
                    raise Gone
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
            if reply.get("break"):
                raise Gone
            self.wfile.write(b"0\r\n\r\n")
        elif "drip" in reply:
            for at in range(len(body)):
                self.wfile.write(body[at:at + 1])
                if self.server.ending.wait(reply["drip"]):
                    raise Gone
        elif "truncate" in reply:
            self.wfile.write(body[:reply["truncate"]])
            raise Gone
        else:
            self.wfile.write(body)


class Scripted(http.server.ThreadingHTTPServer):
    request_queue_size = 256

    def __init__(self, folder, context):
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder, self.context = folder, context
        self.ending = threading.Event()
        self.lock = threading.Lock()
        self.connections = set()
        self.threads = []  # of the connections; daemons, so that a test that forgets to close does not hang at its end
        self.given = {}  # how many replies of a route were given
        self.log = open(folder / "requests.jsonl", "a", buffering=1, encoding="ascii")

    def handle_error(self, request, client_address):  # clients that do not believe us, and those that went away
        pass

    def process_request(self, request, client_address):
        thread = threading.Thread(target=self.process_request_thread, args=(request, client_address), daemon=True)
        self.threads = [one for one in self.threads if one.is_alive()] + [thread]
        thread.start()

    def keep(self, connection):
        """What is kept is ended by server_close(), whatever its thread waits for."""
        with self.lock:
            if self.ending.is_set():
                raise Gone
            self.connections.add(connection)

    def drop(self, connection):
        with self.lock:
            self.connections.discard(connection)
        connection.close()

    def server_close(self):
        """To be called when nothing is accepted any more. No socket, thread or file is left."""
        self.ending.set()
        super().server_close()
        with self.lock:
            for connection in self.connections:
                try:
                    socket.socket.shutdown(connection, socket.SHUT_RDWR)  # below TLS, whose state is its thread's
                except OSError:
                    pass  # the client was faster
        for thread in self.threads:
            thread.join(30)
        self.log.close()

    def next_reply(self, entry):
        """Keeps the request and says what is to be answered."""
        with self.lock:
            self.log.write(json.dumps(entry) + "\n")
            script = json.loads((self.folder / "script.json").read_text())
            path = f"{entry['method']} {entry['path']}"
            for route in (f"{path}?{entry['query']}", path, "*"):
                if route in script:
                    break
            else:
                return {"status": 404, "body": "no such route"}
            replies = script[route] if isinstance(script[route], list) else [script[route]]
            left = self.given.get(route, 0)
            self.given[route] = left + 1
            for reply in replies:
                if left < reply.get("times", 1):
                    return reply
                left -= reply.get("times", 1)
            return replies[-1]


def context_for(folder, name, tls):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if tls:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # 1.1 is deprecated, which is why it is asked for
            version = {"1.1": ssl.TLSVersion.TLSv1_1, "1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}[tls]
            context.minimum_version = context.maximum_version = version
        if tls == "1.1":
            context.set_ciphers("ALL:@SECLEVEL=0")
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    return context


def start(folder, identity="good", tls=None, plain=False):
    """A server that listens already; `serve_forever` is the caller's."""
    name = make_identity(folder, identity)
    return Scripted(folder, None if plain else context_for(folder, name, tls))


class HttpsServer:
    """The server in threads of this process, in a folder of its own."""

    def __init__(self, script, identity="good", tls=None, plain=False):
        self._temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self._temporary.name)
        self.script(script)
        self._server = start(self.folder, identity, tls, plain)
        self.port = self._server.server_address[1]
        self.url = f"{'http' if plain else 'https'}://127.0.0.1:{self.port}"
        self.ca = self.folder / "ca.pem"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def script(self, script):
        fresh = self.folder / "script.json.new"
        fresh.write_text(json.dumps(script))
        os.replace(fresh, self.folder / "script.json")

    def requests(self):
        return [json.loads(line) for line in (self.folder / "requests.jsonl").read_text().splitlines()]

    def close(self):
        self._server.ending.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._temporary.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def main(arguments):
    folder = Path(arguments.pop(0)).resolve()
    options = {}
    while arguments:
        word = arguments.pop(0)
        if word == "--plain":
            options["plain"] = True
        else:
            options[word.removeprefix("--")] = arguments.pop(0)
    server = start(folder, **options)
    print(f"port {server.server_address[1]}", flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.buffer.read()  # whoever started us is gone when this ends
    os._exit(0)  # whatever is still being answered


if __name__ == "__main__":
    main(sys.argv[1:])
