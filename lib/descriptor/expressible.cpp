// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include <ovfkit/descriptor/write.hpp>
#include <ovfkit/model/view.hpp>

#include "descriptor/state.hpp"

namespace ovfkit::descriptor {
namespace {

using Shapes = std::vector<const Shape*>;

void add(Shapes& shapes, const Shape* shape) {
    if (shape != nullptr && std::find(shapes.begin(), shapes.end(), shape) == shapes.end()) shapes.push_back(shape);
}

// Walks a model by the tables of every grammar at once and lists what the tables of one would not write.
class Walk {
public:
    Walk(Targets targets, std::vector<Inexpressible>& found) : targets_(targets), found_(found) {}

    // `all` are the tables of the struct at `owner` in any grammar, `writing` that of the target; null: it has none.
    void visit(const void* owner, const Shapes& all, const Shape* writing, const std::string& path) {
        std::set<const void*> seen;
        for (const Shape* shape : all)
            for (const Row& row : shape->rows) {
                const void* member = row.peek != nullptr ? row.peek(owner) : nullptr;
                if (member == nullptr) continue;
                if (row.kind == RowKind::choice)
                    visit_choice(member, owner, all, writing, path, seen);
                else if (seen.insert(member).second)
                    visit_member(row, member, owner, all, writing, path);
            }
    }

private:
    // The row of the target's table that writes `member`; null if none does.
    const Row* writes(const Shape* shape, const void* owner, const void* member) const {
        if (shape == nullptr) return nullptr;
        for (const Row& row : shape->rows)
            if (row.peek != nullptr && row.kind != RowKind::choice && (row.targets & targets_) != 0 &&
                row.peek(owner) == member)
                return &row;
        return nullptr;
    }

    void visit_member(const Row& row, const void* member, const void* owner, const Shapes& all, const Shape* writing,
                      const std::string& path) {
        const Row* writer = writes(writing, owner, member);
        const std::string here = path + (row.kind == RowKind::attribute ? "/@" : "/") + std::string(row.name);
        if (row.kind == RowKind::attribute || row.kind == RowKind::leaf || row.kind == RowKind::text) {
            const auto text = row.leaf->print(member);
            if (text && writer == nullptr) found_.push_back({here, *text, row.leaf->at(member)});
            return;
        }
        for (std::size_t i = 0; i < row.list->size(member); ++i) {
            const void* value = row.list->at(member, i);
            const std::string step = row.list->size(member) > 1 ? here + "[" + std::to_string(i + 1) + "]" : here;
            if (row.kind == RowKind::leaf_list) {
                if (writer == nullptr) found_.push_back({step, *row.leaf->print(value), row.leaf->at(value)});
            } else if (writer == nullptr) {
                found_.push_back({step, {}, row.shape().base(const_cast<void*>(value))->at});
            } else {
                visit(value, shapes_of(all, owner, member), &writer->shape(), step);
            }
        }
    }

    // The tables that describe what the rows for `member` hold.
    static Shapes shapes_of(const Shapes& all, const void* owner, const void* member) {
        Shapes inner;
        for (const Shape* shape : all)
            for (const Row& row : shape->rows)
                if (row.kind == RowKind::element && row.peek(owner) == member) add(inner, &row.shape());
        return inner;
    }

    void visit_choice(const void* list, const void* owner, const Shapes& all, const Shape* writing,
                      const std::string& path, std::set<const void*>& seen) {
        if (!seen.insert(list).second) return;
        const ChoiceOps* ops = nullptr;
        Shapes inner;
        std::map<std::string, std::size_t> seen_of;
        for (const Shape* shape : all)
            for (const Row& row : shape->rows)
                if (row.kind == RowKind::choice && row.peek(owner) == list) ops = row.choice;
        for (std::size_t i = 0; ops != nullptr && i < ops->size(list); ++i) {
            inner.clear();
            std::string name;
            const Shape* written = nullptr;
            for (const Shape* shape : all)
                for (const Row& row : shape->rows) {
                    if (row.kind != RowKind::choice || row.peek(owner) != list) continue;
                    for (const Alternative& a : row.alternatives) {
                        if (a.index != ops->alternative(list, i)) continue;
                        name = a.name;
                        add(inner, &a.shape());
                        if (shape == writing && (a.targets & targets_) != 0 && (row.targets & targets_) != 0)
                            written = &a.shape();
                    }
                }
            const void* value = ops->at(list, i);
            const std::size_t place = ++seen_of[name];
            const std::string step = path + "/" + name + (place > 1 ? "[" + std::to_string(place) + "]" : "");
            if (written != nullptr)
                visit(value, inner, written, step);
            else if (!inner.empty())
                found_.push_back({step, {}, inner.front()->base(const_cast<void*>(value))->at});
        }
    }

    Targets targets_;
    std::vector<Inexpressible>& found_;
};

}  // namespace

std::vector<Inexpressible> inexpressible(const model::Envelope& envelope, Grammar target) {
    const auto systems = model::virtual_systems(envelope);
    const Targets targets = systems.empty() ? targets_of(target) : targets_of(target, *systems.front());
    Shapes all;
    for (const Grammar g : {target, Grammar::ovf_2, Grammar::ovirt, Grammar::ovirt_ova}) add(all, &envelope_shape(g));
    std::vector<Inexpressible> found;
    Walk(targets, found).visit(&envelope, all, &envelope_shape(target), "/Envelope");
    std::stable_sort(found.begin(), found.end(),
                     [](const Inexpressible& a, const Inexpressible& b) { return a.at.begin < b.at.begin; });
    return found;
}

}  // namespace ovfkit::descriptor
