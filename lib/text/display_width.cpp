// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/text/display_width.hpp>

#include <unicode/uchar.h>

#include <cstdint>

namespace ovfkit::text {

int display_width(char32_t character) noexcept {
    const auto code = static_cast<UChar32>(character);
    if (code >= 0x20 && code < 0x7F) return 1;
    constexpr std::uint32_t invisible = U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK;
    // The soft hyphen is a format character that terminals show.
    if (code != 0xAD && (U_MASK(u_charType(code)) & invisible) != 0) return 0;
    const int width = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace ovfkit::text
