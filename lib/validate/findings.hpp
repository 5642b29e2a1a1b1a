// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <ovfkit/base/diagnostic.hpp>
#include <ovfkit/validate/profile.hpp>

#include "validate/subject.hpp"

namespace ovfkit::validate {

/// Where the checks of a descriptor say what they found. Places are spans of the source's bytes, as the model has them;
/// of a whole element its start tag is underlined.
class Findings {
public:
    Findings(const Subject& subject, const Profile& profile, Diagnostics& diagnostics)
        : subject_(subject), profile_(profile), diagnostics_(diagnostics) {}

    struct Also {
        Span at;
        std::string message;
    };
    /// A finding of `rule`, with the severity that the profile gives it; nothing if the profile leaves it out. A
    /// message names what is wrong in this document, values through `quoted()`; the hint is the rule's unless one is
    /// given.
    void report(const Rule& rule, std::string message, Span at, std::vector<Also> also = {}, std::string hint = {});
    /// The same at an element of the tree, or at one of its attributes.
    void report(const Rule& rule, std::string message, const xml::Node& at, std::string hint = {});
    void report(const Rule& rule, std::string message, const xml::Attribute& at, std::string hint = {});

    /// Whether a finding of the rule would be kept. For a check whose messages are costly.
    [[nodiscard]] bool wants(const Rule& rule) const;

private:
    void put(const Rule& rule, Severity severity, std::string message, Span at, std::vector<Also> also,
             std::string hint);

    const Subject& subject_;
    const Profile& profile_;
    Diagnostics& diagnostics_;
};

}  // namespace ovfkit::validate
