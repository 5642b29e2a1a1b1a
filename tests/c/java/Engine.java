// SPDX-License-Identifier: Apache-2.0

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * What a management engine in Java does with descriptors and packages.
 *
 * <p>Engine PACKAGE FILE... prints for each file what `inspect` and `check-import` print, each ending in a NUL. Before,
 * it cancels the verification of the package from a callback, and attests hosts from many threads.
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

    public static void main(String[] arguments) {
        expect(LIBRARY.ovfkit_version().toString().matches("\\d+\\.\\d+\\.\\d+"), "a version");
        cancel(arguments[0]);
        attest();
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (int i = 1; i < arguments.length; ++i) report(arguments[i], out);
        out.flush();
    }
}
