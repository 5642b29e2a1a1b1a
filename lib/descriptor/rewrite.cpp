// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/descriptor/write.hpp>

#include "descriptor/rewriter.hpp"

namespace ovfkit::descriptor {
namespace {

Error refused(const Descriptor& descriptor, std::string message) {
    return {ErrorCode::invalid_argument, std::move(message), {descriptor.name(), {}, 0, 0, {}}, {}};
}

// The first thing that `changed` holds and the dialect has no place for, in words.
std::string no_place(const Descriptor& descriptor, const model::Envelope& changed) {
    const auto missing = inexpressible(changed, descriptor.dialect().grammar);
    return missing.empty() ? std::string("the edit cannot be expressed in this document")
                           : missing.front().path + " has no place in the dialect " + descriptor.dialect().name;
}

bool same(const model::Envelope& read, const model::Envelope& wanted, Grammar grammar) {
    if (read == wanted) return true;
    model::Envelope a = read;
    model::Envelope b = wanted;
    order_sections(a, grammar);
    order_sections(b, grammar);
    return a == b;
}

}  // namespace

Result<std::string> rewrite(const Descriptor& descriptor, const model::Envelope& changed) {
    Rewriter rewriter(descriptor.state());
    rewriter.root(changed);
    if (!rewriter.problem().empty()) return refused(descriptor, rewriter.problem());
    auto bytes = rewriter.splices().apply(descriptor.state().source);
    if (!bytes) return bytes.error();
    if (rewriter.splices().empty() && changed == descriptor.envelope()) return bytes;

    // Belief is not enough: what comes out is read again and must say what was asked for.
    Diagnostics ignored(0);
    ReadOptions options;
    options.limits.max_bytes = bytes->size() * 2 + 16;  // UTF-16 can grow by half in UTF-8
    options.limits.max_depth = 100000;
    options.limits.max_attributes = 65535;
    options.limits.max_nodes = 0xFFFFFFFF;
    options.limits.max_namespaces = 0xFFFF;
    options.limits.max_namespace_bytes = bytes->size() + 1;
    options.limits.max_attribute_bytes = bytes->size() + 1;
    const auto again = Descriptor::parse(*bytes, ignored, options);
    if (!again) return refused(descriptor, "the edit would break the document: " + again.error().message);
    if (!same(again->envelope(), changed, descriptor.dialect().grammar))
        return refused(descriptor, no_place(descriptor, changed));
    return bytes;
}

}  // namespace ovfkit::descriptor
