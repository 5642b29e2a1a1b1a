// SPDX-License-Identifier: Apache-2.0

import com.sun.jna.Callback;
import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;

/** The functions of the C ABI that an engine needs to decide an import. */
public interface Ovfkit extends Library {
    int OK = 0;
    int CANCELLED = 11;
    int FORMAT_JSON = 1;
    int CLUSTER_TRUSTED = 0;
    int CLUSTER_UNTRUSTED = 1;

    /** size_t. */
    class SizeT extends IntegerType {
        public SizeT() {
            this(0);
        }

        public SizeT(long value) {
            super(Native.SIZE_T_SIZE, value, true);
        }
    }

    /** A borrowed text: to be copied while its handle lives. */
    @Structure.FieldOrder({"data", "size"})
    class Text extends Structure implements Structure.ByValue {
        public Pointer data;
        public SizeT size;

        @Override
        public String toString() {
            return new String(data.getByteArray(0, size.intValue()), StandardCharsets.UTF_8);
        }
    }

    /** A text of ours, which has to be freed. */
    @Structure.FieldOrder({"data", "size"})
    class OwnedText extends Structure {
        public Pointer data;
        public SizeT size;

        /** The text; it is gone afterwards. */
        String take(Ovfkit library) {
            read();
            byte[] bytes = data.getByteArray(0, size.intValue());
            library.ovfkit_owned_string_free(this);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    interface Progress extends Callback {
        int invoke(Pointer user, String what, long done, long total);
    }

    interface Ask extends Callback {
        int invoke(Pointer user, Pointer hosts, SizeT count, Pointer answers);
    }

    interface Clock extends Callback {
        long invoke(Pointer user);
    }

    Text ovfkit_version();

    void ovfkit_owned_string_free(OwnedText text);

    void ovfkit_error_free(Pointer error);

    Text ovfkit_error_message(Pointer error);

    int ovfkit_descriptor_open(String path, Pointer limits, PointerByReference out, PointerByReference error);

    void ovfkit_descriptor_free(Pointer descriptor);

    int ovfkit_descriptor_inspect(Pointer descriptor, int format, OwnedText out, PointerByReference error);

    SizeT ovfkit_descriptor_entity_count(Pointer descriptor);

    Text ovfkit_entity_name(Pointer descriptor, SizeT index);

    int ovfkit_import_options_create(String cluster, int trust, PointerByReference out, PointerByReference error);

    int ovfkit_import_options_acknowledge(Pointer options, String who, String why, PointerByReference error);

    void ovfkit_import_options_free(Pointer options);

    int ovfkit_decide_import(Pointer descriptor, Pointer options, PointerByReference out, PointerByReference error);

    void ovfkit_decision_free(Pointer decision);

    int ovfkit_decision_render(Pointer decision, int format, OwnedText out, PointerByReference error);

    SizeT ovfkit_decision_event_count(Pointer decision);

    int ovfkit_decision_event_id(Pointer decision, SizeT index);

    Pointer ovfkit_verify_options_create();

    int ovfkit_verify_options_set_progress(Pointer options, Progress progress, Pointer user, PointerByReference error);

    void ovfkit_verify_options_free(Pointer options);

    int ovfkit_verify_path(String path, Pointer options, PointerByReference out, PointerByReference error);

    void ovfkit_verification_free(Pointer verification);

    int ovfkit_trust_cache_create(Ask ask, Clock clock, Pointer user, Pointer options, PointerByReference out,
        PointerByReference error);

    int ovfkit_trust_cache_activate(Pointer cache, String host, int clusterTrust, IntByReference reason,
        PointerByReference error);

    long ovfkit_trust_cache_statistic(Pointer cache, int which);

    void ovfkit_trust_cache_free(Pointer cache);

    int ovfkit_host_answers_add(Pointer answers, String host, String level, String validatedAt,
        PointerByReference error);
}
