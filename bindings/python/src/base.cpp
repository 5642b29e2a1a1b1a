// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/base/limits.hpp>
#include <ovfkit/base/version.hpp>
#include <ovfkit/crypto/digest.hpp>
#include <ovfkit/model/view.hpp>
#include <ovfkit/report/catalog.hpp>

#include "call.hpp"
#include "rooms.hpp"

namespace ovfkit::python {

void add_base(py::module_& m) {
    describe_enum("base", "Severity", Severity::error);
    describe_enum("base", "ErrorCode", ErrorCode::cancelled);
    describe_enum("base", "DigestAlgorithm", crypto::DigestAlgorithm::sha512);
    describe_enum("base", "EntityKind", model::EntityKind::template_);
    Struct<Span>("base", "Span") OVFKIT_FIELDS(Span, begin, end);
    Struct<Location>("base", "Location") OVFKIT_FIELDS(Location, source, span, line, column, path, offset);
    Struct<Related>("base", "Related") OVFKIT_FIELDS(Related, where, message);
    Struct<Diagnostic>("base", "Diagnostic") OVFKIT_FIELDS(Diagnostic, rule, severity, message, where, hint)
        .as<Tuple<Related>>("related", &Diagnostic::related);
    Struct<Rule>("base", "Rule") OVFKIT_FIELDS(Rule, slug, severity, title, clause, rationale, hint, since);
    Struct<Limits>("base", "Limits")
        OVFKIT_FIELDS(Limits, max_bytes, max_depth, max_attributes, max_nodes, max_namespaces, max_namespace_bytes,
                      max_attribute_bytes, max_diagnostics);
    Struct<Progress>("base", "Progress") OVFKIT_FIELDS(Progress, what, done, total);

    m.def("version", [] { return to_python(version()); });
    m.def("catalog", [] {
        py::list all;
        for (const Rule* rule : report::catalog()) all.append(to_python(*rule));
        return all;
    });
}

}  // namespace ovfkit::python
