// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/descriptor/write.hpp>

#include <algorithm>

#include <ovfkit/model/view.hpp>

#include "descriptor/state.hpp"
#include "descriptor/writer.hpp"
#include "xml/parse.hpp"

namespace ovfkit::descriptor {
namespace {

class FreshNaming : public Writer::Naming {
public:
    explicit FreshNaming(Grammar grammar) : prefixes_(grammar), keeps_2_apart_(grammar == Grammar::ovf_1) {}

    std::string element(Space space) override { return std::string(prefixes_.element(space)); }
    std::string attribute(Space space) override { return std::string(prefixes_.attribute(space)); }
    std::string foreign_element(std::string_view uri, std::string_view wish) override {
        if (uri.empty()) return {};
        if (is_ovf(uri)) return uri == uri::ovf_2 && keeps_2_apart_ ? ovf_2() : std::string();
        return foreign(uri, wish);
    }
    std::string foreign_attribute(std::string_view uri, std::string_view wish) override {
        if (is_ovf(uri)) return uri == uri::ovf_2 && keeps_2_apart_ ? ovf_2() : attribute(Space::ovf);
        return foreign(uri, wish);
    }
    std::string undeclared(std::string_view wish) override { return prefixes_.undeclared(wish); }
    std::string ovf_2() override { return std::string(prefixes_.ovf_2()); }

    [[nodiscard]] std::string declarations() const { return prefixes_.declarations(); }

private:
    std::string foreign(std::string_view uri, std::string_view wish) { return prefixes_.foreign(uri, wish); }

    Prefixes prefixes_;
    bool keeps_2_apart_;
};

// The engine's form is one line; so is a root element with text in it, which line ends would become part of.
Layout layout_of(Grammar grammar, const model::Envelope& envelope) {
    const bool engine = grammar == Grammar::ovirt || grammar == Grammar::ovirt_ova;
    const bool mixed = std::any_of(envelope.extensions.begin(), envelope.extensions.end(),
                                   [](const auto& e) { return e.kind == model::Extension::Kind::text; });
    return engine || mixed ? Layout{false, !engine, "", ""} : Layout{};
}

Targets targets_for(Grammar grammar, const model::Envelope& envelope) {
    const auto systems = model::virtual_systems(envelope);
    return systems.empty() ? targets_of(grammar) : targets_of(grammar, *systems.front());
}

Error inexpressible_text(std::string what) { return {ErrorCode::invalid_argument, std::move(what), {}, {}}; }

}  // namespace

Result<std::string> write(const model::Envelope& wanted, Grammar grammar) {
    const model::Envelope envelope = completed(wanted, grammar);
    const Shape& shape = envelope_shape(grammar);
    const Layout layout = layout_of(grammar, envelope);
    FreshNaming naming(grammar);

    // The children come first, because the root element declares the namespaces that they turn out to use.
    Writer body(naming, targets_for(grammar, envelope), layout);
    body.set_depth(1);
    body.children(shape, &envelope);
    const std::string children = body.take();
    const std::string attributes = body.attributes(shape, &envelope);
    body.set_depth(0);
    for (const model::Extension& e : envelope.prolog) body.extension(e);
    const std::string prolog = body.take();
    for (const model::Extension& e : envelope.epilog) body.extension(e);
    const std::string epilog = body.take();
    if (!body.problem().empty()) return inexpressible_text(body.problem());

    const std::string root = grammar == Grammar::ovf_1 || grammar == Grammar::ovf_2 ? "Envelope" : "ovf:Envelope";
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + layout.line_end + prolog;
    out += "<" + root + naming.declarations() + attributes + ">" + layout.line_end + children;
    out += "</" + root + ">" + layout.line_end + epilog;
    return out;
}

}  // namespace ovfkit::descriptor
