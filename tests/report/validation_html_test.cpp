// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/validations.hpp"

namespace ovfkit::report {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

/// Whether a page is closed in itself: balanced, one script of ours, no handlers, nothing from elsewhere, no link or
/// label that leads nowhere, no id twice. Empty when it is.
std::string browser_complaints(const std::string& page) {
    const test::TemporaryFolder folder;
    const test::Outcome checked = test::run_python(R"(
import sys, html.parser
VOID = {"meta", "link", "br", "input", "img", "hr"}
class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.wanted, self.heads, self.scripts, self.styles = [], set(), set(), [], 0, 0
    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        assert len(given) == len(attributes), attributes
        assert not any(name.startswith("on") for name in given), attributes
        assert "style" not in given and "src" not in given, attributes
        assert tag not in ("img", "iframe", "object", "embed", "base", "form"), tag
        if "id" in given:
            assert given["id"] not in self.ids, given["id"]
            self.ids.add(given["id"])
        if "href" in given:
            assert given["href"].startswith("#") or given["href"] == "data:,", given["href"]
            if given["href"].startswith("#"):
                self.wanted.add(given["href"][1:])
        self.wanted.update((given.get("aria-labelledby") or "").split())
        self.scripts += tag == "script"
        if tag in ("h1", "h2", "h3", "h4"):
            self.heads.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)
    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)
    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (tag, self.open[-5:], self.getpos())
        self.open.pop()
page = Page()
page.feed(open(sys.argv[1], encoding="utf-8", newline="").read())
page.close()
assert not page.open, page.open
assert page.scripts == 1, page.scripts
assert page.wanted <= page.ids, page.wanted - page.ids
assert page.heads[0] == 1 and page.heads.count(1) == 1, page.heads[:5]
assert all(after <= before + 1 for before, after in zip(page.heads, page.heads[1:])), page.heads
)",
                                                   {folder.put("page.html", page)});
    return checked.status == 0 ? "" : checked.errors;
}

TEST(ValidationHtml, IsClosedInItself) {
    EXPECT_EQ(browser_complaints(as_html(shop())), "");
    EXPECT_EQ(browser_complaints(as_html({})), "");
    EXPECT_EQ(browser_complaints(as_html(hostile())), "");
}

TEST(ValidationHtml, AllowsNothingFromOutside) {
    EXPECT_THAT(as_html({}), HasSubstr("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                                       "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">"));
}

TEST(ValidationHtml, EscapesWhatADocumentSays) {
    const std::string page = as_html(hostile());
    for (const char* never : {"<script>alert", "<img", "\x1b", "\u202e", "\u009b", "\xff", "\ufffe"})
        EXPECT_THAT(page, Not(HasSubstr(never)));
    EXPECT_THAT(page, HasSubstr("]]&gt; &lt;/script&gt;&lt;script&gt;alert(1)"));
}

TEST(ValidationHtml, MarksWhatAFindingIsAbout) {
    const std::string page = as_html(shop());
    EXPECT_THAT(page, HasSubstr("<div class=\"hit\"><span class=\"n\">7</span><code>        <i class=\"p\">&lt;</i>"
                                "<i class=\"t\">File</i><i class=\"p\"> </i>"
                                "<mark class=\"error\"><i class=\"a\">o:href</i></mark>"));
    EXPECT_THAT(page, HasSubstr("<mark class=\"related\"><i class=\"a\">o:fileRef</i></mark>"));
    EXPECT_THAT(page, HasSubstr("<details id=\"rule-package-missing-file\">"));
}

TEST(ValidationHtml, DrawsWhatAFileHolds) {
    const std::string page = as_html(shop());
    EXPECT_THAT(page, HasSubstr("VM &#39;Frontend A&#39;: 2 CPUs \u00b7 1 GiB, 1 disk, 2 network adapters."));
    EXPECT_THAT(page, HasSubstr(">collection data tier</text>"));
    EXPECT_THAT(page, HasSubstr("<title>network public</title>"));
    EXPECT_THAT(page, HasSubstr(">requires a trusted cluster</text>"));
    EXPECT_THAT(page, HasSubstr("<title>database-disk, file database.vmdk</title>"));
    EXPECT_THAT(page, HasSubstr(">template</text>"));
}

TEST(ValidationHtml, CountsWhatWouldNotFitIntoAPicture) {
    std::string systems;
    for (int i = 0; i < 500; ++i) {
        systems += "<VirtualSystem><Info/><Name>" + std::to_string(i) + "</Name><VirtualHardwareSection><Info/>";
        for (int nic = 0; nic < 30; ++nic)
            systems += "<Item><rasd:Connection>net " + std::to_string(nic) +
                       "</rasd:Connection><rasd:ElementName>e</rasd:ElementName><rasd:InstanceID>" +
                       std::to_string(nic) + "</rasd:InstanceID><rasd:ResourceType>10</rasd:ResourceType></Item>";
        systems += "</VirtualHardwareSection></VirtualSystem>\n";
    }
    Validation validation;
    validation.files.push_back(
        parsed("a.ovf",
               "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\" xmlns:rasd=\"http://schemas.dmtf.org/wbem/"
               "wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData\"><VirtualSystemCollection><Info/>" +
                   systems + "</VirtualSystemCollection></Envelope>"));
    validation.files[0].findings.clear();
    const std::string page = as_html(validation);
    EXPECT_THAT(page, HasSubstr(">and 484 more machines</text>"));
    EXPECT_THAT(page, HasSubstr(">and 22 more network adapters</text>"));
    EXPECT_THAT(page, HasSubstr(">and 24 more networks</text>"));
    EXPECT_LT(page.size(), 150'000U);
    EXPECT_EQ(browser_complaints(page), "");
}

TEST(ValidationHtml, ShowsALongDescriptorAroundFindingsOnly) {
    Validation validation;
    validation.files.push_back(crowded(6'100, 700));
    std::vector<Diagnostic>& findings = validation.files[0].findings;
    findings = {findings[3], findings[6'000]};
    const std::string page = as_html(validation);
    EXPECT_GT(validation.files[0].descriptor->bytes().size(), 4'000'000U);
    EXPECT_LT(page.size(), 60'000U);
    EXPECT_THAT(page, HasSubstr("ine 6000 of a descriptor"));
    EXPECT_THAT(page, Not(HasSubstr("ine 5999 of a descriptor")));
}

TEST(ValidationHtml, ShowsALongLineAroundItsMarksOnly) {
    const std::string noise(1'000'000, 'n');
    Validation validation;
    validation.files.push_back(parsed("a.ovf",
                                      "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\"><VirtualSystem>"
                                      "<Info>" +
                                          noise + "<!--one-->" + noise + "<!--two-->" + noise +
                                          "</Info></VirtualSystem></Envelope>"));
    ValidatedFile& file = validation.files[0];
    file.findings = {finding_of("trust/duplicate-flag", "1", place_in(file, "<!--one-->")),
                     finding_of("trust/duplicate-flag", "2", place_in(file, "<!--two-->"))};
    const std::string page = as_html(validation);
    EXPECT_LT(page.size(), 60'000U);
    EXPECT_THAT(page, HasSubstr("<mark class=\"warning\"><i class=\"c\">&lt;!--one--&gt;</i></mark>"));
    EXPECT_THAT(page, HasSubstr("<mark class=\"warning\"><i class=\"c\">&lt;!--two--&gt;</i></mark>"));
}

TEST(ValidationHtml, OfManyFindingsHasAllOfThemInBoundedSpace) {
    Validation validation;
    validation.files.push_back(crowded(10'000));
    validation.files[0].findings.push_back(finding_of("trust/duplicate-flag", std::string(1'000'000, '<')));
    const std::string page = as_html(validation);
    EXPECT_LT(page.size(), 20'000'000U);
    EXPECT_THAT(page, HasSubstr("</span> number 9999</h4>"));
    EXPECT_THAT(page, HasSubstr("The page would grow too long"));
    validation.files[0].findings.resize(300);
    EXPECT_EQ(browser_complaints(as_html(validation)), "");
}

TEST(ValidationHtml, MarksSpansOfSeveralLinesAndOfNoCharacters) {
    Validation validation;
    validation.files.push_back(parsed("a.ovf",
                                      "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\">\n\t<VirtualSystem>\n"
                                      "  <Info>a\nb</Info></VirtualSystem>\n</Envelope>"));
    ValidatedFile& file = validation.files[0];
    Location at_end{"a.ovf", {}, 2, 400, "", {}};
    file.findings = {finding_of("trust/duplicate-flag", "1", at_end),
                     finding_of("trust/duplicate-flag", "2", place_in(file, "<Info>a\nb</Info>"))};
    const std::string page = as_html(validation);
    EXPECT_THAT(page,
                HasSubstr("<span class=\"n\">2</span><code>    <i class=\"p\">&lt;</i><i class=\"t\">VirtualSystem"
                          "</i><i class=\"p\">&gt;</i><mark class=\"warning\"> </mark></code>"));
    EXPECT_THAT(page, HasSubstr("<mark class=\"warning\">a</mark></code></div><div class=\"hit\"><span class=\"n\">4"
                                "</span><code><mark class=\"warning\">b</mark>"));
    EXPECT_EQ(browser_complaints(page), "");
}

}  // namespace
}  // namespace ovfkit::report
