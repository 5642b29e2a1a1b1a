// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace ovfkit::text {

__extension__ using Wide = unsigned __int128;

/// A positive fraction in lowest terms of 128 bits over 128 bits, which knows when it no longer fits.
class Fraction {
public:
    [[nodiscard]] bool fits() const noexcept { return fits_; }
    [[nodiscard]] Wide numerator() const noexcept { return numerator_; }
    [[nodiscard]] Wide denominator() const noexcept { return denominator_; }

    /// Neither may be zero.
    void multiply(Wide numerator, Wide denominator) noexcept {
        // Crosswise first, so that a product that is small in the end does not overflow on the way.
        cancel(numerator_, denominator);
        cancel(numerator, denominator_);
        cancel(numerator, denominator);
        if (__builtin_mul_overflow(numerator_, numerator, &numerator_)) fits_ = false;
        if (__builtin_mul_overflow(denominator_, denominator, &denominator_)) fits_ = false;
    }

    /// Multiplies by `base ^ exponent`; the base may not be zero.
    void multiply_power(Wide base, std::int32_t exponent) noexcept {
        if (base == 1) return;
        // Anything from 2 up leaves 128 bits after 128 steps, so the loop ends early whatever the exponent.
        for (; exponent > 0 && fits_; --exponent) multiply(base, 1);
        for (; exponent < 0 && fits_; ++exponent) multiply(1, base);
    }

private:
    static void cancel(Wide& a, Wide& b) noexcept {
        Wide x = a;
        Wide y = b;
        while (y != 0) {
            const Wide rest = x % y;
            x = y;
            y = rest;
        }
        a /= x;
        b /= x;
    }

    Wide numerator_ = 1;
    Wide denominator_ = 1;
    bool fits_ = true;
};

}  // namespace ovfkit::text
