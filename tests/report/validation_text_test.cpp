// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/validations.hpp"

namespace ovfkit::report {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string last_line(const std::string& text) { return text.substr(text.rfind('\n', text.size() - 2) + 1); }

TEST(ValidationText, ShowsTheLinesAndCountsOverAllFiles) {
    const std::string text = as_text(shop());
    EXPECT_THAT(text, StartsWith("collection.ovf:7:15: error: there is no file 'database.vmdk' [package/missing-file]\n"
                                 "    7 |         <File o:href='database.vmdk'"));
    EXPECT_THAT(text, HasSubstr("collection.ovf:12:40: note: the disk that needs it is here\n   12 | "));
    EXPECT_THAT(text, HasSubstr("html-error-page.ovf:1:1: error: "));
    EXPECT_THAT(text, Not(HasSubstr("template-4.5.ovf")));
    EXPECT_EQ(
        last_line(text),
        "4 files checked by profile 'strict': 3 errors, 2 warnings, 1 note; 2 accepted findings not shown; 1 file "
        "could not be read\n");
}

TEST(ValidationText, OfCleanFilesIsOneLine) {
    Validation validation;
    validation.files.push_back(parsed_fixture("dialects/ovirt/template-4.5.ovf"));
    EXPECT_EQ(as_text(validation), "1 file checked: nothing found\n");
    validation.files.clear();
    EXPECT_EQ(as_text(validation), "0 files checked: nothing found\n");
}

TEST(ValidationText, CannotMoveACursor) {
    const std::string text = as_text(hostile());
    for (const char c : text) EXPECT_TRUE(c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F));
    EXPECT_THAT(text, Not(HasSubstr("\u202e")));
    EXPECT_THAT(text, Not(HasSubstr("\u009b")));
    EXPECT_THAT(text, HasSubstr("\\xff\\xc3("));
}

TEST(ValidationText, CutsMessagesThatNobodyReads) {
    Validation validation;
    validation.files.push_back(parsed_fixture("dialects/ovirt/template-4.5.ovf"));
    validation.files[0].findings.push_back(finding_of("trust/duplicate-flag", std::string(1'000'000, 'x')));
    EXPECT_LT(as_text(validation).size(), 10'000U);
}

TEST(ValidationText, OfManyFindingsHasAllOfThem) {
    Validation validation;
    validation.files.push_back(crowded(10'000));
    const std::string text = as_text(validation);
    EXPECT_THAT(text,
                HasSubstr("crowd.ovf:79997:6: warning: number 9999 [trust/duplicate-flag]\n79997 | <!-- line 9999"));
    EXPECT_THAT(text, EndsWith("1 file checked: 10000 warnings\n"));
}

}  // namespace
}  // namespace ovfkit::report
