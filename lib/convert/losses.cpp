// SPDX-License-Identifier: Apache-2.0
#include "convert/losses.hpp"

#include <iterator>

namespace ovfkit::convert {
namespace {

/// Naming a place costs a look at all siblings of an element, so that a flood of losses must not ask for each.
constexpr std::size_t most_located = 2000;

}  // namespace

std::string_view to_string(LossKind kind) noexcept {
    switch (kind) {
        case LossKind::dropped: return "dropped";
        case LossKind::weakened: return "weakened";
        case LossKind::renamed: return "renamed";
    }
    return "dropped";
}

void Losses::add(LossKind kind, Span at, std::string message) {
    Loss loss;
    loss.kind = kind;
    loss.message = std::move(message);
    loss.where.source = source_.name();
    loss.where.span = at;
    if (at.known() && losses_.size() < most_located) loss.where = source_.locate(at);
    loss.path = loss.where.path.empty() ? "/Envelope" : loss.where.path;
    losses_.push_back(std::move(loss));
    account(at);
    if (kind == LossKind::dropped) cover(at);
}

bool Losses::covers(Span at) const {
    if (accounted_.count(key(at)) != 0) return true;
    const auto behind = covered_.upper_bound(at.begin);
    return behind != covered_.begin() && at.end <= std::prev(behind)->second;
}

// Places are those of elements and values, so that any two of them are apart or one is inside of the other.
void Losses::cover(Span at) {
    if (!at.known()) return;
    const auto behind = covered_.upper_bound(at.begin);
    if (behind != covered_.begin() && at.end <= std::prev(behind)->second) return;
    auto inside = covered_.lower_bound(at.begin);
    while (inside != covered_.end() && inside->second <= at.end) inside = covered_.erase(inside);
    covered_[at.begin] = at.end;
}

}  // namespace ovfkit::convert
