// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>
#include <ovfkit/report/catalog.hpp>
#include <ovfkit/report/inspect.hpp>
#include <ovfkit/report/validation.hpp>

#include "support/command.hpp"
#include "support/files.hpp"

/// Validations to report, made without the rules that find something in real life.
namespace ovfkit::report {

inline void take(const Diagnostics& found, ValidatedFile& file) {
    file.findings = found.all();
    std::stable_sort(file.findings.begin(), file.findings.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::pair(a.where.line, a.where.column) < std::pair(b.where.line, b.where.column);
    });
}

/// A descriptor by itself, with what reading it finds.
inline ValidatedFile parsed(const std::string& name, const std::string& bytes) {
    ValidatedFile file;
    file.name = name;
    Diagnostics found;
    descriptor::ReadOptions options;
    options.name = name;
    if (auto descriptor = descriptor::Descriptor::parse(bytes, found, options)) {
        (void)inspect(*descriptor, found);
        file.descriptor = *std::move(descriptor);
    }
    file.readable = file.descriptor.has_value();
    take(found, file);
    return file;
}

/// A fixture, as a file of its own.
inline ValidatedFile parsed_fixture(const std::string& name) {
    return parsed(name.substr(name.rfind('/') + 1), test::contents(test::fixture(name)));
}

/// A package at a path, with what opening it finds.
inline ValidatedFile opened(const std::string& path) {
    ValidatedFile file;
    file.name = path;
    Diagnostics found;
    if (auto package = package::Package::open(path, found)) {
        (void)inspect(package->descriptor(), found);
        file.descriptor = package->descriptor();
        file.package = *std::move(package);
    }
    file.readable = file.descriptor.has_value();
    take(found, file);
    return file;
}

/// Where `part` stands for the first time behind the first `behind`.
inline Location place_in(const ValidatedFile& file, const std::string& part, const std::string& behind = {}) {
    const std::string_view bytes = file.descriptor->bytes();
    const std::size_t begin = bytes.find(part, bytes.find(behind));
    EXPECT_NE(begin, std::string_view::npos) << part;
    if (begin == std::string_view::npos) return {};
    return file.descriptor->locate(
        {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + part.size())});
}

/// A finding of a rule of the catalog.
inline Diagnostic finding_of(std::string_view slug, const std::string& message, Location where = {}) {
    const Rule* rule = find_rule(slug);
    EXPECT_NE(rule, nullptr) << slug;
    Diagnostics sink;
    return sink.report(*rule, message, std::move(where));
}

/// What nobody would write by chance: markup that ends what it stands in, characters that nobody sees, bytes that are
/// no characters.
inline const std::string hostile_text = std::string(
    "]]> </script><script>alert(1)</script> <!-- --> \" onload=\"x ' & \x01\x1b[2J\x7f\u009b \u202e\u2066 "
    "\xff\xc3\x28\xed\xa0\x80 \ufffe\uffff ${x} <img src=x onerror=alert(1)>\r\n\ttail");

/// A web shop with a finding of each weight, a template that is fine, and a file that is no descriptor.
inline Validation shop() {
    Validation validation;
    validation.profile = "strict";
    ValidatedFile shop = parsed_fixture("dialects/dmtf-1.1/collection.ovf");
    const auto add = [&](Diagnostic finding) { shop.findings.push_back(std::move(finding)); };
    Diagnostic missing = finding_of("package/missing-file", "there is no file 'database.vmdk'",
                                    place_in(shop, "o:href='database.vmdk'"));
    missing.related.push_back({place_in(shop, "o:fileRef='database-file'"), "the disk that needs it is here"});
    add(missing);
    add(finding_of("disk/capacity-out-of-range", "the capacity is not a number of bytes",
                   place_in(shop, "o:capacity='32' o:capacityAllocationUnits='byte * 2^30'")));
    add(finding_of("descriptor/duplicate-element", "the Network 'inner' occurs again",
                   place_in(shop, "<Network o:name='inner'>")));
    Diagnostic note = finding_of("trust/trusted-target", "the machine 'frontend-b' asks for no trust",
                                 place_in(shop, "<VirtualSystem o:id='frontend-b'>"));
    add(note);
    add(finding_of("descriptor/unreadable-value", "the stop delay '120' is longer than the start delay",
                   place_in(shop, "o:stopDelay='120'")));
    shop.suppressed = 2;
    validation.files.push_back(std::move(shop));
    validation.files.push_back(parsed_fixture("dialects/ovirt/template-4.5.ovf"));
    validation.files.push_back(parsed_fixture("hostile/html-error-page.ovf"));
    validation.files.push_back(parsed_fixture("trust/ovirt-all-spellings.ovf"));
    return validation;
}

/// Hostile text wherever a document can put some, with one place for each kind of finding.
inline Validation hostile() {
    Validation validation;
    validation.profile = hostile_text;
    ValidatedFile file = parsed("a/" + hostile_text + ".ovf", test::contents(test::fixture("hostile/long-name.ovf")));
    Diagnostic finding = finding_of("trust/unknown-flag-value", hostile_text, place_in(file, "<VirtualSystem"));
    finding.where.path = "/Envelope/" + hostile_text;
    finding.hint = hostile_text;
    finding.related.push_back({place_in(file, "Envelope"), hostile_text});
    file.findings.push_back(finding);
    file.findings.push_back(finding_of("trust/duplicate-flag", hostile_text));
    validation.files.push_back(std::move(file));
    for (const std::string& path : test::files_below(test::fixture("hostile"), {".ovf"}))
        validation.files.push_back(parsed_fixture("hostile/" + path.substr(path.rfind('/') + 1)));
    return validation;
}

/// A descriptor of many lines, with a finding in each of the first `count`.
inline ValidatedFile crowded(std::size_t count) {
    std::string bytes =
        "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\">\n<VirtualSystem>\n<Info/>\n<Name>crowd</Name>\n";
    for (std::size_t i = 0; i < count; ++i)
        bytes += "<!-- line " + std::to_string(i) + " of a descriptor that goes on for very long -->\n\n\n\n\n\n\n\n";
    ValidatedFile file = parsed("crowd.ovf", bytes + "</VirtualSystem>\n</Envelope>\n");
    for (std::size_t i = 0; i < count; ++i) {
        Location where{file.name, {}, static_cast<std::uint32_t>(5 + 8 * i), 6, "/Envelope/VirtualSystem", {}};
        file.findings.push_back(finding_of("trust/duplicate-flag", "number " + std::to_string(i), where));
    }
    return file;
}

}  // namespace ovfkit::report
