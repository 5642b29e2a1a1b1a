#!/usr/bin/env python3
"""What an oVirt engine answers, as far as this project asks it: clusters, hosts, the single sign-on, faults.

    with EngineServer(clusters=[cluster("Blue", trusted_service="true")], hosts=[host("h1", "Blue")]) as engine:
        ...  engine.url + "/ovirt-engine", engine.ca (a path), engine.requests() ...

checks what comes in as an engine does: paths, the version, the token, user and password. As a program

    engine_server.py '{"clusters": [["Blue", "true"]], "hosts": [["h1", "Blue"]], "token": "t"}'

prints a script for https_server.py, whose server then gives the same answers to whoever has the token.
"""

import base64
import json
import sys
import urllib.parse
import uuid
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

sys.path.insert(0, str(Path(__file__).resolve().parent))
from https_server import HttpsServer  # noqa: E402

BASE = "/ovirt-engine"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMES = uuid.UUID("9e107d9d-372b-4f2c-8d6e-4fd3c1a3c6a1")


def id_of(kind, name):
    """The same name has the same id in every run."""
    return str(uuid.uuid5(NAMES, f"{kind} {name}"))


# --- resources --------------------------------------------------------------------------------------------------------

def cluster(name, trusted_service=None, ident=None, extra=""):
    """A cluster as the API lists it. `trusted_service` is the element's text; None leaves it out."""
    ident = ident or id_of("cluster", name)
    href = f"{BASE}/api/clusters/{ident}"
    flag = "" if trusted_service is None else f"        <trusted_service>{escape(trusted_service)}</trusted_service>\n"
    return (f'    <cluster href="{href}" id={quoteattr(ident)}>\n'
            f'        <actions>\n            <link href="{href}/upgrade" rel="upgrade"/>\n        </actions>\n'
            f"        <name>{escape(name)}</name>\n        <description></description>\n"
            f'        <link href="{href}/networks" rel="networks"/>\n        <link href="{href}/permissions" rel="permissions"/>\n'
            "        <ballooning_enabled>true</ballooning_enabled>\n        <cpu>\n            <architecture>x86_64</architecture>\n"
            "            <type>Intel Nehalem Family</type>\n        </cpu>\n"
            "        <gluster_service>false</gluster_service>\n        <ha_reservation>false</ha_reservation>\n"
            f"{flag}        <tunnel_migration>false</tunnel_migration>\n"
            "        <version>\n            <major>4</major>\n            <minor>7</minor>\n        </version>\n"
            f"        <virt_service>true</virt_service>\n{extra}    </cluster>\n")


def host(name, cluster_name, status="up", address=None, cluster_id=None):
    """A host as the API lists it."""
    ident = id_of("host", name)
    owner = cluster_id or id_of("cluster", cluster_name)
    href = f"{BASE}/api/hosts/{ident}"
    return (f'    <host href="{href}" id="{ident}">\n'
            f'        <actions>\n            <link href="{href}/activate" rel="activate"/>\n        </actions>\n'
            f"        <name>{escape(name)}</name>\n        <comment></comment>\n"
            f'        <link href="{href}/nics" rel="nics"/>\n        <address>{escape(address or name + ".example")}</address>\n'
            "        <memory>67108864000</memory>\n        <port>54321</port>\n"
            f"        <status>{escape(status)}</status>\n        <type>rhel</type>\n"
            f'        <cluster href="{BASE}/api/clusters/{owner}" id={quoteattr(owner)}/>\n    </host>\n')


def listing(name, items):
    return HEAD + (f"<{name}>\n{''.join(items)}</{name}>\n" if items else f"<{name}/>\n")


def fault(reason, detail):
    return HEAD + f"<fault>\n    <detail>{escape(detail)}</detail>\n    <reason>{escape(reason)}</reason>\n</fault>\n"


# --- answers ----------------------------------------------------------------------------------------------------------

def xml(body, status=200, headers=None):
    return {"status": status, "headers": {"Content-Type": "application/xml;charset=UTF-8", **(headers or {})}, "body": body}


def not_let_in():
    challenge = {"WWW-Authenticate": 'Bearer realm="RESTAPI", Basic realm="RESTAPI"'}
    return xml(fault("Unauthorized", "The access token is not valid"), 401, challenge)


def root():
    links = "".join(f'    <link href="{BASE}/api/{name}" rel="{name}"/>\n' for name in ("clusters", "hosts", "vms"))
    return xml(HEAD + f"<api>\n{links}    <product_info>\n        <name>oVirt Engine</name>\n    </product_info>\n</api>\n")


class Engine:
    """Answers one request after the other; keeps nothing."""

    def __init__(self, clusters=(), hosts=(), users=None, token="token-of-the-engine", sso=True):
        self.lists = {"clusters": list(clusters), "hosts": list(hosts)}
        self.users = users or {}
        self.token = token
        self.sso = sso

    def answer(self, entry):
        path = entry["path"]
        if path == f"{BASE}/sso/oauth/token":
            return self.give_token(entry) if self.sso else {"status": 404, "body": "<html>Not Found</html>"}
        if not path.startswith(f"{BASE}/api"):
            return {"status": 404, "body": "<html>Not Found</html>"}
        if not self.lets_in(entry["headers"].get("authorization", "")):
            return not_let_in()
        if entry["headers"].get("version") != "4":
            return xml(fault("Request syntactically incorrect.", "wrong version"), 400)
        return self.give(path.removeprefix(f"{BASE}/api").strip("/"))

    def lets_in(self, authorization):
        known = [f"Bearer {self.token}"]
        known += ["Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
                  for user, password in self.users.items()]
        return authorization in known

    def give(self, name):
        if name == "":
            return root()
        if name in self.lists:
            return xml(listing(name, self.lists[name]))
        return xml(fault("Operation Failed", "Entity not found"), 404)

    def give_token(self, entry):
        form = urllib.parse.parse_qs(entry["body"], keep_blank_values=True, strict_parsing=True)
        said = {key: values[0] for key, values in form.items()}
        well = (entry["method"] == "POST" and entry["headers"].get("content-type") == "application/x-www-form-urlencoded"
                and said.get("grant_type") == "password" and said.get("scope") == "ovirt-app-api")
        if not well:
            return {"status": 400, "json": {"error": "invalid_request", "error_description": "a wrong request"}}
        if self.users.get(said.get("username")) != said.get("password") or "password" not in said:
            words = f"Cannot authenticate user {said.get('username')}: the password is not right."
            return {"status": 400, "json": {"error": "access_denied", "error_description": words}}
        return {"json": {"access_token": self.token, "scope": "ovirt-app-api", "exp": "9223372036854775807",
                         "token_type": "bearer"}}

    def script(self):
        """The same for a server that only plays a script; who asks for a token gets it."""
        token = {"require": {"Authorization": f"Bearer {self.token}", "Version": "4"}}
        script = {"GET " + f"{BASE}/api/{name}": {**self.give(name), **token} for name in ("clusters", "hosts")}
        script[f"GET {BASE}/api"] = {**root(), **token}
        if self.sso:
            script[f"POST {BASE}/sso/oauth/token"] = {"json": {"access_token": self.token, "token_type": "bearer"}}
        return script


class EngineServer(HttpsServer):
    """An engine that listens; `engine` can be exchanged while it does."""

    def __init__(self, *, identity="good", **engine):
        self.engine = Engine(**engine)
        super().__init__({}, identity=identity)
        self._server.next_reply = self._next_reply

    def _next_reply(self, entry):
        with self._server.lock:
            self._server.log.write(json.dumps(entry) + "\n")
        return self.engine.answer(entry)


def main(wanted):
    wanted["clusters"] = [cluster(*one) for one in wanted.get("clusters", [])]
    wanted["hosts"] = [host(*one) for one in wanted.get("hosts", [])]
    print(json.dumps(Engine(**wanted).script()))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
