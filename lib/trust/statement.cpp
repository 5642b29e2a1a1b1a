// SPDX-License-Identifier: Apache-2.0
#include "trust/statement.hpp"

#include <array>
#include <cstdio>
#include <utility>
#include <vector>

#include <ovfkit/descriptor/embedded.hpp>
#include <ovfkit/model/view.hpp>
#include <ovfkit/trust/evidence.hpp>

#include "base/ascii.hpp"
#include "trust/flag_finder.hpp"
#include "trust/flag_words.hpp"

namespace ovfkit::trust {
namespace {

/// An attribute value as canonical XML writes it.
std::string canonical_value(std::string_view value) {
    std::string out;
    for (const char c : value) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '"': out += "&quot;"; break;
            case '\t': out += "&#x9;"; break;
            case '\n': out += "&#xA;"; break;
            case '\r': out += "&#xD;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string_view fact_word(const std::optional<bool>& fact) {
    if (!fact) return "unsaid";
    return *fact ? "true" : "false";
}

std::string_view place_word(FlagPlace place) {
    switch (place) {
        case FlagPlace::entity: return "entity";
        case FlagPlace::trust_section: return "trust-section";
        case FlagPlace::collection: return "collection";
        case FlagPlace::document: return "document";
        case FlagPlace::misplaced: break;
    }
    return "misplaced";
}

/// Names in the order in which they are given, which has to be that of the alphabet, as canonical XML wants it.
using Attributes = std::vector<std::pair<std::string_view, std::string_view>>;

std::string start_tag(std::string_view name, const Attributes& attributes) {
    std::string tag = "<ovfkit:" + std::string(name);
    for (const auto& [key, value] : attributes) tag += " " + std::string(key) + "=\"" + canonical_value(value) + "\"";
    return tag + ">";
}

std::string end_tag(std::string_view name) { return "</ovfkit:" + std::string(name) + ">\n"; }

class StatementWriter {
public:
    explicit StatementWriter(Evidence evidence) : evidence_(std::move(evidence)) {}

    std::string write(const model::Envelope& envelope, const std::vector<descriptor::Mark>& marks) {
        out_ = "<ovfkit:" + std::string(statement_name) + " xmlns:ovfkit=\"" + std::string(statement_namespace) +
               "\" Id=\"" + std::string(statement_id) + "\">\n";
        write_flags(FlagPlace::document, envelope);
        descend(envelope.contents, 0);
        for (const descriptor::Mark& mark : marks) {
            const std::string depth = std::to_string(mark.depth);
            out_ += start_tag("Mark", {{"depth", depth},
                                       {"name", mark.name},
                                       {"namespace", mark.ns},
                                       {"parent", mark.parent},
                                       {"text", mark.text}}) +
                    end_tag("Mark");
        }
        out_ += "</ovfkit:" + std::string(statement_name) + ">";
        return std::move(out_);
    }

private:
    template <class Part>
    void write_flags(FlagPlace place, const Part& part) {
        FlagFinder finder(place);
        finder.visit(part);
        for (const FoundFlag& found : finder.take()) {
            const Flag& flag = found.flag;
            const std::string_view value = flag.readable ? fact_word(flag.value) : "unreadable";
            out_ +=
                start_tag("Flag", {{"place", place_word(flag.place)}, {"spelling", flag.spelling}, {"value", value}});
            out_ += end_tag("Flag");
        }
    }

    void descend(const std::vector<model::Content>& contents, std::size_t depth) {
        const std::string level = std::to_string(depth);
        for (const model::Content& content : contents) {
            if (const model::VirtualSystem* system = content.system()) {
                write_entity(*system, level);
                continue;
            }
            const model::VirtualSystemCollection& collection = *content.collection();
            const std::string identifier = collection.id.value_or(std::string());
            out_ += start_tag("Collection", {{"depth", level}, {"identifier", identifier}}) + "\n";
            write_flags(FlagPlace::collection, collection);
            out_ += end_tag("Collection");
            descend(collection.contents, depth + 1);
        }
    }

    void write_entity(const model::VirtualSystem& system, const std::string& level) {
        const EntityEvidence& entity = evidence_.entities[next_++];
        out_ += start_tag("Entity", {{"depth", level},
                                     {"identifier", entity.id},
                                     {"kind", model::to_string(entity.kind)},
                                     {"name", entity.name},
                                     {"trusted-cluster", fact_word(entity.trust.trusted_cluster)},
                                     {"trusted-host", fact_word(entity.trust.trusted_host)}}) +
                "\n";
        write_flags(FlagPlace::entity, system);
        out_ += end_tag("Entity");
    }

    Evidence evidence_;
    std::size_t next_ = 0;
    std::string out_;
};

/// What other readers may take for a flag, whose value counts, or for an entity, which is what flags are about.
std::optional<descriptor::MarkForm> form_of_mark(std::string_view lower_case_name) {
    // A prefix that nobody declared is part of the name.
    lower_case_name.remove_prefix(lower_case_name.rfind(':') + 1);
    for (const Spelling& spelling : spellings)
        if (same_word(spelling.name, lower_case_name)) return descriptor::MarkForm::whole;
    for (const std::string_view entity : {"envelope", "content", "virtualsystem", "virtualsystemcollection"})
        if (entity == lower_case_name) return descriptor::MarkForm::tag;
    return std::nullopt;
}

/// The code point that begins at `at`, of text that is UTF-8; moves behind it.
std::uint32_t take_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const std::uint32_t lead = byte(at);
    const std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    std::uint32_t code = lead & (0x3FU >> more);
    for (std::size_t i = 1; i <= more; ++i) code = (code << 6U) | (byte(at + i) & 0x3FU);
    at += more + 1;
    return code;
}

}  // namespace

std::string statement_of(const descriptor::Descriptor& descriptor) {
    Diagnostics ignored(0);
    const model::Envelope& envelope = descriptor.envelope();
    return StatementWriter(collect(envelope, descriptor.dialect().name, ignored))
        .write(envelope, descriptor::marks_of(descriptor, form_of_mark, statement_namespace, statement_name));
}

std::string in_ascii(std::string_view statement) {
    std::string out;
    for (std::size_t at = 0; at < statement.size();) {
        if (static_cast<unsigned char>(statement[at]) < 0x80) {
            out += statement[at++];
            continue;
        }
        std::array<char, 16> reference{};
        std::snprintf(reference.data(), reference.size(), "&#x%X;",
                      static_cast<unsigned>(take_code_point(statement, at)));
        out += reference.data();
    }
    return out;
}

}  // namespace ovfkit::trust
