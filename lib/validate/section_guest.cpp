// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "base/ascii.hpp"
#include "validate/section_passes.hpp"
#include "validate/section_rules.hpp"

// What a machine runs, how it is installed, and the texts beside it.

namespace ovfkit::validate {
namespace {

enum class OsFamily : std::uint8_t { unknown, windows, linux_, bsd, solaris, several };

// The families of CIM's numbers, as far as all sources agree; 112 to 121 are Windows in each of them, only not the
// same.
OsFamily family_of_number(std::uint16_t number) {
    struct Range {
        std::uint16_t first;
        std::uint16_t last;
        OsFamily family;
    };
    constexpr std::array ranges{
        Range{15, 19, OsFamily::windows},   Range{29, 30, OsFamily::solaris},  Range{36, 36, OsFamily::linux_},
        Range{41, 43, OsFamily::bsd},       Range{58, 58, OsFamily::windows},  Range{63, 63, OsFamily::windows},
        Range{65, 65, OsFamily::bsd},       Range{67, 67, OsFamily::windows},  Range{69, 77, OsFamily::windows},
        Range{78, 78, OsFamily::bsd},       Range{79, 80, OsFamily::linux_},   Range{81, 81, OsFamily::solaris},
        Range{82, 85, OsFamily::linux_},    Range{87, 101, OsFamily::linux_},  Range{103, 103, OsFamily::windows},
        Range{105, 105, OsFamily::windows}, Range{106, 109, OsFamily::linux_}, Range{111, 111, OsFamily::windows}};
    for (const Range& range : ranges)
        if (number >= range.first && number <= range.last) return range.family;
    return OsFamily::unknown;
}

OsFamily family_of_word(std::string_view word) {
    using Row = std::pair<std::string_view, OsFamily>;
    static constexpr std::array rows{
        Row{"windows", OsFamily::windows}, Row{"linux", OsFamily::linux_},     Row{"ubuntu", OsFamily::linux_},
        Row{"debian", OsFamily::linux_},   Row{"centos", OsFamily::linux_},    Row{"redhat", OsFamily::linux_},
        Row{"rhel", OsFamily::linux_},     Row{"suse", OsFamily::linux_},      Row{"opensuse", OsFamily::linux_},
        Row{"sles", OsFamily::linux_},     Row{"fedora", OsFamily::linux_},    Row{"freebsd", OsFamily::bsd},
        Row{"netbsd", OsFamily::bsd},      Row{"openbsd", OsFamily::bsd},      Row{"solaris", OsFamily::solaris},
        Row{"sunos", OsFamily::solaris},   Row{"kfreebsd", OsFamily::several}, Row{"subsystem", OsFamily::several}};
    for (const Row& row : rows)
        if (row.first == word) return row.second;
    return OsFamily::unknown;
}

// The one family that a description names; `several` when it names more.
OsFamily family_of_text(std::string_view text) {
    OsFamily found = OsFamily::unknown;
    std::string word;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? lower(text[i]) : ' ';
        if (c >= 'a' && c <= 'z') {
            word += c;
            continue;
        }
        const OsFamily one = family_of_word(word);
        word.clear();
        if (one == OsFamily::unknown || one == found) continue;
        found = found == OsFamily::unknown ? one : OsFamily::several;
    }
    return found;
}

std::string_view family_name(OsFamily family) {
    switch (family) {
        case OsFamily::windows: return "Windows";
        case OsFamily::linux_: return "Linux";
        case OsFamily::bsd: return "BSD";
        case OsFamily::solaris: return "Solaris";
        default: return "unknown";
    }
}

// Numbers up to here are in some list of somebody; a newer CIM may go a little further.
constexpr std::uint16_t first_impossible_os = 200;
constexpr std::uint16_t first_disputed_os = 112;

void check_operating_system(const model::OperatingSystemSection& section, Findings& findings) {
    if (!section.id.has_value()) return;
    const std::uint16_t number = *section.id;
    const std::string named = "the operating system " + std::to_string(number);
    if (number >= first_impossible_os)
        return findings.report(rule::os_unknown_number, named + " is in no edition of CIM", section.id.at());
    const bool described = section.description.has_value() && !trimmed(section.description->text).empty();
    const bool bare = section.attributes.empty() && section.extensions.empty() && section.version.absent();
    if (number >= first_disputed_os && bare && !described &&
        (!section.description || section.description->msgid.empty()))
        findings.report(rule::os_disputed_number, named + " is not the same to all importers", section.id.at());
    if (!described) return;
    const OsFamily by_number = family_of_number(number);
    const OsFamily by_text = family_of_text(section.description->text);
    if (by_number == OsFamily::unknown || by_text == OsFamily::unknown || by_text == OsFamily::several) return;
    if (by_number == by_text) return;
    findings.report(rule::os_description_contradicts,
                    named + " is one of " + std::string(family_name(by_number)) + ", the description " +
                        quoted(section.description->text, 80) + " is of " + std::string(family_name(by_text)),
                    section.id.at(), {{section.description.at(), "the description"}});
}

bool is_empty_text(const model::Field<model::Msg>& text) {
    return text.has_value() && trimmed(text->text).empty() && text->msgid.empty();
}

}  // namespace

void check_operating_systems(const Subject& subject, Findings& findings) {
    for (const Scope& scope : subject.scopes) {
        const auto sections = Subject::all<model::OperatingSystemSection>(*scope.sections);
        for (const auto* section : sections) check_operating_system(*section, findings);
        if (scope.system == nullptr || !sections.empty()) continue;
        const auto& others = scope.system->extensions;
        if (std::none_of(others.begin(), others.end(),
                         [](const model::Extension& one) { return one.name == "OperatingSystemSection"; }))
            findings.report(rule::os_no_section, "the machine has no OperatingSystemSection", scope.at());
    }
}

void check_install(const Subject& subject, Findings& findings) {
    for (const Scope& scope : subject.scopes)
        for (const auto* section : Subject::all<model::InstallSection>(*scope.sections))
            if (section->initial_boot_stop_delay.absent() && !section->initial_boot_stop_delay.at().known())
                findings.report(rule::install_no_delay, "the InstallSection has no initialBootStopDelay", section->at);
}

void check_texts(const Subject& subject, Findings& findings) {
    for (const Scope& scope : subject.scopes)
        for (const model::Section& section : *scope.sections) {
            if (const auto* annotation = std::get_if<model::AnnotationSection>(&section))
                if (is_empty_text(annotation->annotation))
                    findings.report(rule::annotation_empty, "the Annotation is empty", annotation->at);
            if (const auto* eula = std::get_if<model::EulaSection>(&section))
                if (is_empty_text(eula->license)) findings.report(rule::eula_empty, "the License is empty", eula->at);
        }
}

}  // namespace ovfkit::validate
