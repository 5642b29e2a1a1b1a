// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/validate/profile.hpp>

#include "validate/embedded.hpp"

namespace ovfkit::validate {
namespace {

// The purpose is the comment on the first line.
ProfileText read_profile(const embedded::Text& file) {
    std::string_view purpose = file.text.substr(0, file.text.find('\n'));
    const std::size_t begin = purpose.find_first_not_of("# ");
    purpose = begin == std::string_view::npos ? std::string_view() : purpose.substr(begin);
    return {file.name.substr(0, file.name.rfind('.')), purpose, file.text};
}

}  // namespace

const std::vector<ProfileText>& profiles() {
    static const std::vector<ProfileText> all = [] {
        std::vector<ProfileText> list;
        for (const embedded::Text& file : embedded::profiles()) list.push_back(read_profile(file));
        return list;
    }();
    return all;
}

}  // namespace ovfkit::validate
