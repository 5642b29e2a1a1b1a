// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/descriptor/descriptor.hpp>

#include <ovfkit/descriptor/rules.hpp>
#include <ovfkit/io/file.hpp>
#include <ovfkit/model/view.hpp>

#include "descriptor/check_sizes.hpp"
#include "descriptor/detect.hpp"
#include "descriptor/reader.hpp"
#include "descriptor/state.hpp"
#include "descriptor/tables.hpp"
#include "xml/parse.hpp"

namespace ovfkit::descriptor {
namespace {

using Kind = xml::Node::Kind;

Error refuse(const xml::Source& source, const xml::Tree& tree, Diagnostics& diagnostics) {
    const xml::Node& root = tree.root();
    Location where = source.locate(root.begin, root.inner_begin);
    const std::string message = "the root element is " + quoted(root.name) + ", not Envelope";
    diagnostics.report(rule::not_an_envelope, message, where);
    return {ErrorCode::not_a_descriptor, message, std::move(where), rule::not_an_envelope.slug};
}

void check_namespace(const xml::Source& source, const xml::Tree& tree, Diagnostics& diagnostics) {
    const xml::Node& root = tree.root();
    const std::string_view ns = tree.namespace_uri(root.ns);
    if (is_ovf(ns)) return;
    const std::string what =
        ns.empty() ? "the envelope has no namespace" : "the envelope namespace " + quoted(ns) + " is unknown";
    diagnostics.report(rule::unknown_namespace, what + "; it is read as OVF 1.x",
                       source.locate(root.begin, root.inner_begin));
}

// Comments and processing instructions around the root element.
void read_surroundings(const xml::Source& source, const xml::Tree& tree, model::Envelope& envelope) {
    auto* list = &envelope.prolog;
    for (const xml::Node* n = tree.first_child(tree[0]); n != nullptr; n = tree.next(*n)) {
        if (n->kind == Kind::element)
            list = &envelope.epilog;
        else
            list->push_back(make_extension(source, tree, *n));
    }
}

}  // namespace

const Shape& envelope_shape(Grammar grammar) {
    if (grammar == Grammar::ovirt) return table::envelope_ovirt();
    if (grammar == Grammar::ovirt_ova) return table::envelope_ova();
    return table::envelope_standard();
}

Targets targets_of(Grammar grammar) {
    switch (grammar) {
        case Grammar::draft_0_9: return target::v0_9;
        case Grammar::ovf_1: return target::v1;
        case Grammar::ovf_2: return target::v2;
        case Grammar::ovirt: return target::ovirt;
        case Grammar::ovirt_ova: return target::ova;
    }
    return target::v1;
}

Targets targets_of(Grammar grammar, const model::VirtualSystem& system) {
    const Targets targets = targets_of(grammar);
    if ((targets & target::engine) == 0) return targets;
    const bool is_template = model::entity_kind(system) == model::EntityKind::template_;
    return targets & (is_template ? target::templates : target::vm);
}

Result<Descriptor> Descriptor::parse(std::string bytes, Diagnostics& diagnostics, const ReadOptions& options) {
    auto state = std::make_shared<State>(options.name, std::move(bytes));
    if (auto decoded = state->source.decode(options.limits, diagnostics); !decoded) return decoded.error();
    auto tree = xml::parse(state->source, options.limits, diagnostics);
    if (!tree) return tree.error();
    state->tree = std::move(*tree);
    if (state->tree.root().name != "Envelope") return refuse(state->source, state->tree, diagnostics);
    check_namespace(state->source, state->tree, diagnostics);
    state->dialect = detect(state->tree);
    Reader reader(state->source, state->tree, diagnostics);
    reader.read(state->tree.root(), envelope_shape(state->dialect.grammar), &state->envelope);
    read_surroundings(state->source, state->tree, state->envelope);
    Descriptor descriptor{std::shared_ptr<const State>(std::move(state))};
    check_sizes(descriptor, diagnostics);
    return descriptor;
}

Result<Descriptor> Descriptor::read_file(const std::string& path, Diagnostics& diagnostics, ReadOptions options) {
    auto bytes = io::read_file(path, options.limits);
    if (!bytes) return bytes.error();
    options.name = path;
    return parse(std::move(*bytes), diagnostics, options);
}

const model::Envelope& Descriptor::envelope() const noexcept { return state_->envelope; }
const Dialect& Descriptor::dialect() const noexcept { return state_->dialect; }
std::string_view Descriptor::bytes() const noexcept { return state_->source.bytes(); }
const std::string& Descriptor::name() const noexcept { return state_->source.name(); }

Location Descriptor::locate(Span span) const {
    Location where = state_->source.locate(span);
    const std::uint32_t at = state_->source.decoded().to_text(span.begin);
    if (const xml::Node* innermost = state_->tree.element_at(at)) where.path = state_->tree.path(*innermost);
    return where;
}

std::string_view Descriptor::line(std::uint32_t number) const { return state_->source.lines().line(number); }

}  // namespace ovfkit::descriptor
