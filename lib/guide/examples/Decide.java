// SPDX-License-Identifier: Apache-2.0
import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Decide FILE: what would become of an import into the cluster `lab`, which is not trusted. */
public final class Decide {
    /** The functions that are used here, as the headers declare them. */
    public interface Ovfkit extends Library {
        int ovfkit_descriptor_open(String path, Pointer limits, PointerByReference out, PointerByReference error);
        void ovfkit_descriptor_free(Pointer descriptor);
        int ovfkit_import_options_create(String cluster, int trust, PointerByReference out, PointerByReference error);
        void ovfkit_import_options_free(Pointer options);
        int ovfkit_decide_import(Pointer descriptor, Pointer options, PointerByReference out, PointerByReference error);
        void ovfkit_decision_free(Pointer decision);
        int ovfkit_decision_outcome(Pointer decision);
        SizeT ovfkit_decision_reason_count(Pointer decision);
        Text ovfkit_decision_reason_message(Pointer decision, SizeT index);
        Text ovfkit_error_message(Pointer error);
        void ovfkit_error_free(Pointer error);
    }

    /** size_t. */
    public static class SizeT extends IntegerType {
        public SizeT() {
            this(0);
        }

        public SizeT(long value) {
            super(Native.SIZE_T_SIZE, value, true);
        }
    }

    /** ovfkit_string: to be copied while the handle lives that it belongs to. */
    @Structure.FieldOrder({"data", "size"})
    public static class Text extends Structure implements Structure.ByValue {
        public Pointer data;
        public SizeT size;

        @Override
        public String toString() {
            return new String(data.getByteArray(0, size.intValue()), StandardCharsets.UTF_8);
        }
    }

    private static final int UNTRUSTED = 1;  // OVFKIT_CLUSTER_UNTRUSTED
    private static final String[] OUTCOMES = {"allow", "warn", "refuse"};
    // Without the option JNA would give the library texts in the encoding of the system.
    private static final Ovfkit LIBRARY =
        Native.load("ovfkit_c", Ovfkit.class, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));

    private static void check(int status, PointerByReference error) {
        if (status == 0) return;
        String message = LIBRARY.ovfkit_error_message(error.getValue()).toString();
        LIBRARY.ovfkit_error_free(error.getValue());
        throw new IllegalStateException(message);
    }

    public static void main(String[] arguments) {
        PointerByReference descriptor = new PointerByReference();
        PointerByReference options = new PointerByReference();
        PointerByReference decision = new PointerByReference();
        PointerByReference error = new PointerByReference();
        try {
            check(LIBRARY.ovfkit_descriptor_open(arguments[0], null, descriptor, error), error);
            check(LIBRARY.ovfkit_import_options_create("lab", UNTRUSTED, options, error), error);
            check(LIBRARY.ovfkit_decide_import(descriptor.getValue(), options.getValue(), decision, error), error);
            System.out.println("import: " + OUTCOMES[LIBRARY.ovfkit_decision_outcome(decision.getValue())]);
            long count = LIBRARY.ovfkit_decision_reason_count(decision.getValue()).longValue();
            for (long i = 0; i < count; ++i)
                System.out.println(LIBRARY.ovfkit_decision_reason_message(decision.getValue(), new SizeT(i)));
        } finally {
            LIBRARY.ovfkit_decision_free(decision.getValue());
            LIBRARY.ovfkit_import_options_free(options.getValue());
            LIBRARY.ovfkit_descriptor_free(descriptor.getValue());
        }
    }
}
