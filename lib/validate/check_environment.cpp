// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/descriptor/rules.hpp>
#include <ovfkit/validate/environment.hpp>

#include <unordered_map>
#include <utility>

#include "descriptor/names.hpp"
#include "validate/environment_rules.hpp"
#include "validate/group.hpp"
#include "validate/schemas.hpp"
#include "xml/parse.hpp"

namespace ovfkit::validate {
namespace {

using descriptor::Space;

// The checks of one document.
class EnvironmentCheck {
public:
    EnvironmentCheck(const xml::Source& source, const xml::Tree& tree, const Profile& profile, Diagnostics& diagnostics)
        : source_(source), tree_(tree), profile_(profile), diagnostics_(diagnostics) {}

    void run() {
        check_schema();
        check_sections(tree_.root());
        std::unordered_map<std::string_view, const xml::Attribute*> entities;
        for (const xml::Node* child = tree_.first_child(tree_.root()); child != nullptr; child = tree_.next(*child)) {
            if (!is_own(*child, "Entity")) continue;
            check_once(*child, "id", entities, rule::duplicate_environment_entity, "there is an Entity with the id ");
            check_sections(*child);
        }
    }

private:
    void check_schema() {
        std::size_t reported = 0;
        xml::Schema::Walk walk;
        walk.leave_out = [&](const xml::Node& node) {
            return &node != &tree_.root() && space_of(node) != Space::environment && space_of(node) != Space::none;
        };
        walk.report = [&](const xml::SchemaViolation& found) {
            const Span at = found.on != nullptr ? source_.to_source(found.on->value_begin, found.on->value_end)
                                                : start_of(*found.node);
            report(rule_of(found), message_of(tree_, found), at, *found.node);
            return ++reported < Diagnostics::default_limit;
        };
        environment_schema().validate(tree_, walk);
    }

    // What can occur once in the document, or in an Entity.
    void check_sections(const xml::Node& parent) {
        std::unordered_map<std::string_view, const xml::Node*> sections;
        for (const xml::Node* child = tree_.first_child(parent); child != nullptr; child = tree_.next(*child)) {
            const bool is_property_section = is_own(*child, "PropertySection");
            if (!is_property_section && !is_own(*child, "PlatformSection")) continue;
            const auto [first, is_new] = sections.emplace(child->name, child);
            if (!is_new)
                report(rule::duplicate_environment_section, std::string(child->name) + " stands here a second time",
                       start_of(*child), *child, {start_of(*first->second), "the first one"});
            if (is_property_section) check_keys(*child);
        }
    }

    void check_keys(const xml::Node& section) {
        std::unordered_map<std::string_view, const xml::Attribute*> keys;
        for (const xml::Node* child = tree_.first_child(section); child != nullptr; child = tree_.next(*child))
            if (is_own(*child, "Property"))
                check_once(*child, "key", keys, rule::duplicate_environment_key, "there is a property with the key ");
    }

    // Whether the attribute of `node` has a value of its own among its siblings.
    void check_once(const xml::Node& node, std::string_view name,
                    std::unordered_map<std::string_view, const xml::Attribute*>& seen, const Rule& rule,
                    const char* message) {
        for (const xml::Attribute* a = tree_.attributes_begin(node); a != tree_.attributes_end(node); ++a) {
            const bool is_own_attribute = descriptor::accepts(Space::environment, space_of(*a));
            if (a->name != name || !is_own_attribute) continue;
            const auto [first, is_new] = seen.emplace(a->value, a);
            if (!is_new)
                report(rule, message + quoted(a->value) + " already", value_of(*a), node,
                       {value_of(*first->second), "the first one"});
            return;
        }
    }

    [[nodiscard]] Space space_of(const xml::Node& node) const {
        return node.undeclared_prefix ? Space::undeclared : descriptor::space_of(tree_.namespace_uri(node.ns));
    }
    [[nodiscard]] Space space_of(const xml::Attribute& attribute) const {
        return attribute.undeclared_prefix ? Space::undeclared
                                           : descriptor::space_of(tree_.namespace_uri(attribute.ns));
    }
    [[nodiscard]] bool is_own(const xml::Node& node, std::string_view name) const {
        return node.kind == xml::Node::Kind::element && node.name == name && space_of(node) == Space::environment;
    }
    [[nodiscard]] Span start_of(const xml::Node& node) const { return source_.to_source(node.begin, node.inner_begin); }
    [[nodiscard]] Span value_of(const xml::Attribute& a) const { return source_.to_source(a.value_begin, a.value_end); }

    struct Other {
        Span at;
        const char* message;
    };
    void report(const Rule& rule, std::string message, Span at, const xml::Node& node,
                const Other& other = Other{{}, nullptr}) {
        const auto severity = profile_.severity(rule.slug, rule.severity);
        if (!severity) return;
        Diagnostic found{rule.slug, *severity, std::move(message), {}, {}, std::string(rule.hint)};
        if (diagnostics_.keeps(*severity)) {
            found.where = source_.locate(at);
            found.where.path = tree_.path(node);
            if (other.message != nullptr) found.related.push_back({source_.locate(other.at), other.message});
        }
        diagnostics_.add(std::move(found));
    }

    const xml::Source& source_;
    const xml::Tree& tree_;
    const Profile& profile_;
    Diagnostics& diagnostics_;
};

}  // namespace

Result<void> check_environment(std::string bytes, std::string name, const Options& options, Diagnostics& diagnostics) {
    const Limits limits;
    xml::Source source(std::move(name), std::move(bytes));
    if (auto decoded = source.decode(limits, diagnostics); !decoded) return decoded.error();
    const auto tree = xml::parse(source, limits, diagnostics);
    if (!tree) return tree.error();
    const xml::Node& root = tree->root();
    if (root.name != "Environment") {
        Location where = source.locate(root.begin, root.inner_begin);
        const std::string message = "the root element is " + quoted(root.name) + ", not Environment";
        diagnostics.report(descriptor::rule::not_an_environment, message, where);
        return Error{ErrorCode::not_a_descriptor, message, std::move(where), descriptor::rule::not_an_environment.slug};
    }
    EnvironmentCheck(source, *tree, options.profile, diagnostics).run();
    return {};
}

std::vector<const Rule*> environment_rules() {
    return {&rule::duplicate_environment_section, &rule::duplicate_environment_key,
            &rule::duplicate_environment_entity};
}

}  // namespace ovfkit::validate
