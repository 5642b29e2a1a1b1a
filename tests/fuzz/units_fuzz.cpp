// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/text/locale.hpp>
#include <ovfkit/text/units.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <string_view>

namespace {

void require(bool law) {
    if (!law) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace text = ovfkit::text;
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    if (const auto unit = text::parse_unit(input)) {
        require(size <= 256 && unit->numerator != 0 && unit->denominator != 0);
        require(std::gcd(unit->numerator, unit->denominator) == 1);
        require(text::scale(unit->denominator, *unit).value() == unit->numerator);
    }
    if (const auto bytes = text::parse_size(input)) {
        const text::ByteAmount written = text::canonical_byte_unit(*bytes);
        require(text::scale(written.amount, text::parse_unit(written.unit).value()).value() == *bytes);
        require(!text::human_bytes(*bytes).empty());
    }
    const std::size_t middle = size / 2;
    const std::vector<std::string> available = {std::string(input.substr(middle)), "en-US", "zh-Hant"};
    const std::size_t best = text::best_locale(input.substr(0, middle), available);
    require(best == text::no_locale || best < available.size());
    return 0;
}
