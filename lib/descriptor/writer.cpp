// SPDX-License-Identifier: Apache-2.0
#include "descriptor/writer.hpp"

#include <algorithm>

#include <ovfkit/base/diagnostic.hpp>

#include "xml/escape.hpp"

namespace ovfkit::descriptor {
namespace {

using Kind = model::Extension::Kind;

bool holds_text(const std::vector<model::Extension>& list) {
    return std::any_of(list.begin(), list.end(), [](const model::Extension& e) { return e.kind == Kind::text; });
}

// Restores a flag when a scope ends.
class Scoped {
public:
    Scoped(bool& flag, bool value) : flag_(flag), before_(flag) { flag_ = value; }
    Scoped(const Scoped&) = delete;
    Scoped& operator=(const Scoped&) = delete;
    ~Scoped() { flag_ = before_; }

private:
    bool& flag_;
    bool before_;
};

}  // namespace

void Writer::check(std::string_view text) {
    if (problem_.empty() && !xml::expressible(text)) problem_ = "XML cannot express a character of " + quoted(text, 60);
}

void Writer::check_name(std::string_view name) {
    const bool bad = name.empty() || (name[0] >= '0' && name[0] <= '9') || name[0] == '-' || name[0] == '.' ||
                     name.find_first_of(" \t\r\n<>&\"'/=:;,()!?#*+@$%^[]{}|\\`~") != std::string_view::npos;
    if (bad && problem_.empty()) problem_ = quoted(name) + " is no name of XML";
    check(name);
}

void Writer::begin_line() {
    if (!layout_.indented || inline_) return;
    out_ += layout_.base;
    for (std::size_t i = 0; i < depth_; ++i) out_ += layout_.unit;
}

void Writer::end_line() {
    if (layout_.indented && !inline_) out_ += layout_.line_end;
}

std::string Writer::row_name(Space space, std::string_view name) {
    const bool plain = space == Space::ovf || space == Space::none || space == Space::any;
    // VMware writes the Info of such sections in the namespace of 1.x (DMTF reference 14.6).
    if (plain && in_section_2_ && name != "Info") return naming_.ovf_2() + std::string(name);
    return naming_.element(space) + std::string(name);
}

std::string Writer::leaf_text(const Row& row, const void* field) {
    const auto text = row.leaf->print(field);
    if (!text) return {};
    check(*text);
    return xml::escape_text(*text);
}

std::string Writer::attribute(const Row& row, const void* owner, char quote) {
    const void* field = row.peek(owner);
    if (field == nullptr || (row.targets & targets_) == 0) return {};
    const auto text = row.leaf->print(field);
    if (!text) return {};
    check(*text);
    const bool of_2 = in_section_2_ && row.space == Space::ovf && row.name != "required";
    std::string out = " ";
    out += of_2 ? naming_.ovf_2() : naming_.attribute(row.space);
    out += written_name(row, targets_);
    out += '=';
    out += quote;
    out += row.leaf->print_attribute != nullptr ? row.leaf->print_attribute(field, quote)
                                                : xml::escape_attribute(*text, quote);
    out += quote;
    return out;
}

std::string Writer::foreign_attribute(const model::Attribute& a) {
    check_name(a.name);
    check(a.value);
    std::string prefix;
    if (!a.ns.empty())
        prefix = naming_.foreign_attribute(a.ns, a.prefix);
    else if (!a.prefix.empty())
        prefix = naming_.undeclared(a.prefix);
    return " " + prefix + a.name + "=\"" + xml::escape_attribute(a.value) + "\"";
}

std::string Writer::attributes(const Shape& shape, const void* owner) {
    std::string out;
    const auto& element = *shape.base(const_cast<void*>(owner));
    for (const Row& row : shape.rows)
        if (row.kind == RowKind::attribute) out += attribute(row, owner);
    for (const model::Attribute& a : element.attributes) out += foreign_attribute(a);
    return out;
}

void Writer::leaf(const Row& row, const void* field) {
    const std::string name = row_name(row.space, written_name(row, targets_));
    begin_line();
    out_ += "<" + name;
    if (const std::string_view id = row.leaf->msgid(field); !id.empty())
        out_ += " " + naming_.attribute(Space::ovf) + "msgid=\"" + xml::escape_attribute(id) + "\"";
    for (const model::Attribute& a : row.leaf->attributes(field)) out_ += foreign_attribute(a);
    const std::string text = leaf_text(row, field);
    if (text.empty() && layout_.empty_tags)
        out_ += "/>";
    else
        out_ += ">" + text + "</" + name + ">";
    end_line();
}

void Writer::element(const Row& row, const void* owner) {
    named(row_name(row.space, written_name(row, targets_)), {}, row.shape(), owner);
}

void Writer::alternative(const Alternative& alternative, const void* owner) {
    const bool of_2 = alternative.since_2 && (targets_ & target::v1) != 0;
    const Scoped section(in_section_2_, in_section_2_ || of_2);
    if ((alternative.abstract & targets_) != 0) {
        const bool content = alternative.name.substr(0, 13) == "VirtualSystem";
        const std::string type = " " + naming_.attribute(Space::xsi) + "type=\"" + naming_.attribute(Space::ovf) +
                                 std::string(alternative.name) + "_Type\"";
        return named(row_name(Space::ovf, content ? "Content" : "Section"), type, alternative.shape(), owner);
    }
    named(row_name(alternative.space, alternative.name), {}, alternative.shape(), owner);
}

void Writer::named(const std::string& name, std::string_view extra, const Shape& shape, const void* owner) {
    const Shape* other = shape.written_as != nullptr ? shape.written_as(owner) : nullptr;
    const Shape& rows = other != nullptr ? *other : shape;
    begin_line();
    out_ += "<" + name;
    const Row* text = rows.text_row();
    out_ += attributes(rows, owner);
    if (text != nullptr) {
        const void* field = text->peek(owner);
        if (const std::string_view id = text->leaf->msgid(field); !id.empty())
            out_ += " " + naming_.attribute(Space::ovf) + "msgid=\"" + xml::escape_attribute(id) + "\"";
    }
    out_ += extra;
    out_ += ">";
    const std::size_t inner = out_.size();
    {
        const auto& base = *rows.base(const_cast<void*>(owner));
        const Scoped mixed(inline_, inline_ || text != nullptr || holds_text(base.extensions));
        if (text != nullptr) out_ += leaf_text(*text, text->peek(owner));
        end_line();
        const std::size_t before = out_.size();
        ++depth_;
        children(rows, owner);
        --depth_;
        if (out_.size() == before)
            out_.resize(text != nullptr ? before : inner);  // nothing inside: no line either
        else
            begin_line();
    }
    if (out_.size() == inner && layout_.empty_tags)
        out_.insert(inner - 1, "/");
    else
        out_ += "</" + name + ">";
    end_line();
}

void Writer::children(const Shape& shape, const void* owner) {
    bool placed = false;
    const auto& element = *shape.base(const_cast<void*>(owner));
    for (const Row& row : shape.rows) {
        if (row.kind == RowKind::extensions) {
            extensions(element);
            placed = true;
        } else if ((row.targets & targets_) != 0) {
            row_children(row, owner);
        }
    }
    if (!placed) extensions(element);
}

void Writer::row_children(const Row& row, const void* owner) {
    const void* member = row.peek != nullptr ? row.peek(owner) : nullptr;
    if (member == nullptr) return;
    switch (row.kind) {
        case RowKind::leaf:
            if (row.leaf->print(member)) leaf(row, member);
            return;
        case RowKind::leaf_list:
            for (std::size_t i = 0; i < row.list->size(member); ++i) leaf(row, row.list->at(member, i));
            return;
        case RowKind::element:
            for (std::size_t i = 0; i < row.list->size(member); ++i) element(row, row.list->at(member, i));
            return;
        case RowKind::choice:
            for (std::size_t i = 0; i < row.choice->size(member); ++i)
                for (const Alternative& a : row.alternatives)
                    if (a.index == row.choice->alternative(member, i) && (a.targets & targets_) != 0)
                        alternative(a, row.choice->at(member, i));
            return;
        default: return;
    }
}

void Writer::extensions(const model::Element& element) {
    for (const model::Extension& e : element.extensions) extension(e);
}

std::string Writer::extension_name(const model::Extension& e) {
    check_name(e.name);
    if (e.undeclared_prefix) return naming_.undeclared(e.prefix) + e.name;
    return naming_.foreign_element(e.ns, e.prefix) + e.name;
}

void Writer::extension(const model::Extension& e) {
    check(e.text);
    if (e.kind == Kind::text) return void(out_ += xml::escape_text(e.text));
    begin_line();
    if (e.kind == Kind::comment) {
        if (e.text.find("--") != std::string::npos || (!e.text.empty() && e.text.back() == '-'))
            problem_ = "a comment cannot hold " + quoted("--");
        out_ += "<!--" + e.text + "-->";
        return end_line();
    }
    if (e.kind == Kind::processing_instruction) {
        check_name(e.name);
        if (e.text.find("?>") != std::string::npos) problem_ = "a processing instruction cannot hold " + quoted("?>");
        out_ += "<?" + e.name + (e.text.empty() ? "" : " " + e.text) + "?>";
        return end_line();
    }
    const std::string name = extension_name(e);
    out_ += "<" + name;
    for (const model::Attribute& a : e.attributes) out_ += foreign_attribute(a);
    if (e.children.empty()) {
        if (e.text.empty() && layout_.empty_tags)
            out_ += "/>";
        else
            out_ += ">" + xml::escape_text(e.text) + "</" + name + ">";
        return end_line();
    }
    out_ += ">";
    {
        const Scoped mixed(inline_, inline_ || holds_text(e.children));
        end_line();
        ++depth_;
        for (const model::Extension& c : e.children) extension(c);
        --depth_;
        begin_line();
    }
    out_ += "</" + name + ">";
    end_line();
}

}  // namespace ovfkit::descriptor
