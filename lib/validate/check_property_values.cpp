// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/ascii.hpp"
#include "validate/product_passes.hpp"
#include "validate/property_rules.hpp"
#include "validate/property_value.hpp"

namespace ovfkit::validate {
namespace {

// What the qualifiers of a property ask of its values. What could not be read asks nothing.
struct PropertyDemands {
    std::optional<long double> min_length;
    std::optional<long double> max_length;
    std::optional<long double> min_value;
    std::optional<long double> max_value;
    std::optional<ValueMap> map;
    bool filled_in = false;  ///< whether the platform may provide the value
};

PropertyDemands property_demands(const model::Property& property) {
    PropertyDemands demands;
    for (const model::Attribute& attribute : property.attributes)
        demands.filled_in = demands.filled_in || attribute.name == "qualifiers";  // vmw:qualifiers
    if (!property.qualifiers) return demands;
    const QualifierList list = read_qualifiers(*property.qualifiers);
    if (!list.problem.empty()) return demands;
    for (const Qualifier& one : list.entries) {
        if (same_word(one.name, "MinLen"))
            demands.min_length = number_of(one.inner);
        else if (same_word(one.name, "MaxLen"))
            demands.max_length = number_of(one.inner);
        else if (same_word(one.name, "MinValue"))
            demands.min_value = number_of(one.inner);
        else if (same_word(one.name, "MaxValue"))
            demands.max_value = number_of(one.inner);
        else if (same_word(one.name, "ValueMap"))
            demands.map = read_value_map(one.inner);
        else
            demands.filled_in = true;
    }
    return demands;
}

// Why a value is not what the qualifiers ask for; empty if it is.
std::string property_objection(std::string_view value, const PropertyType& type, const PropertyDemands& demands) {
    if (type.kind == PropertyKind::string) {
        const auto length = static_cast<long double>(length_of(value));
        if (demands.min_length && length < *demands.min_length)
            return "has " + std::to_string(length_of(value)) + " characters, fewer than MinLen";
        if (demands.max_length && length > *demands.max_length)
            return "has " + std::to_string(length_of(value)) + " characters, more than MaxLen";
    }
    if (type.kind == PropertyKind::integer || type.kind == PropertyKind::real) {
        const auto number = number_of(value);
        if (number && demands.min_value && *number < *demands.min_value) return "is less than MinValue";
        if (number && demands.max_value && *number > *demands.max_value) return "is greater than MaxValue";
    }
    if (demands.map && (type.kind == PropertyKind::string || type.kind == PropertyKind::integer)) {
        const auto& members = demands.map->members;
        if (std::none_of(members.begin(), members.end(),
                         [&](const auto& member) { return same_value(value, member.text, type); }))
            return "is not in the ValueMap";
    }
    return {};
}

bool property_may_be_set(const model::Property& property) {
    return property.user_configurable.value_or(!property.user_configurable.absent());
}

bool is_password_property(const model::Property& property, const PropertyType& type) {
    return property.password.value_or(!property.password.absent()) || type.is_password;
}

// Nothing in a message may give a password away: messages end in logs.
std::string property_value_name(std::string_view value, bool secret) {
    return secret ? "the value" : quoted(value, 80);
}

// Looks at the values of one property.
class PropertyValueCheck {
public:
    PropertyValueCheck(const model::Property& property, Findings& findings)
        : property_(property), findings_(findings), demands_(property_demands(property)) {
        if (property.type) type_ = property_type(*property.type);
        secret_ = is_password_property(property, type_);
    }

    void run() {
        if (property_.value && !property_.value->empty())
            check_value(property_.value);
        else if (property_.value.absent() || property_.value)
            check_empty();
        for (const model::PropertyValue& one : property_.values)
            if (one.value && !one.value->empty()) check_value(one.value);
        check_masking();
    }

private:
    void check_value(const model::Field<std::string>& value) {
        if (is_unfinished(*value)) return;
        if (secret_) findings_.report(rule::password_default, "the password " + key() + " has a value", value.at());
        if (!is_of_type(*value, type_))
            return findings_.report(rule::value_not_of_type,
                                    property_value_name(*value, secret_) + " is not " + words_for(type_), value.at());
        const std::string reason = property_objection(*value, type_, demands_);
        if (!reason.empty())
            findings_.report(rule::value_not_allowed, property_value_name(*value, secret_) + " " + reason, value.at());
    }

    // A value that is missing asks for one, if somebody is asked; Values for configurations can stand in for it.
    void check_empty() {
        if (!property_.values.empty() || demands_.filled_in) return;
        const bool is_text = type_.kind == PropertyKind::string;
        const std::string reason = is_text ? property_objection({}, type_, demands_) : std::string();
        if (type_.kind == PropertyKind::unknown || (is_text && reason.empty())) return;
        const Span at = property_.value.at().known() ? property_.value.at() : property_.at;
        if (property_may_be_set(property_)) {
            if (!secret_) findings_.report(rule::no_default, key() + " has no value that would do", at);
        } else if (is_text) {
            findings_.report(rule::value_not_allowed, "the empty value of " + key() + " " + reason, at);
        } else {
            findings_.report(rule::no_value, key() + " has no value, and nobody may set it", at);
        }
    }

    // Whether the last word of the key says that it is a password.
    void check_masking() {
        if (secret_ || !property_.key || type_.kind != PropertyKind::string || !property_may_be_set(property_)) return;
        const std::string low = lowered(*property_.key);
        for (const std::string_view word : {"password", "passwd", "passphrase"})
            if (low.size() >= word.size() && low.compare(low.size() - word.size(), word.size(), word) == 0)
                return findings_.report(rule::unmasked_password, key() + " is shown while it is entered",
                                        property_.key.at());
    }

    [[nodiscard]] std::string key() const { return quoted(Subject::text_of(property_.key)); }

    const model::Property& property_;
    Findings& findings_;
    PropertyDemands demands_;
    PropertyType type_;
    bool secret_ = false;
};

}  // namespace

void check_property_values(const Subject& subject, Findings& findings) {
    for (const Scope& scope : subject.scopes)
        for (const auto* section : Subject::all<model::ProductSection>(*scope.sections))
            for (const model::Property* property : properties_of(*section))
                PropertyValueCheck(*property, findings).run();
}

}  // namespace ovfkit::validate
