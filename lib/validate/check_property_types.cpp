// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "base/ascii.hpp"
#include "validate/product_passes.hpp"
#include "validate/property_rules.hpp"
#include "validate/property_value.hpp"

namespace ovfkit::validate {
namespace {

enum class QualifierKind : std::uint8_t { min_length, max_length, value_map, vendor, unknown };

QualifierKind qualifier_kind(std::string_view name) {
    if (same_word(name, "MinLen")) return QualifierKind::min_length;
    if (same_word(name, "MaxLen")) return QualifierKind::max_length;
    if (same_word(name, "ValueMap")) return QualifierKind::value_map;
    constexpr std::array vendors{"MinValue",   "MaxValue",   "Ip",         "VimIp",    "AutoIp",
                                 "Net",        "Netmask",    "Gateway",    "Dns",      "Subnet",
                                 "DomainName", "HostPrefix", "SearchPath", "HttpProxy"};
    for (const std::string_view vendor : vendors)
        if (same_word(name, vendor)) return QualifierKind::vendor;
    return QualifierKind::unknown;
}

void check_property_type(const model::Property& property, Findings& findings) {
    if (!property.type || is_unfinished(*property.type)) return;
    const PropertyType type = property_type(*property.type);
    if (type.origin == PropertyOrigin::vendor)
        findings.report(rule::vendor_type, quoted(*property.type) + " is no type of the standard", property.type.at());
    if (type.origin == PropertyOrigin::unknown)
        findings.report(rule::unknown_type, quoted(*property.type) + " is no type", property.type.at());
}

// Looks at the qualifiers of one property.
class QualifierCheck {
public:
    QualifierCheck(const model::Property& property, Findings& findings)
        : property_(property), findings_(findings), list_(read_qualifiers(*property.qualifiers)) {
        if (property.type) type_ = property_type(*property.type);
    }

    void run() {
        if (!list_.problem.empty()) return say(rule::malformed_qualifiers, list_.problem);
        bool only_vendors = true;
        for (const Qualifier& one : list_.entries) {
            check(one);
            only_vendors = only_vendors && qualifier_kind(one.name) == QualifierKind::vendor;
        }
        // VMware separates its own with blanks, and both kinds of separators are read there.
        if (!list_.commas && !only_vendors)
            say(rule::malformed_qualifiers,
                "there is no comma between the qualifiers " + quoted(*property_.qualifiers));
        if (min_ && max_ && *min_ > *max_) say(rule::impossible_qualifiers, "MinLen is greater than MaxLen");
    }

private:
    void check(const Qualifier& one) {
        switch (qualifier_kind(one.name)) {
            case QualifierKind::min_length: return check_length(one, min_);
            case QualifierKind::max_length: return check_length(one, max_);
            case QualifierKind::value_map: return check_value_map(one);
            case QualifierKind::vendor:
                return say(rule::vendor_qualifier, quoted(one.name) + " is no qualifier of the standard");
            case QualifierKind::unknown: break;
        }
        say(rule::unknown_qualifier, quoted(one.name) + " is no qualifier");
    }

    void check_length(const Qualifier& one, std::optional<long double>& length) {
        length = one.bracket == '(' ? number_of(one.inner) : std::nullopt;
        if (!length || *length < 0 || !is_of_type(one.inner, property_type("uint64")))
            return say(rule::malformed_qualifiers,
                       std::string(one.name) + " needs a number in brackets, such as " + std::string(one.name) + "(8)");
        if (type_.kind != PropertyKind::string) unsuited(one);
    }

    void check_value_map(const Qualifier& one) {
        const auto map = one.bracket == '{' ? read_value_map(one.inner) : std::nullopt;
        if (!map)
            return say(rule::malformed_qualifiers,
                       std::string(one.name) + " needs values in braces, such as ValueMap{\"small\",\"large\"}");
        if (type_.kind == PropertyKind::boolean || type_.kind == PropertyKind::real) return unsuited(one);
        for (const ValueMap::Member& member : map->members)
            if (type_.kind == PropertyKind::integer ? !is_of_type(member.text, type_)
                                                    : type_.kind == PropertyKind::string && !member.is_quoted)
                return say(rule::unsuited_qualifier,
                           quoted(member.text) + " in ValueMap is no " +
                               (type_.kind == PropertyKind::integer ? words_of_type() : "quoted string"));
    }

    void unsuited(const Qualifier& one) {
        if (type_.kind == PropertyKind::unknown) return;  // its type is reported
        say(rule::unsuited_qualifier, std::string(one.name) + " means nothing for the type " + quoted(*property_.type));
    }

    // "a whole number" reads better without its article here.
    [[nodiscard]] std::string words_of_type() const { return words_for(type_).substr(2); }

    void say(const Rule& rule, const std::string& message) {
        findings_.report(rule, message, property_.qualifiers.at());
    }

    const model::Property& property_;
    Findings& findings_;
    QualifierList list_;
    PropertyType type_;
    std::optional<long double> min_;
    std::optional<long double> max_;
};

}  // namespace

void check_property_types(const Subject& subject, Findings& findings) {
    for (const Scope& scope : subject.scopes)
        for (const auto* section : Subject::all<model::ProductSection>(*scope.sections))
            for (const model::Property* property : properties_of(*section)) {
                check_property_type(*property, findings);
                if (property->qualifiers && !is_unfinished(*property->qualifiers))
                    QualifierCheck(*property, findings).run();
            }
}

}  // namespace ovfkit::validate
