// SPDX-License-Identifier: Apache-2.0
// Validation over descriptors that real products wrote, against what their own tests, xmllint and the index say of
// them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include <ovfkit/report/inspect.hpp>
#include <ovfkit/validate/validate.hpp>

#include "support/files.hpp"
#include "support/table.hpp"

namespace ovfkit::validate {
namespace {

struct Row {
    std::string path;   ///< below the corpus
    std::string notes;  ///< parts separated by ` | `
    [[nodiscard]] bool says(const std::string& what) const { return notes.find(what) != std::string::npos; }
};

/// The descriptors of the index; empty without a corpus.
std::vector<Row> corpus_rows() {
    const std::string folder = test::corpus_folder();
    std::vector<Row> rows;
    if (folder.empty() || !std::filesystem::exists(folder + "/INDEX.tsv")) return rows;
    for (const auto& cells : test::table(folder + "/INDEX.tsv"))
        if (cells.size() > 10 && cells[6] == "ovf") rows.push_back({cells[0], cells[10]});
    std::cout << "corpus: " << rows.size() << " descriptors in the index\n";
    return rows;
}

/// By path: the slugs that may be found there, with reasons, from `known.tsv`; `*` for a file of which nothing is
/// found.
const std::map<std::string, std::set<std::string>>& known() {
    static const auto all = [] {
        std::map<std::string, std::set<std::string>> found;
        for (const auto& row : test::table(OVFKIT_SOURCE_DIR "/tests/corpus/known.tsv")) {
            EXPECT_EQ(row.size(), 3U) << "a path, a rule and a reason";
            if (row.size() == 3) found[row[0]].insert(row[1]);
        }
        return found;
    }();
    return all;
}

bool is_known(const Row& row, const std::string& slug) {
    const auto found = known().find(row.path);
    return found != known().end() && found->second.count(slug) != 0;
}

struct Validated {
    bool readable = false;
    std::size_t bytes = 0;
    std::vector<Diagnostic> findings;
};

Validated validated(const Row& row, const std::string& profile) {
    const Options options{Profile::named(profile).value()};
    const std::string bytes = test::contents(test::corpus_folder() + "/" + row.path);
    Diagnostics found;
    const auto descriptor = descriptor::Descriptor::parse(bytes, found);
    if (descriptor) {
        check(*descriptor, options, found);
        (void)report::collect_trust(*descriptor, found);
    }
    return {descriptor.has_value(), bytes.size(), judged(found, options.profile)};
}

std::size_t count(const Validated& file, Severity severity) {
    return static_cast<std::size_t>(std::count_if(file.findings.begin(), file.findings.end(),
                                                  [&](const Diagnostic& one) { return one.severity >= severity; }));
}

class CorpusValidation : public testing::Test {
protected:
    void SetUp() override {
        rows_ = corpus_rows();
        if (rows_.empty()) GTEST_SKIP() << "no corpus";
    }
    std::vector<Row> rows_;
};

TEST_F(CorpusValidation, EveryFindingHasAPlaceInsideTheFile) {
    std::map<std::string, std::size_t> counts;
    for (const Row& row : rows_)
        for (const char* profile : {"interop", "dmtf-1.1"}) {
            const Validated file = validated(row, profile);
            for (const Diagnostic& one : file.findings) {
                EXPECT_NE(one.where.line, 0U) << row.path << ": " << one.rule;
                EXPECT_LE(one.where.span.end, file.bytes) << row.path << ": " << one.rule;
                EXPECT_EQ(one.message, printable(one.message, 10'000)) << row.path;
                ++counts[std::string(profile) + " " + std::string(to_string(one.severity)) + " " +
                         std::string(one.rule)];
            }
        }
    if (std::getenv("OVFKIT_CORPUS_COUNTS") != nullptr)
        for (const auto& [what, times] : counts) std::cout << times << "\t" << what << "\n";
}

TEST_F(CorpusValidation, WhatTheProducersTestsAcceptHasNoErrorForInteroperability) {
    std::size_t files = 0;
    for (const Row& row : rows_) {
        const bool positive = row.says("must Unmarshal") || row.path.find("/Pos/") != std::string::npos;
        if (!positive || row.says("NEGATIVE")) continue;
        ++files;
        for (const Diagnostic& one : validated(row, "interop").findings)
            if (one.severity == Severity::error && !is_known(row, std::string(one.rule)))
                ADD_FAILURE() << row.path << ":" << one.where.line << ": " << one.message << " [" << one.rule << "]";
    }
    std::cout << "corpus: " << files << " descriptors that their producer's tests accept\n";
}

TEST_F(CorpusValidation, WhatTheProducersTestsRefuseIsFound) {
    std::size_t files = 0;
    std::size_t left = 0;
    for (const Row& row : rows_) {
        if (!row.says("NEGATIVE") && row.path.find("/Neg/") == std::string::npos) continue;
        ++files;
        if (is_known(row, "*"))
            ++left;
        else
            EXPECT_NE(count(validated(row, "interop"), Severity::warning), 0U) << row.path;
    }
    std::cout << "corpus: " << files << " negative descriptors, " << left << " of them for reasons without a rule\n";
}

TEST_F(CorpusValidation, WhatTheIndexCallsBrokenIsFoundForThatReason) {
    // What the index notes, and the rule that finds it to the letter.
    const std::vector<std::pair<std::string, std::string>> reasons{
        {"dangling fileRef", "disk/unknown-file"},
        {"dup InstanceID", "hardware/duplicate-instance-id"},
        {"dangling Parent", "hardware/unknown-parent"},
        {"dup diskId", "disk/duplicate-id"},
    };
    std::map<std::string, std::size_t> files;
    for (const Row& row : rows_)
        for (const auto& reason : reasons) {
            const std::string& note = reason.first;
            const std::string& slug = reason.second;
            if (!row.says(note)) continue;
            ++files[note];
            const Validated file = validated(row, "dmtf-1.1");
            const bool found = std::any_of(file.findings.begin(), file.findings.end(),
                                           [&](const Diagnostic& one) { return one.rule == slug; });
            EXPECT_TRUE(found || is_known(row, slug)) << row.path << ": " << note;
        }
    for (const auto& [note, times] : files) std::cout << "corpus: " << times << " files with " << note << "\n";
}

TEST_F(CorpusValidation, WhatTheDmtfSchemaRefusesHasAnErrorToTheLetter) {
    std::size_t files = 0;
    for (const Row& row : rows_) {
        if (!row.says("INVALID(")) continue;
        ++files;
        EXPECT_NE(count(validated(row, "dmtf-1.1"), Severity::warning), 0U) << row.path;
    }
    std::cout << "corpus: " << files << " descriptors that the DMTF schemas refuse\n";
}

}  // namespace
}  // namespace ovfkit::validate
