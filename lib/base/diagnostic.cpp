// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/base/diagnostic.hpp>

#include <algorithm>

namespace ovfkit {

std::string_view to_string(Severity severity) noexcept {
    switch (severity) {
        case Severity::note: return "note";
        case Severity::warning: return "warning";
        case Severity::error: return "error";
    }
    return "error";
}

Diagnostic& Diagnostics::report(const Rule& rule, std::string message, Location where) {
    return put({rule.slug, rule.severity, std::move(message), std::move(where), {}, std::string(rule.hint)});
}

void Diagnostics::add(Diagnostic diagnostic) { put(std::move(diagnostic)); }

Diagnostic& Diagnostics::put(Diagnostic diagnostic) {
    const bool error = diagnostic.severity == Severity::error;
    if (full() && !(error && make_room())) return drop(std::move(diagnostic));
    if (error) ++errors_kept_;
    return all_.emplace_back(std::move(diagnostic));
}

Diagnostic& Diagnostics::drop(Diagnostic diagnostic) {
    if (overflow_) ++dropped_of_[static_cast<std::size_t>(overflow_->severity)];
    overflow_ = std::move(diagnostic);
    ++dropped_;
    return *overflow_;
}

// Drops the newest finding that is no error; false when there is none.
bool Diagnostics::make_room() {
    if (errors_kept_ >= limit_) return false;
    const auto lesser =
        std::find_if(all_.rbegin(), all_.rend(), [](const Diagnostic& d) { return d.severity != Severity::error; });
    if (lesser == all_.rend()) {
        errors_kept_ = limit_;
        return false;
    }
    drop(std::move(*lesser));
    all_.erase(std::next(lesser).base());
    return true;
}

void Diagnostics::append(const Diagnostics& other) {
    // Taken first, so that a sink can be appended to itself.
    std::size_t dropped_there[3];
    std::copy(std::begin(other.dropped_of_), std::end(other.dropped_of_), dropped_there);
    if (other.overflow_) ++dropped_there[static_cast<std::size_t>(other.overflow_->severity)];
    const std::size_t all_dropped_there = other.dropped_;
    for (std::size_t i = 0, size = other.all_.size(); i < size; ++i) add(Diagnostic(other.all_[i]));
    for (std::size_t i = 0; i < 3; ++i) dropped_of_[i] += dropped_there[i];
    dropped_ += all_dropped_there;
}

std::size_t Diagnostics::count(Severity severity) const noexcept {
    const auto is = [severity](const Diagnostic& d) { return d.severity == severity; };
    return dropped_of_[static_cast<std::size_t>(severity)] + (overflow_ && is(*overflow_) ? 1 : 0) +
           static_cast<std::size_t>(std::count_if(all_.begin(), all_.end(), is));
}

std::optional<Severity> Diagnostics::worst() const noexcept {
    for (Severity s : {Severity::error, Severity::warning, Severity::note})
        if (count(s) != 0) return s;
    return std::nullopt;
}

bool Diagnostics::has(std::string_view slug) const noexcept {
    return std::any_of(all_.begin(), all_.end(), [&](const Diagnostic& d) { return d.rule == slug; });
}

}  // namespace ovfkit
