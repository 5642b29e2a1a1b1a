// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/descriptor/environment.hpp>

#include <ovfkit/descriptor/rules.hpp>

#include "descriptor/prefixes.hpp"
#include "descriptor/reader.hpp"
#include "descriptor/tables.hpp"
#include "descriptor/writer.hpp"
#include "xml/parse.hpp"

namespace ovfkit::descriptor {
namespace {

// The document's own namespace is the default one for elements, and has a prefix for attributes.
class EnvironmentNaming : public Writer::Naming {
public:
    std::string element(Space) override { return {}; }
    std::string attribute(Space space) override { return std::string(prefixes_.attribute(space)); }
    std::string foreign_element(std::string_view uri, std::string_view wish) override {
        return uri.empty() || uri == uri::environment ? std::string() : prefixes_.foreign(uri, wish);
    }
    std::string foreign_attribute(std::string_view uri, std::string_view wish) override {
        return prefixes_.foreign(uri, wish);
    }
    std::string undeclared(std::string_view wish) override { return prefixes_.undeclared(wish); }
    std::string ovf_2() override { return std::string(prefixes_.ovf_2()); }
    [[nodiscard]] std::string declarations() const { return prefixes_.declarations(); }

private:
    Prefixes prefixes_ = Prefixes::of_environment();
};

}  // namespace

Result<model::Environment> parse_environment(std::string bytes, Diagnostics& diagnostics, const ReadOptions& options) {
    xml::Source source(options.name, std::move(bytes));
    if (auto decoded = source.decode(options.limits, diagnostics); !decoded) return decoded.error();
    auto tree = xml::parse(source, options.limits, diagnostics);
    if (!tree) return tree.error();
    const xml::Node& root = tree->root();
    if (root.name != "Environment") {
        Location where = source.locate(root.begin, root.inner_begin);
        const std::string message = "the root element is " + quoted(root.name) + ", not Environment";
        diagnostics.report(rule::not_an_environment, message, where);
        return Error{ErrorCode::not_a_descriptor, message, std::move(where), rule::not_an_environment.slug};
    }
    model::Environment environment;
    Reader(source, *tree, diagnostics).read(root, table::environment(), &environment);
    return environment;
}

Result<std::string> write_environment(const model::Environment& environment) {
    EnvironmentNaming naming;
    Writer body(naming, target::all, {});
    body.set_depth(1);
    body.children(table::environment(), &environment);
    const std::string children = body.take();
    const std::string attributes = body.attributes(table::environment(), &environment);
    if (!body.problem().empty()) return Error{ErrorCode::invalid_argument, body.problem(), {}, {}};
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Environment" + naming.declarations() + attributes + ">\n" +
           children + "</Environment>\n";
}

}  // namespace ovfkit::descriptor
