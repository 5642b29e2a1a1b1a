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
    int OUTCOME_WARN = 1;
    int OUTCOME_REFUSE = 2;
    int RECORD_KEPT = 1;
    int RECORD_FAILED = 2;
    int FACT_TRUE = 2;

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

    interface Read extends Callback {
        long invoke(Pointer user, Pointer buffer, SizeT size);
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

    int ovfkit_verify_stream(Read read, Pointer user, String name, Pointer options, PointerByReference out,
        PointerByReference error);

    int ovfkit_verification_has_state(Pointer verification, String state);

    int ovfkit_verification_descriptor(Pointer verification, PointerByReference out, PointerByReference error);

    int ovfkit_policy_parse(byte[] toml, SizeT size, String source, PointerByReference out, PointerByReference error);

    void ovfkit_policy_free(Pointer policy);

    int ovfkit_import_options_set_policy(Pointer options, Pointer policy, PointerByReference error);

    int ovfkit_import_options_set_cluster_source(Pointer options, String source, PointerByReference error);

    int ovfkit_record_options_create(long time, String file, PointerByReference out, PointerByReference error);

    void ovfkit_record_options_free(Pointer options);

    int ovfkit_record_options_set_audit_log(Pointer options, String path, PointerByReference error);

    int ovfkit_record_options_set_store(Pointer options, Pointer store, PointerByReference error);

    int ovfkit_decide_and_record(Pointer descriptor, Pointer options, Pointer record, PointerByReference out,
        PointerByReference error);

    int ovfkit_decision_record(Pointer decision, Pointer record, PointerByReference out, PointerByReference error);

    int ovfkit_decision_record_state(Pointer decision);

    Text ovfkit_decision_record_failure(Pointer decision);

    int ovfkit_decision_outcome(Pointer decision);

    int ovfkit_store_open(String where, Pointer options, PointerByReference out, PointerByReference error);

    void ovfkit_store_free(Pointer store);

    int ovfkit_store_history(Pointer store, String vm, String cluster, String since, String until, long last,
        PointerByReference out, PointerByReference error);

    SizeT ovfkit_history_count(Pointer history);

    Text ovfkit_history_entity_name(Pointer history, SizeT index);

    void ovfkit_history_free(Pointer history);

    int ovfkit_resources_parse(byte[] xml, SizeT size, String name, Pointer limits, PointerByReference out,
        PointerByReference error);

    void ovfkit_resources_free(Pointer resources);

    int ovfkit_resources_vm_trusted_host(Pointer resources, SizeT index);

    Text ovfkit_resources_cluster_name(Pointer resources, SizeT index);

    int ovfkit_resources_cluster_trust(Pointer resources, SizeT index);

    int ovfkit_resources_vm_facts(Pointer resources, SizeT index, PointerByReference out, PointerByReference error);

    void ovfkit_vm_facts_free(Pointer facts);

    int ovfkit_decide_facts(Pointer facts, Pointer options, PointerByReference out, PointerByReference error);

    int ovfkit_resource_set_trusted_host(byte[] xml, SizeT size, int fact, Pointer limits, OwnedText out,
        PointerByReference error);
}
