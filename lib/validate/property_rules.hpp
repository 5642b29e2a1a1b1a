// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

// What is wrong about single properties, their types and their values.

namespace ovfkit::validate::rule {

inline constexpr Rule duplicate_property{"property/duplicate-key",
                                         Severity::error,
                                         "two properties of one product section have the same key",
                                         "DSP0243 1.1.1, 9.5",
                                         "an importer keeps one of them, and the guest reads one value only",
                                         "rename one of the two, or take it away",
                                         "0.2.0"};

inline constexpr Rule keys_differ_by_case{
    "property/keys-differ-by-case",
    Severity::note,
    "two keys of one product section differ only in the case of letters",
    "DSP0243 1.1.1, 9.5",
    "whoever sets one of them by hand, or a guest that makes variables of them, takes one for the other",
    "choose keys that differ in more than that",
    "0.2.0"};

inline constexpr Rule dotted_key{
    "property/dotted-key",
    Severity::warning,
    "the key of a property holds a dot",
    "DSP0243 1.1.1, 9.5",
    "the dot stands between class and key in what a guest reads; real importers take the key as it is",
    "move what stands before the dot into the section's class, where guests read the same then",
    "0.2.0"};

inline constexpr Rule colon_in_key{
    "property/colon-in-key",
    Severity::warning,
    "the key of a property holds a colon",
    "DSP0243 1.1.1, 9.5",
    "the colon stands before the instance in what a guest reads, which takes the rest of the key for one",
    "use a letter, a digit, a hyphen or an underscore instead",
    "0.2.0"};

inline constexpr Rule key_collision{"property/environment-key-collision",
                                    Severity::warning,
                                    "two properties that a guest gets to see have one key in its environment",
                                    "DSP0243 1.1.1, 9.5 and 11.1",
                                    "class, key and instance are product_key with separators that occur in them, so "
                                    "the guest cannot tell the two apart",
                                    "keep dots and colons out of keys and instances",
                                    "0.2.0"};

inline constexpr Rule vendor_type{
    "property/vendor-type",
    Severity::error,
    "the type of a property is none of the standard's, but one that VMware's products know",
    "DSP0243 1.1.1, 9.5 table 6",
    "VMware's importers ask for it in their own way; others refuse it, or take it for a string",
    "use string, boolean, real32, real64, or a type such as uint16, and qualifiers for the rest",
    "0.2.0"};

inline constexpr Rule unknown_type{"property/unknown-type",
                                   Severity::error,
                                   "the type of a property is none that anybody knows",
                                   "DSP0243 1.1.1, 9.5 table 6",
                                   "importers refuse the property, or cannot check what is entered for it",
                                   "use string, boolean, real32, real64, or uint8 to uint64 and sint8 to sint64",
                                   "0.2.0"};

inline constexpr Rule value_not_of_type{"property/value-not-of-type",
                                        Severity::error,
                                        "a value of a property is not of the property's type",
                                        "DSP0243 1.1.1, 9.5 table 6",
                                        "importers refuse the value before the appliance is deployed",
                                        "write a value of the type, or choose the type that the value is of",
                                        "0.2.0"};

inline constexpr Rule value_not_allowed{"property/value-not-allowed",
                                        Severity::error,
                                        "a value of a property is not what its own qualifiers allow",
                                        "DSP0243 1.1.1, 9.5 table 7",
                                        "importers refuse the value before the appliance is deployed",
                                        "write a value that the qualifiers allow, or widen them",
                                        "0.2.0"};

inline constexpr Rule no_value{"property/no-value",
                               Severity::warning,
                               "a number or truth value that nobody may set has no value",
                               "DSP0243 1.1.1, 9.5",
                               "nobody is asked for it, so the guest reads an empty text where it expects a value",
                               "write ovf:value, or ovf:userConfigurable=\"true\" when it is to be asked for",
                               "0.2.0"};

inline constexpr Rule no_default{"property/no-default",
                                 Severity::note,
                                 "a property has to be set by hand, because it has no value that would do",
                                 "DSP0243 1.1.1, 9.5",
                                 "an importer that asks nobody stops there, or starts the appliance without the value",
                                 "write ovf:value if some value is right most of the time",
                                 "0.2.0"};

inline constexpr Rule password_default{
    "property/password-default",
    Severity::warning,
    "a password comes with the package",
    "DSP0243 1.1.1, 9.5",
    "everybody who has the package knows it, and every appliance that is deployed without another starts with it",
    "leave the value empty, and ask for one with ovf:userConfigurable and MinLen",
    "0.2.0"};

inline constexpr Rule unmasked_password{"property/unmasked-password",
                                        Severity::note,
                                        "what its key calls a password is asked for like any other text",
                                        "DSP0243 1.1.1, 9.5",
                                        "importers show it on the screen while it is entered, and afterwards",
                                        "add ovf:password=\"true\"",
                                        "0.2.0"};

inline constexpr Rule malformed_qualifiers{"property/malformed-qualifiers",
                                           Severity::warning,
                                           "the qualifiers of a property cannot be read",
                                           "DSP0243 1.1.1, 9.5 table 7",
                                           "importers check nothing then, or refuse the property",
                                           "write a list such as MinLen(1),MaxLen(20) or ValueMap{\"small\",\"large\"}",
                                           "0.2.0"};

inline constexpr Rule vendor_qualifier{
    "property/vendor-qualifier",
    Severity::warning,
    "a qualifier of a property is none of the standard's, but one that VMware's products know",
    "DSP0243 1.1.1, 9.5 table 7",
    "only VMware's importers follow it; others do not check, or do not fill in, what it says",
    "say it in vmw:qualifiers, and keep MinLen, MaxLen and ValueMap here",
    "0.2.0"};

inline constexpr Rule unknown_qualifier{"property/unknown-qualifier",
                                        Severity::warning,
                                        "a qualifier of a property is none that anybody knows",
                                        "DSP0243 1.1.1, 9.5 table 7",
                                        "importers pass it over, so what it was to rule out can be entered",
                                        "use MinLen, MaxLen and ValueMap",
                                        "0.2.0"};

inline constexpr Rule unsuited_qualifier{
    "property/unsuited-qualifier",
    Severity::warning,
    "a qualifier does not go with the type of its property",
    "DSP0243 1.1.1, 9.5 table 7",
    "importers pass it over, or refuse the property",
    "lengths are for strings, a ValueMap is for strings and whole numbers, and nothing is for boolean and real types",
    "0.2.0"};

inline constexpr Rule impossible_qualifiers{"property/impossible-qualifiers",
                                            Severity::warning,
                                            "no value at all satisfies the qualifiers of a property",
                                            "DSP0243 1.1.1, 9.5 table 7",
                                            "whatever is entered is refused",
                                            "correct the bounds",
                                            "0.2.0"};

inline constexpr Rule value_without_configuration{
    "property/value-without-configuration",
    Severity::error,
    "a Value of a property does not say for which configuration it is",
    "DSP0243 1.1.1, 9.8",
    "it is never chosen, or always, depending on the importer",
    "add ovf:configuration, or move the value to the property's ovf:value",
    "0.2.0"};

inline constexpr Rule unknown_value_configuration{"property/unknown-configuration",
                                                  Severity::error,
                                                  "a Value of a property is for a configuration that is not defined",
                                                  "DSP0243 1.1.1, 9.8",
                                                  "importers refuse the section, or the value is never chosen",
                                                  "name a Configuration of the DeploymentOptionSection",
                                                  "0.2.0"};

inline constexpr Rule duplicate_value{"property/duplicate-value",
                                      Severity::error,
                                      "a property has two values for one configuration",
                                      "DSP0243 1.1.1, 9.8",
                                      "importers refuse it, or disagree about which one counts",
                                      "keep one of the two",
                                      "0.2.0"};

inline constexpr Rule unknown_macro{
    "property/unknown-macro",
    Severity::warning,
    "a value refers to a property that the collection around it does not have",
    "DSP0243 1.1.1, 9.5",
    "only properties of the collection directly around an entity are replaced; the guest reads the text as it stands",
    "define the property in the collection, or write the value itself",
    "0.2.0"};

}  // namespace ovfkit::validate::rule
