// SPDX-License-Identifier: Apache-2.0
#include "convert/census.hpp"

#include "convert/members.hpp"

namespace ovfkit::convert {
namespace {

using model::Extension;

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

class Census {
public:
    template <class T>
    void visit(const T& part) {
        if constexpr (std::is_base_of_v<model::Element, T>) {
            visit_attributes(part.attributes);
            for (const Extension& e : part.extensions) visit(e);
        }
        visit_members(part);
    }

    [[nodiscard]] std::vector<Span> take() { return std::move(places_); }

private:
    void add(Span at) {
        if (at.known()) places_.push_back(at);
    }

    template <class T>
    void visit_members(const T& part) {
        if constexpr (HasTied<T>::value)
            std::apply([this](const auto&... member) { (this->visit(member), ...); }, part.tied());
    }
    template <class T>
    void visit(const std::vector<T>& list) {
        for (const T& one : list) visit(one);
    }
    template <class T>
    void visit(const model::Boxed<T>& box) {
        if (box) visit(*box);
    }
    template <class... T>
    void visit(const std::variant<T...>& choice) {
        std::visit([this](const auto& chosen) { this->visit(chosen); }, choice);
    }
    template <class T>
    void visit(const model::Field<T>& field) {
        if (!field.absent() && !field.at().empty()) add(field.at());
        visit_attributes(field.attributes());
    }
    void visit(const model::Content& content) { visit(content.node); }
    void visit(const model::TrustFlags&) {}
    void visit(const model::TrustSection& section) {
        for (const Extension& e : section.extensions) visit(e);
    }
    void visit(const Extension& e) {
        visit_attributes(e.attributes);
        for (const Extension& c : e.children) visit(c);
        const bool says =
            e.kind == Extension::Kind::element ? e.children.empty() && !is_blank(e.text) : !is_blank(e.text);
        if (says) add(e.at);
    }
    void visit_attributes(const std::vector<model::Attribute>& attributes) {
        for (const model::Attribute& a : attributes)
            if (!a.at.empty()) add(a.at);
    }

    std::vector<Span> places_;
};

}  // namespace

std::vector<Span> census(const model::Envelope& envelope) {
    Census walk;
    walk.visit(envelope);
    return walk.take();
}

}  // namespace ovfkit::convert
