# SPDX-License-Identifier: Apache-2.0
"""The REST XML and a live engine, from Python."""

import os
import sys
from pathlib import Path

import pytest

import ovfkit
from ovfkit import engine, trust

sys.path.insert(0, str(Path(os.environ["OVFKIT_SOURCE_DIR"]) / "tests/support"))
from engine_server import EngineServer, cluster, host, id_of  # noqa: E402

ROOT = Path(os.environ["OVFKIT_SOURCE_DIR"])


def live(server, **credentials):
    https = ovfkit.net.HttpsOptions(Path(server.ca).read_text(), attempts=1)
    return engine.Engine(server.url + "/ovirt-engine", engine.Credentials(**credentials), https)


def test_a_live_engine_says_which_cluster_is_trusted():
    with EngineServer(clusters=[cluster("Blue", "true"), cluster("Red", "false")], hosts=[host("h1", "Blue"), host("h2", "Red")],
                      token="t") as server:
        blue = engine.find_cluster(live(server, token="t"), "Blue")
        assert blue == engine.ClusterResource(id_of("cluster", "Blue"), "Blue", None, True)
        assert blue.trust is trust.ClusterTrust.TRUSTED
        assert engine.find_cluster(live(server, token="t"), "Red").trust is trust.ClusterTrust.UNTRUSTED
        assert [one.name for one in engine.hosts_of(live(server, token="t"), blue.id)] == ["h1"]


def test_a_live_engine_that_does_not_answer_is_an_error():
    with EngineServer(clusters=[cluster("Blue", "true")], token="t") as server:
        for credentials, name, code in (({"token": "t"}, "Green", "NOT_FOUND"), ({"token": "s3cret"}, "Blue", "PERMISSION")):
            with pytest.raises(ovfkit.Error) as failed:
                engine.find_cluster(live(server, **credentials), name)
            assert failed.value.code is ovfkit.ErrorCode[code]
            assert "s3cret" not in str(failed.value)


def test_resources_are_written_and_read_back():
    vm = engine.VmResource("1", "Zürich <vault>", ovfkit.EntityKind.TEMPLATE, "2", "lab", True)
    assert engine.parse_vms(engine.write(vm)) == [vm]
    made = engine.ClusterResource("1", "lab", None, True)
    assert engine.parse_clusters(engine.write(made)) == [made]
    draft = engine.write(made, engine.ClusterSpelling.DRAFT)
    assert b"trusted_cluster_flag" in draft and b"trusted_service" not in draft
    with pytest.raises(ovfkit.Error):
        engine.write(engine.VmResource(name="\x01"))


def test_a_rewrite_changes_nothing_but_the_flag():
    xml = b"<cluster id='1'>\n  <!-- kept -->\n  <name>lab</name>\n  <trusted_service>false</trusted_service>\n</cluster>\n"
    (one,) = engine.parse_clusters(xml)
    assert engine.rewrite(xml, one) == xml
    one.trusted_service = True
    assert engine.rewrite(xml, one) == xml.replace(b"false", b"true")


def test_odd_flags_are_findings_and_hostile_xml_is_an_error():
    found = ovfkit.Diagnostics()
    (one,) = engine.parse_clusters("<cluster><trusted_service>maybe</trusted_service></cluster>", diagnostics=found)
    assert one.trusted_service is False and found[0].rule.startswith("engine/")
    for text, code in (("<vm", "MALFORMED"), ("<zebra/>", "NOT_A_DESCRIPTOR")):
        with pytest.raises(ovfkit.Error) as failed:
            engine.parse_vms(text)
        assert failed.value.code is ovfkit.ErrorCode[code]
    with pytest.raises(ovfkit.Error) as failed:
        engine.parse_hosts(b"<host>" + b"x" * 100 + b"</host>", limits=ovfkit.Limits(max_bytes=10))
    assert failed.value.code is ovfkit.ErrorCode.LIMIT_EXCEEDED


def test_what_a_descriptor_asks_for_can_be_created():
    evidence = trust.collect(ovfkit.Descriptor.read(ROOT / "fixtures/dialects/ovirt/vm-4.5.ovf"))
    asked = engine.requested_vm(evidence.entities[0], evidence, trust.Cluster("lab"))
    assert (asked.name, asked.cluster_name, asked.trusted_host_flag) == ("Zürich vault & archive", "lab", True)
    assert engine.requested_cluster(evidence, "new").trust is trust.ClusterTrust.TRUSTED


def test_credentials_are_read_and_kept_out_of_errors():
    assert engine.parse_credentials("user = ann@internal\npassword = a b#c\n").password == "a b#c"
    with pytest.raises(ovfkit.Error) as failed:
        engine.parse_credentials("pasword = s3cret\n", "file")
    assert "s3cret" not in str(failed.value) and failed.value.where.source == "file"


def test_a_document_says_what_it_holds():
    import json
    found = ovfkit.Diagnostics()
    document = engine.parse_document("<clusters><cluster><name>a</name><trusted_service>x</trusted_service></cluster></clusters>",
                                     "answer.xml", diagnostics=found)
    assert (document.kind, document.list, document.clusters[0].name) == (engine.DocumentKind.CLUSTERS, True, "a")
    assert found[0].where.source == "answer.xml"
    assert json.loads(ovfkit.report.resources_json(document, found)) and "a" in ovfkit.report.resources_text(document)


def test_a_flag_is_set_in_a_document_and_nothing_else():
    vm = b"<vm id='1'><name>a</name><trusted_host_flag>false</trusted_host_flag><x/></vm>"
    changed = engine.set_trusted_host(vm, True)
    assert changed == vm.replace(b"false", b"true") and b"trusted_host_flag" not in engine.set_trusted_host(vm, None)
    said = engine.evidence_of(engine.parse_vms(changed)[0])
    assert said.entities[0].trust.trusted_host is True and said.signed_trust is trust.SignedTrust.ABSENT
    assert trust.decide(said, trust.Cluster("lab", trust.ClusterTrust.UNTRUSTED)).outcome is trust.Outcome.WARN
    place = b"<cluster id='1'><name>a</name></cluster>"
    assert b"<trusted_service>true<" in engine.set_trusted_cluster(place, True)
    assert b"<trusted_cluster_flag>true<" in engine.set_trusted_cluster(place, True, engine.ClusterSpelling.DRAFT)
    with pytest.raises(ovfkit.Error) as raised:
        engine.set_trusted_host(place, True)
    assert raised.value.code is ovfkit.ErrorCode.INVALID_ARGUMENT
    with pytest.raises(TypeError):
        engine.set_trusted_host(vm, "false")
