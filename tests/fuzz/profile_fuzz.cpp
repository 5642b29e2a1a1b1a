// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/validate/profile.hpp>
#include <ovfkit/validate/validate.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/findings.hpp"

namespace {

namespace validate = ovfkit::validate;
using validate::Profile;

void check_refusal(const ovfkit::Error& error, const std::string& input) {
    require_printable(error.message);
    const auto lines = static_cast<std::uint32_t>(std::count(input.begin(), input.end(), '\n') + 1);
    require(error.where.line >= 1 && error.where.line <= lines, "a refusal has a line");
    require(error.where.column >= 1 && error.where.column <= input.size(), "a refusal has a column");
}

void check_same(const Profile& a, const Profile& b) {
    for (const ovfkit::Rule* rule : validate::rules())
        require(a.severity(rule->slug, rule->severity) == b.severity(rule->slug, rule->severity),
                "what means nothing changes nothing");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > (1U << 12)) return 0;
    const std::string input(reinterpret_cast<const char*>(data), size);
    const std::size_t middle = size / 2;
    const bool doubled = validate::glob_matches(input.substr(0, middle), input.substr(middle));
    require(!doubled || validate::glob_matches("*" + input.substr(0, middle), "x" + input.substr(middle)),
            "a star takes what stands in front");

    const auto profile = Profile::parse(input, "fuzzed");
    const auto strict = Profile::parse(input, "fuzzed", validate::rules());
    require(profile.has_value() || !strict.has_value(), "a list of rules allows nothing more");
    if (!strict) check_refusal(strict.error(), input);
    if (!profile) {
        check_refusal(profile.error(), input);
        return 0;
    }
    if (strict) check_same(*profile, *strict);
    const std::string bare = input.compare(0, 3, "\xEF\xBB\xBF") == 0 ? input.substr(3) : input;  // a mark stands first
    check_same(*profile, Profile::parse("# comment\r\n\r\n" + bare + "\n \t\n# end", "again").value());
    Profile last = *profile;
    last.set("*", std::nullopt);
    require(!last.severity("disk/any", ovfkit::Severity::error), "the last entry decides");
    return 0;
}
