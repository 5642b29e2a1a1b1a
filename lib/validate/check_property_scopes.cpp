// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "validate/product_passes.hpp"
#include "validate/property_rules.hpp"

namespace ovfkit::validate {
namespace {

// What stands before and behind a key in the environment of a guest. 1.1.1 has a colon before the instance, the other
// versions a dot (DMTF reference 14.2).
std::string environment_key(ProductId product, std::string_view key, char separator) {
    std::string name;
    if (!product.class_.empty()) name += std::string(product.class_) + ".";
    name += key;
    if (!product.instance.empty()) name += separator + std::string(product.instance);
    return name;
}

struct SeenProperty {
    const model::Property* property = nullptr;
    ProductId product;

    [[nodiscard]] bool same_as(const SeenProperty& other) const {
        return *property->key == *other.property->key && product.class_ == other.product.class_ &&
               product.instance == other.product.instance;
    }
};

template <class Visit>
void each_property(const Scope& scope, Visit visit) {
    for (const auto* section : Subject::all<model::ProductSection>(*scope.sections))
        for (const model::Property* property : properties_of(*section))
            if (property->key) visit(SeenProperty{property, id_of(*section)});
}

// The properties of the collections, by all names under which they can be meant. Of each collection they are listed
// when the first entity inside asks.
class CollectionNames {
public:
    explicit CollectionNames(const Subject& subject) : subject_(subject) {}

    const std::unordered_set<std::string>& of(std::size_t scope) {
        const bool is_new = names_.find(scope) == names_.end();
        auto& names = names_[scope];
        if (is_new)
            each_property(subject_.scopes[scope], [&](const SeenProperty& seen) {
                const std::string& key = *seen.property->key;
                names.insert(key);
                names.insert(environment_key({seen.product.class_, {}}, key, '.'));
                names.insert(environment_key(seen.product, key, '.'));
                names.insert(environment_key(seen.product, key, ':'));
            });
        return names;
    }

private:
    const Subject& subject_;
    std::unordered_map<std::size_t, std::unordered_set<std::string>> names_;
};

// The names in `${name}` of a value. What looks like a command of a script is no name.
std::vector<std::string_view> property_macros(std::string_view value) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:-";
    std::vector<std::string_view> names;
    for (std::size_t at = value.find("${"); at != std::string_view::npos; at = value.find("${", at + 2)) {
        const std::string_view rest = value.substr(at + 2);
        const std::size_t end = std::min(rest.find_first_not_of(letters), rest.size());
        if (end != 0 && end < rest.size() && rest[end] == '}') names.push_back(rest.substr(0, end));
    }
    return names;
}

class MacroCheck {
public:
    MacroCheck(const Subject& subject, Findings& findings) : subject_(subject), findings_(findings), names_(subject) {}

    void run() {
        for (const Scope& scope : subject_.scopes)
            if (!scope.is_envelope())
                each_property(scope, [&](const SeenProperty& seen) {
                    check(scope, seen.property->value);
                    for (const model::PropertyValue& one : seen.property->values) check(scope, one.value);
                });
    }

private:
    void check(const Scope& scope, const model::Field<std::string>& value) {
        if (!value) return;
        const bool alone = subject_.scopes[scope.parent].is_envelope();
        for (const std::string_view name : property_macros(*value)) {
            // Outside of collections there is nothing to refer to, and a text such as a script is left as it is; only a
            // value that is nothing but a reference must be meant as one.
            if (alone && name.size() + 3 != value->size()) continue;
            if (!alone && names_.of(scope.parent).count(std::string(name)) != 0) continue;
            findings_.report(rule::unknown_macro,
                             quoted("${" + std::string(name) + "}", 80) +
                                 (alone ? " refers to a collection, and there is none around this entity"
                                        : " is no property of the collection around this entity"),
                             value.at());
        }
    }

    const Subject& subject_;
    Findings& findings_;
    CollectionNames names_;
};

using EnvironmentKeys = std::unordered_map<std::string, SeenProperty>;

// The other property that has that key already, if there is one.
std::optional<SeenProperty> other_under(const EnvironmentKeys& keys, const std::string& name,
                                        const SeenProperty& seen) {
    const auto found = keys.find(name);
    if (found == keys.end() || found->second.same_as(seen)) return std::nullopt;
    return found->second;
}

class EnvironmentKeyCheck {
public:
    EnvironmentKeyCheck(const Subject& subject, Findings& findings) : subject_(subject), findings_(findings) {}

    void run() {
        for (std::size_t i = 1; i < subject_.scopes.size(); ++i) check(i);
    }

private:
    // The keys of each separator are looked up on their own: a document of 1.x does not say which of them holds.
    void check(std::size_t index) {
        const Scope& scope = subject_.scopes[index];
        std::unordered_set<const model::Property*> reported;
        for (const char separator : {'.', ':'}) {
            EnvironmentKeys own;
            const EnvironmentKeys* around =
                subject_.scopes[scope.parent].is_envelope() ? nullptr : &collection(scope.parent, separator);
            each_property(scope, [&](const SeenProperty& seen) {
                const std::string name = environment_key(seen.product, *seen.property->key, separator);
                auto other = other_under(own, name, seen);
                if (!other && around != nullptr) other = other_under(*around, name, seen);
                if (other && reported.insert(seen.property).second) report(seen, *other, name);
                own.emplace(name, seen);
            });
        }
    }

    const EnvironmentKeys& collection(std::size_t scope, char separator) {
        auto& keys_of = collections_[separator == ':' ? 1 : 0];
        const bool is_new = keys_of.find(scope) == keys_of.end();
        EnvironmentKeys& keys = keys_of[scope];
        if (is_new)
            each_property(subject_.scopes[scope], [&](const SeenProperty& seen) {
                keys.emplace(environment_key(seen.product, *seen.property->key, separator), seen);
            });
        return keys;
    }

    void report(const SeenProperty& seen, const SeenProperty& other, const std::string& name) {
        findings_.report(rule::key_collision, "the guest reads this property as " + quoted(name) + ", like another",
                         seen.property->key.at(), {{other.property->key.at(), "the other property"}});
    }

    const Subject& subject_;
    Findings& findings_;
    std::unordered_map<std::size_t, EnvironmentKeys> collections_[2];
};

}  // namespace

void check_property_macros(const Subject& subject, Findings& findings) { MacroCheck(subject, findings).run(); }

void check_environment_keys(const Subject& subject, Findings& findings) {
    EnvironmentKeyCheck(subject, findings).run();
}

}  // namespace ovfkit::validate
