// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "xml/tree.hpp"

namespace ovfkit::xml {

/// A document made at random that knows where it put everything and what that means.
class RandomDocument {
public:
    struct Attr {
        std::string name, uri, value;
        std::uint32_t begin, value_begin, value_end;
    };
    struct Item {
        Node::Kind kind;
        std::string name, uri;
        std::string text;  ///< of a text node, a comment, an instruction, or an element without nodes inside
        std::uint32_t begin, inner_begin, inner_end, end;
        std::vector<Attr> attributes;
        bool has_nodes = false;
    };

    explicit RandomDocument(std::uint32_t seed, int budget = 60) : random_(seed), budget_(budget) {
        if (chance(60))
            out_ += chance(50) ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : "<?xml version='1.0'?>\r\n";
        misc();
        element(0);
        misc();
    }

    [[nodiscard]] const std::string& text() const { return out_; }
    [[nodiscard]] const std::vector<Item>& items() const { return items_; }  ///< in the order in which they begin

private:
    // Text as written and as meant. A run ends where markup begins.
    struct Run {
        std::string written, meant;
    };

    [[nodiscard]] bool chance(int percent) { return static_cast<int>(random_() % 100) < percent; }
    [[nodiscard]] std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
    template <std::size_t N>
    std::string_view one_of(const char* const (&list)[N]) {
        return list[below(N)];
    }
    [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(out_.size()); }

    std::string blanks() { return std::string(one_of({"", "", " ", "\n", "\t ", "\r\n  "})); }
    std::string gap() { return std::string(one_of({" ", " ", "  ", "\n", "\r\n\t"})); }
    std::string_view word() {
        return one_of({"a", "b", "File", "Größe", "日本", "x-1", "Item.2", "_u", "n\xCC\x88", "\xF0\x90\x8C\x80"});
    }

    // One piece of character data that may stand in text and in attributes alike.
    Run piece() {
        static constexpr struct {
            const char* written;
            const char* meant;
        } pieces[] = {{"word ", "word "}, {"&amp;", "&"},  {"&lt;b", "<b"},        {"&gt;", ">"},
                      {"&quot;", "\""},   {"&apos;", "'"}, {"&#10;", "\n"},        {"&#xD;", "\r"},
                      {"&#9;", "\t"},     {"é", "é"},      {"日本語", "日本語"},   {"😀", "😀"},
                      {"&#x1F600;", "😀"}, {"&#233;", "é"}, {"a>b", "a>b"},         {"/>", "/>"},
                      {"=", "="},         {"-->", "-->"},  {"&amp;amp;", "&amp;"}, {"?>", "?>"}};
        const auto& p = pieces[below(static_cast<std::uint32_t>(std::size(pieces)))];
        return {p.written, p.meant};
    }

    void add_attribute(Item& item, const std::string& name, const std::string& uri) {
        Attr a{name.substr(name.find(':') + 1), uri, {}, here(), 0, 0};
        out_ += name + blanks() + "=" + blanks();
        const char quote = chance(30) ? '\'' : '"';
        out_ += quote;
        a.value_begin = here();
        for (std::uint32_t i = below(5); i > 0; --i) {
            if (chance(15)) {  // white space becomes a blank, CR LF one of them
                const std::string_view white = one_of({"\n", "\t", "\r\n", "\r"});
                out_ += white;
                a.value += ' ';
                if (white == "\r") out_ += '.', a.value += '.';
            } else if (chance(15)) {  // the other quote
                const char other = quote == '"' ? '\'' : '"';
                out_ += other;
                a.value += other;
            } else {
                const Run p = piece();
                out_ += p.written;
                a.value += p.meant;
            }
        }
        a.value_end = here();
        out_ += quote;
        item.attributes.push_back(std::move(a));
    }

    void declare(const std::string& prefix, const std::string& uri) {
        out_ += gap() + (prefix.empty() ? "xmlns" : "xmlns:" + prefix) + blanks() + "=" + blanks() + "\"" + uri + "\"";
    }

    // Character data with CDATA sections, without nodes in it. Adjacent pieces are one text to a parser.
    std::string run() {
        std::string meant;
        for (std::uint32_t i = 1 + below(4); i > 0; --i) {
            if (chance(20)) {
                const std::string_view raw =
                    one_of({"", "x<y && 'z' ]] >", "<Envelope a=\"1\">", "</b>", "日本", "<!--"});
                out_ += "<![CDATA[" + std::string(raw) + "]]>";
                meant += raw;
            } else if (chance(20)) {
                out_ += "\r\n ";
                meant += "\n ";
            } else {
                const Run p = piece();
                out_ += p.written;
                meant += p.meant;
            }
        }
        return meant;
    }

    void comment() {
        Item item{Node::Kind::comment, {}, {}, {}, here(), 0, 0, 0, {}, false};
        item.text = one_of({"", " a comment ", "<a b='c'>", " - - ", " é \xF0\x9F\x98\x80 ", "&undefined;", "\n\n"});
        out_ += "<!--" + item.text + "-->";
        item.end = item.inner_begin = item.inner_end = here();
        items_.push_back(std::move(item));
    }

    void instruction() {
        Item item{Node::Kind::processing_instruction, "pi", {}, {}, here(), 0, 0, 0, {}, false};
        item.text = one_of({"", "data", "x='<y>'", "é ? >"});
        out_ += "<?pi" + (item.text.empty() ? "" : gap() + item.text) + "?>";
        item.end = item.inner_begin = item.inner_end = here();
        items_.push_back(std::move(item));
    }

    void misc() {
        while (chance(40)) {
            out_ += one_of({"", "\n", "\r\n", " "});
            chance(50) ? comment() : instruction();
        }
        if (chance(50)) out_ += "\n";
    }

    void element(int depth) {
        --budget_;
        const std::size_t index = items_.size();
        items_.push_back({Node::Kind::element, std::string(word()), {}, {}, here(), 0, 0, 0, {}, false});
        Item item = items_.back();
        const bool prefixed = chance(30);
        if (depth == 0 || chance(10))
            default_uri_.push_back(chance(50) ? "urn:default:" + std::to_string(depth) : "");
        else
            default_uri_.push_back(default_uri_.back());
        const bool declares = depth == 0 || default_uri_.back() != default_uri_[default_uri_.size() - 2];
        const std::string tag = prefixed ? "p:" + item.name : item.name;
        item.uri = prefixed ? "urn:p" : default_uri_.back();
        out_ += "<" + tag;
        if (depth == 0) declare("p", "urn:p");
        for (std::uint32_t i = below(4); i > 0; --i) {
            out_ += gap();
            const bool own = chance(30);
            const std::string name = (own ? "p:" : "") + std::string(word()) + std::to_string(i);
            add_attribute(item, name, own ? "urn:p" : "");
        }
        if (declares) declare("", default_uri_.back());
        out_ += blanks();
        if (chance(25)) {
            out_ += "/>";
            item.inner_begin = item.inner_end = item.end = here();
            items_[index] = std::move(item);
            default_uri_.pop_back();
            return;
        }
        out_ += ">";
        item.inner_begin = here();
        content(item, index, depth);
        item.inner_end = here();
        out_ += "</" + tag + std::string(one_of({"", "", " ", "\n"})) + ">";
        item.end = here();
        items_[index] = std::move(item);
        default_uri_.pop_back();
    }

    void content(Item& item, std::size_t index, int depth) {
        bool last_was_text = false;
        for (std::uint32_t i = below(depth > 6 || budget_ <= 0 ? 2 : 6); i > 0; --i) {
            if (!last_was_text && chance(40)) {
                Item text{Node::Kind::text, {}, {}, {}, here(), 0, 0, 0, {}, false};
                text.text = run();
                text.end = here();
                items_.push_back(std::move(text));
                last_was_text = true;
                continue;
            }
            last_was_text = false;
            const std::uint32_t dice = below(10);
            if (dice == 0)
                comment();
            else if (dice == 1)
                instruction();
            else if (budget_ > 0 && depth < 12)
                element(depth + 1);
        }
        // The text of an element that holds nothing else is its own; white space between nodes is none.
        const auto inside = items_.begin() + static_cast<std::ptrdiff_t>(index) + 1;
        for (auto i = inside; i != items_.end(); ++i) item.has_nodes |= i->kind != Node::Kind::text;
        if (!item.has_nodes && inside != items_.end()) {
            for (auto i = inside; i != items_.end(); ++i) item.text += i->text;
            items_.erase(inside, items_.end());
        }
        merge_text(index);
    }

    // Drops text nodes of white space among the newest items, and joins those with nothing in between.
    void merge_text(std::size_t index) {
        for (std::size_t i = index + 1; i < items_.size();) {
            const bool text = items_[i].kind == Node::Kind::text;
            if (text && i + 1 < items_.size() && items_[i + 1].kind == Node::Kind::text &&
                items_[i].end == items_[i + 1].begin) {
                items_[i].text += items_[i + 1].text;
                items_[i].end = items_[i + 1].end;
                items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
            } else if (text && items_[i].text.find_first_not_of(" \t\r\n") == std::string::npos) {
                items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(i));
            } else {
                ++i;
            }
        }
    }

    std::mt19937 random_;
    int budget_;
    std::string out_;
    std::vector<Item> items_;
    std::vector<std::string> default_uri_;
};

}  // namespace ovfkit::xml
