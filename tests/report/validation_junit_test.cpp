// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/validations.hpp"

namespace ovfkit::report {
namespace {

using testing::HasSubstr;
using testing::Not;

/// What two XML parsers that are not ours think of a document, and whether its counts are right.
std::string schema_complaints(const std::string& document) {
    const test::TemporaryFolder folder;
    const std::string path = folder.put("report.xml", document);
    const test::Outcome lint = test::run({"xmllint", "--huge", "--noout", path});
    if (lint.status != 0) return "xmllint: " + lint.errors;
    const test::Outcome checked = test::run_python(
        "import sys, xml.etree.ElementTree as tree\n"
        "root = tree.parse(sys.argv[1]).getroot()\n"
        "assert root.tag == 'testsuites', root.tag\n"
        "tests = failures = 0\n"
        "for suite in root:\n"
        "    cases = suite.findall('testcase')\n"
        "    assert [part.tag for part in suite] == ['properties'] + ['testcase'] * len(cases)\n"
        "    assert cases[0].get('name') == 'readable'\n"
        "    assert len({case.get('name') for case in cases}) == len(cases)\n"
        "    assert all(case.get('classname') == suite.get('name') for case in cases)\n"
        "    for case in cases:\n"
        "        assert [part.tag for part in case] in ([], ['failure'], ['system-out'], ['failure', 'system-out'])\n"
        "    failed = sum(case.find('failure') is not None for case in cases)\n"
        "    assert (int(suite.get('tests')), int(suite.get('failures'))) == (len(cases), failed)\n"
        "    tests, failures = tests + len(cases), failures + failed\n"
        "assert (int(root.get('tests')), int(root.get('failures'))) == (tests, failures)\n",
        {path});
    return checked.status == 0 ? "" : checked.errors;
}

TEST(ValidationJunit, FailsForErrorsOnly) {
    const std::string document = as_junit(shop());
    EXPECT_EQ(schema_complaints(document), "");
    EXPECT_THAT(document, HasSubstr("<testsuites name=\"ovfkit\" tests=\"10\" failures=\"4\""));
    EXPECT_THAT(document,
                HasSubstr("name=\"package/missing-file\" time=\"0\">\n      <failure "
                          "type=\"package/missing-file\" message=\"there is no file &#39;database.vmdk&#39;\">"
                          "collection.ovf:7:15: error: "));
    EXPECT_THAT(document, HasSubstr("name=\"descriptor/duplicate-element\" time=\"0\">\n      <system-out>"));
    EXPECT_THAT(document, HasSubstr("<property name=\"suppressed\" value=\"2\"/>"));
}

TEST(ValidationJunit, HasAFailedCaseForAFileThatCannotBeRead) {
    Validation validation;
    validation.files.emplace_back();
    validation.files.back().name = "gone.ovf";
    validation.files.back().readable = false;
    const std::string document = as_junit(validation);
    EXPECT_EQ(schema_complaints(document), "");
    EXPECT_THAT(document, HasSubstr("name=\"readable\" time=\"0\">\n      <failure "));
}

TEST(ValidationJunit, KeepsErrorsAndWarningsOfOneRuleApart) {
    Validation validation;
    validation.files.push_back(parsed_fixture("dialects/ovirt/template-4.5.ovf"));
    Diagnostic graver = finding_of("trust/duplicate-flag", "the grave one");
    graver.severity = Severity::error;
    validation.files[0].findings = {finding_of("trust/duplicate-flag", "the other"), graver};
    const std::string document = as_junit(validation);
    EXPECT_EQ(schema_complaints(document), "");
    EXPECT_THAT(document, HasSubstr("message=\"the grave one\">error: the grave one"));
    EXPECT_THAT(document, HasSubstr("<system-out>warning: the other"));
}

TEST(ValidationJunit, IsWellFormedWhateverItIsAbout) {
    EXPECT_EQ(schema_complaints(as_junit(hostile())), "");
    EXPECT_EQ(schema_complaints(as_junit({})), "");
    Validation validation;
    validation.files.push_back(crowded(10'000));
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
    validation.files[0].name = bytes;
    validation.files[0].findings.push_back(finding_of("trust/unknown-flag-value", bytes + std::string(1'000'000, '<')));
    EXPECT_EQ(schema_complaints(as_junit(validation)), "");
}

TEST(ValidationJunit, HasNoCharactersThatNobodySees) {
    const std::string document = as_junit(hostile());
    for (const char* hidden : {"\x1b", "\u202e", "\u009b", "\ufffe", "\uffff", "]]>"})
        EXPECT_THAT(document, Not(HasSubstr(hidden)));
    EXPECT_THAT(document, HasSubstr("\\u{fffe}\\u{ffff}"));
}

}  // namespace
}  // namespace ovfkit::report
