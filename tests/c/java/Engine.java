// SPDX-License-Identifier: Apache-2.0

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * What a management engine in Java does with descriptors and packages.
 *
 * <p>Engine PACKAGE ARCHIVE FOLDER TIME FILE... prints for each file what `inspect` and `check-import` print, each ending
 * in a NUL. Before, it cancels the verification of the package from a callback, attests hosts from many threads, takes
 * the archive from a stream with its progress told, decides by a policy that requires a record, keeps that in FOLDER, and
 * decides about a VM that it has as a resource.
 */
public final class Engine {
    private static final Ovfkit LIBRARY =
        Native.load("ovfkit_c", Ovfkit.class, Map.of(com.sun.jna.Library.OPTION_STRING_ENCODING, "UTF-8"));

    private Engine() {}

    private static void expect(boolean holds, String what) {
        if (!holds) throw new AssertionError(what);
    }

    /** Throws what the library says when a call failed. */
    private static void check(int status, PointerByReference error) {
        if (status == Ovfkit.OK) return;
        String message = LIBRARY.ovfkit_error_message(error.getValue()).toString();
        LIBRARY.ovfkit_error_free(error.getValue());
        throw new IllegalStateException(status + ": " + message);
    }

    private static String decide(Pointer descriptor) {
        PointerByReference options = new PointerByReference();
        PointerByReference decision = new PointerByReference();
        PointerByReference error = new PointerByReference();
        Ovfkit.OwnedText text = new Ovfkit.OwnedText();
        check(LIBRARY.ovfkit_import_options_create("lab", Ovfkit.CLUSTER_UNTRUSTED, options, error), error);
        check(LIBRARY.ovfkit_import_options_acknowledge(options.getValue(), "Änne", "because", error), error);
        check(LIBRARY.ovfkit_decide_import(descriptor, options.getValue(), decision, error), error);
        long events = LIBRARY.ovfkit_decision_event_count(decision.getValue()).longValue();
        for (long i = 0; i < events; ++i) {
            int id = LIBRARY.ovfkit_decision_event_id(decision.getValue(), new Ovfkit.SizeT(i));
            expect(id >= 10000 && id < 10100, "an event of the engine");
        }
        check(LIBRARY.ovfkit_decision_render(decision.getValue(), Ovfkit.FORMAT_JSON, text, error), error);
        LIBRARY.ovfkit_decision_free(decision.getValue());
        LIBRARY.ovfkit_import_options_free(options.getValue());
        return text.take(LIBRARY);
    }

    private static void report(String path, PrintStream out) {
        PointerByReference descriptor = new PointerByReference();
        PointerByReference error = new PointerByReference();
        Ovfkit.OwnedText text = new Ovfkit.OwnedText();
        try {
            check(LIBRARY.ovfkit_descriptor_open(path, null, descriptor, error), error);
        } catch (IllegalStateException refused) {
            out.print("\0\0");
            return;
        }
        check(LIBRARY.ovfkit_descriptor_inspect(descriptor.getValue(), Ovfkit.FORMAT_JSON, text, error), error);
        out.print(text.take(LIBRARY) + "\0" + decide(descriptor.getValue()) + "\0");
        long entities = LIBRARY.ovfkit_descriptor_entity_count(descriptor.getValue()).longValue();
        for (long i = 0; i < entities; ++i)
            expect(LIBRARY.ovfkit_entity_name(descriptor.getValue(), new Ovfkit.SizeT(i)) != null, "a name");
        LIBRARY.ovfkit_descriptor_free(descriptor.getValue());
    }

    /** A callback that stops the work: the library says so, and makes nothing. */
    private static void cancel(String path) {
        int[] calls = {0};
        Ovfkit.Progress stop = (user, what, done, total) -> {
            ++calls[0];
            return 0;
        };
        PointerByReference verification = new PointerByReference();
        PointerByReference error = new PointerByReference();
        Pointer options = LIBRARY.ovfkit_verify_options_create();
        check(LIBRARY.ovfkit_verify_options_set_progress(options, stop, null, error), error);
        int status = LIBRARY.ovfkit_verify_path(path, options, verification, error);
        expect(status == Ovfkit.CANCELLED, "cancelled, and not " + status);
        expect(verification.getValue() == null && calls[0] > 0, "nothing was made");
        LIBRARY.ovfkit_error_free(error.getValue());
        LIBRARY.ovfkit_verify_options_free(options);
    }

    /** Hosts that come up at once: one question answers for all of the same name. */
    private static void attest() {
        Ovfkit.Ask ask = (user, hosts, count, answers) -> {
            for (Pointer host : hosts.getPointerArray(0, count.intValue())) {
                String name = host.getString(0);
                LIBRARY.ovfkit_host_answers_add(answers, name, name.startsWith("good") ? "trusted" : "pending", null, null);
            }
            return 0;
        };
        Ovfkit.Clock clock = user -> 0;
        PointerByReference cache = new PointerByReference();
        PointerByReference error = new PointerByReference();
        check(LIBRARY.ovfkit_trust_cache_create(ask, clock, null, null, cache, error), error);
        CompletableFuture<?>[] hosts = IntStream.range(0, 16).mapToObj(i -> CompletableFuture.runAsync(() -> {
            IntByReference reason = new IntByReference();
            PointerByReference failed = new PointerByReference();
            String host = i % 2 == 0 ? "good" : "late";
            check(LIBRARY.ovfkit_trust_cache_activate(cache.getValue(), host, Ovfkit.CLUSTER_TRUSTED, reason, failed), failed);
            expect(reason.getValue() == (i % 2 == 0 ? 0 : 12), host + ": " + reason.getValue());
        })).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(hosts).join();
        long requests = LIBRARY.ovfkit_trust_cache_statistic(cache.getValue(), 0);
        expect(requests >= 1 && requests <= 2, "asked " + requests + " times");
        LIBRARY.ovfkit_trust_cache_free(cache.getValue());
    }

    private static final byte[] POLICY = ("version = 1\nrecord = \"required\"\n\n"
        + "[[rule]]\nname = \"lab\"\ncluster = \"lab\"\naction = \"warn\"\n").getBytes(StandardCharsets.UTF_8);

    /** An upload: verified and read in one pass, with its progress told; what comes out is its descriptor. */
    private static Pointer upload(String archive) throws IOException {
        long[] seen = {0, 0};
        Ovfkit.Progress progress = (user, what, done, total) -> {
            ++seen[0];
            seen[1] = Math.max(seen[1], done);
            return 1;
        };
        PointerByReference verification = new PointerByReference();
        PointerByReference descriptor = new PointerByReference();
        PointerByReference error = new PointerByReference();
        Pointer options = LIBRARY.ovfkit_verify_options_create();
        check(LIBRARY.ovfkit_verify_options_set_progress(options, progress, null, error), error);
        try (InputStream input = Files.newInputStream(Path.of(archive))) {
            Ovfkit.Read read = (user, buffer, size) -> {
                byte[] bytes = new byte[(int) Math.min(size.longValue(), 1000)];
                try {
                    int got = input.read(bytes);
                    if (got > 0) buffer.write(0, bytes, 0, got);
                    return Math.max(got, 0);
                } catch (IOException failed) {
                    return -1;  // nothing may be thrown through the library
                }
            };
            check(LIBRARY.ovfkit_verify_stream(read, null, archive, options, verification, error), error);
        }
        expect(LIBRARY.ovfkit_verification_has_state(verification.getValue(), "files-verified") == 1, "it is verified");
        expect(seen[0] > 0 && seen[1] > 0, "its progress was told");
        check(LIBRARY.ovfkit_verification_descriptor(verification.getValue(), descriptor, error), error);
        LIBRARY.ovfkit_verification_free(verification.getValue());
        LIBRARY.ovfkit_verify_options_free(options);
        return descriptor.getValue();
    }

    /** Options for a cluster, by a policy that requires a record. */
    private static Pointer importOptions(String cluster, int trust, String source) {
        PointerByReference options = new PointerByReference();
        PointerByReference policy = new PointerByReference();
        PointerByReference error = new PointerByReference();
        check(LIBRARY.ovfkit_policy_parse(POLICY, new Ovfkit.SizeT(POLICY.length), "policy.toml", policy, error), error);
        check(LIBRARY.ovfkit_import_options_create(cluster, trust, options, error), error);
        check(LIBRARY.ovfkit_import_options_set_policy(options.getValue(), policy.getValue(), error), error);
        check(LIBRARY.ovfkit_import_options_set_cluster_source(options.getValue(), source, error), error);
        LIBRARY.ovfkit_policy_free(policy.getValue());
        return options.getValue();
    }

    /** The whole import: nothing is allowed without a record, and with one the outcome is the policy's. */
    private static void importArchive(String archive, Path folder, long time) throws IOException {
        PointerByReference decision = new PointerByReference();
        PointerByReference record = new PointerByReference();
        PointerByReference error = new PointerByReference();
        Pointer descriptor = upload(archive);
        Pointer options = importOptions("lab", Ovfkit.CLUSTER_UNTRUSTED, "stated");
        check(LIBRARY.ovfkit_decide_and_record(descriptor, options, null, decision, error), error);
        expect(LIBRARY.ovfkit_decision_outcome(decision.getValue()) == Ovfkit.OUTCOME_REFUSE, "no record, no import");
        expect(LIBRARY.ovfkit_decision_record_state(decision.getValue()) == Ovfkit.RECORD_FAILED, "and it says so");
        expect(!LIBRARY.ovfkit_decision_record_failure(decision.getValue()).toString().isEmpty(), "and why");
        LIBRARY.ovfkit_decision_free(decision.getValue());
        check(LIBRARY.ovfkit_record_options_create(time, archive, record, error), error);
        String log = folder.resolve("audit.log").toString();
        check(LIBRARY.ovfkit_record_options_set_audit_log(record.getValue(), log, error), error);
        check(LIBRARY.ovfkit_decide_and_record(descriptor, options, record.getValue(), decision, error), error);
        expect(LIBRARY.ovfkit_decision_outcome(decision.getValue()) == Ovfkit.OUTCOME_WARN, "the policy's outcome");
        expect(LIBRARY.ovfkit_decision_record_state(decision.getValue()) == Ovfkit.RECORD_KEPT, "it is kept");
        LIBRARY.ovfkit_decision_free(decision.getValue());
        LIBRARY.ovfkit_record_options_free(record.getValue());
        LIBRARY.ovfkit_import_options_free(options);
        LIBRARY.ovfkit_descriptor_free(descriptor);
    }

    private static Pointer resources(String xml) {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        PointerByReference out = new PointerByReference();
        PointerByReference error = new PointerByReference();
        check(LIBRARY.ovfkit_resources_parse(bytes, new Ovfkit.SizeT(bytes.length), "rest.xml", null, out, error), error);
        return out.getValue();
    }

    /** A VM that the engine has, moved to another cluster: resource XML in, a decision, and a record in a store. */
    private static void moveVm(Path folder, long time) {
        String xml = "<vm id=\"7\"><name>Änderung</name><trusted_host_flag>true</trusted_host_flag></vm>";
        Pointer vm = resources(xml);
        Pointer cluster = resources("<cluster id=\"2\"><name>lab</name><trusted_service>false</trusted_service></cluster>");
        Ovfkit.SizeT first = new Ovfkit.SizeT(0);
        PointerByReference facts = new PointerByReference();
        PointerByReference decision = new PointerByReference();
        PointerByReference kept = new PointerByReference();
        PointerByReference record = new PointerByReference();
        PointerByReference store = new PointerByReference();
        PointerByReference history = new PointerByReference();
        PointerByReference error = new PointerByReference();
        expect(LIBRARY.ovfkit_resources_vm_trusted_host(vm, first) == Ovfkit.FACT_TRUE, "it requires trust");
        check(LIBRARY.ovfkit_resources_vm_facts(vm, first, facts, error), error);
        Pointer options = importOptions(LIBRARY.ovfkit_resources_cluster_name(cluster, first).toString(),
            LIBRARY.ovfkit_resources_cluster_trust(cluster, first), "engine");
        check(LIBRARY.ovfkit_decide_facts(facts.getValue(), options, decision, error), error);
        check(LIBRARY.ovfkit_store_open(folder.resolve("record.db").toString(), null, store, error), error);
        check(LIBRARY.ovfkit_record_options_create(time, "vms/7", record, error), error);
        check(LIBRARY.ovfkit_record_options_set_store(record.getValue(), store.getValue(), error), error);
        check(LIBRARY.ovfkit_decision_record(decision.getValue(), record.getValue(), kept, error), error);
        expect(LIBRARY.ovfkit_decision_outcome(kept.getValue()) == Ovfkit.OUTCOME_WARN, "it is warned about");
        check(LIBRARY.ovfkit_store_history(store.getValue(), "7", "lab", null, null, 0, history, error), error);
        expect(LIBRARY.ovfkit_history_count(history.getValue()).longValue() == 1, "one decision is kept");
        expect(LIBRARY.ovfkit_history_entity_name(history.getValue(), first).toString().equals("Änderung"), "about the VM");
        LIBRARY.ovfkit_history_free(history.getValue());
        LIBRARY.ovfkit_record_options_free(record.getValue());
        LIBRARY.ovfkit_store_free(store.getValue());
        LIBRARY.ovfkit_decision_free(kept.getValue());
        LIBRARY.ovfkit_decision_free(decision.getValue());
        LIBRARY.ovfkit_import_options_free(options);
        LIBRARY.ovfkit_vm_facts_free(facts.getValue());
        LIBRARY.ovfkit_resources_free(cluster);
        LIBRARY.ovfkit_resources_free(vm);
        Ovfkit.OwnedText text = new Ovfkit.OwnedText();
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        check(LIBRARY.ovfkit_resource_set_trusted_host(bytes, new Ovfkit.SizeT(bytes.length), 0, null, text, error), error);
        expect(text.take(LIBRARY).equals(xml.replace("<trusted_host_flag>true</trusted_host_flag>", "")), "the flag is gone");
    }

    public static void main(String[] arguments) throws IOException {
        expect(LIBRARY.ovfkit_version().toString().matches("\\d+\\.\\d+\\.\\d+"), "a version");
        cancel(arguments[0]);
        attest();
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        Path folder = Path.of(arguments[2]);
        importArchive(arguments[1], folder, Long.parseLong(arguments[3]));
        moveVm(folder, Long.parseLong(arguments[3]));
        for (int i = 4; i < arguments.length; ++i) report(arguments[i], out);
        out.flush();
    }
}
