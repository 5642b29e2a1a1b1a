// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "report/validations.hpp"

namespace ovfkit::report {
namespace {

using nlohmann::json;

/// What is wrong with a document by a schema; empty when nothing is.
std::string violations(const std::string& document, const std::string& schema) {
    const test::TemporaryFolder folder;
    const test::Outcome checked = test::run_python(
        "import json, sys, jsonschema\n"
        "schema = json.load(open(sys.argv[1]))\n"
        "jsonschema.Draft202012Validator.check_schema(schema)\n"
        "document = json.load(open(sys.argv[2], encoding='utf-8'))\n"
        "for error in list(jsonschema.Draft202012Validator(schema).iter_errors(document))[:5]:\n"
        "    print('/'.join(map(str, error.absolute_path)), error.message[:300])\n",
        {std::string(OVFKIT_SOURCE_DIR) + "/" + schema, folder.put("document.json", document)});
    return checked.status == 0 ? checked.output : "failed: " + checked.errors;
}

constexpr const char* json_schema = "schemas/validate.schema.json";
constexpr const char* sarif_schema = "tests/report/sarif.schema.json";

/// An archive with a hostile header, and a finding in its descriptor.
struct Archive {
    Archive() {
        const std::string script =
            "import sys, tarfile\n"
            "with tarfile.open(sys.argv[1] + '/b\\u00fc r.ova', 'w', format=tarfile.GNU_FORMAT) as tar:\n"
            "    tar.add(sys.argv[2], 'a.ovf')\n"
            "    tar.add(sys.argv[2], './b.txt')\n";
        const test::Outcome made = test::run_python(script, {folder.path(), test::fixture("dialects/dmtf-1.1/vm.ovf")});
        EXPECT_EQ(made.status, 0) << made.errors;
        file = opened(folder / "bü r.ova");
        EXPECT_TRUE(file.package);
        if (file.package)
            file.findings.push_back(
                finding_of("trust/duplicate-flag", "in the descriptor", place_in(file, "<VirtualSystem")));
    }
    test::TemporaryFolder folder;
    ValidatedFile file;
};

TEST(ValidationJson, IsAsDescribed) {
    EXPECT_EQ(violations(as_json(shop()), json_schema), "");
    EXPECT_EQ(violations(as_json(hostile()), json_schema), "");
    EXPECT_EQ(violations(as_json({}), json_schema), "");
    Validation archive;
    archive.files.push_back(Archive().file);
    EXPECT_EQ(violations(as_json(archive), json_schema), "");
}

TEST(ValidationJson, HasThePlaceInEveryForm) {
    const json document = json::parse(as_json(shop()));
    const json& first = document["diagnostics"][0];
    const std::string bytes = test::contents(test::fixture("dialects/dmtf-1.1/collection.ovf"));
    const std::size_t begin = bytes.find("o:href='database.vmdk'");
    EXPECT_EQ(first["rule"], "package/missing-file");
    EXPECT_EQ(first["file"], "collection.ovf");
    EXPECT_EQ(first["line"], 7);
    EXPECT_EQ(first["column"], 15);
    EXPECT_EQ(first["path"], "/Envelope/References/File[2]");
    EXPECT_EQ(first["span"]["begin"], begin);
    EXPECT_EQ(first["span"]["end"], begin + 22);
    EXPECT_EQ(first["hint"], "add the file, or remove the reference");
    EXPECT_EQ(first["related"][0]["line"], 12);
    EXPECT_EQ(first["related"][0]["message"], "the disk that needs it is here");
    EXPECT_TRUE(first["offset"].is_null());
}

TEST(ValidationJson, CountsByFileAndOverAll) {
    const json document = json::parse(as_json(shop()));
    EXPECT_EQ(document["summary"], json::parse(R"({"files": 4, "errors": 3, "warnings": 2, "notes": 1,
                                                   "suppressed": 2, "profile": "strict"})"));
    EXPECT_EQ(document["files"][0], json::parse(R"({"name": "collection.ovf", "errors": 2, "warnings": 2, "notes": 1,
                                                    "suppressed": 2, "readable": true})"));
    EXPECT_EQ(document["files"][2]["readable"], false);
}

TEST(ValidationSarif, IsAsDescribed) {
    EXPECT_EQ(violations(as_sarif(shop()), sarif_schema), "");
    EXPECT_EQ(violations(as_sarif(hostile()), sarif_schema), "");
    EXPECT_EQ(violations(as_sarif({}), sarif_schema), "");
    Validation archive;
    archive.files.push_back(Archive().file);
    EXPECT_EQ(violations(as_sarif(archive), sarif_schema), "");
}

TEST(ValidationSarif, ListsTheRulesThatFoundSomethingAndNoOther) {
    const json run = json::parse(as_sarif(shop()))["runs"][0];
    std::vector<std::string> rules;
    for (const json& rule : run["tool"]["driver"]["rules"]) rules.push_back(rule["id"]);
    EXPECT_THAT(rules, testing::ElementsAre("descriptor/duplicate-element", "descriptor/unreadable-value",
                                            "disk/capacity-out-of-range", "package/missing-file",
                                            "trust/trusted-target", "xml/doctype"));
    ASSERT_EQ(run["results"].size(), 6U);
    for (const json& result : run["results"])
        EXPECT_EQ(rules.at(result["ruleIndex"].get<std::size_t>()), result["ruleId"]);
}

TEST(ValidationSarif, CountsColumnsInCodePointsAndEndsBehindTheLastOne) {
    Validation validation;
    validation.files.push_back(parsed("a.ovf",
                                      "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\">\n"
                                      "<!-- 🧀 --><VirtualSystem><Info>ä🧀\nx</Info></VirtualSystem></Envelope>"));
    ValidatedFile& file = validation.files[0];
    file.findings = {finding_of("trust/duplicate-flag", "one", place_in(file, "<VirtualSystem>")),
                     finding_of("trust/duplicate-flag", "two", place_in(file, "ä🧀\nx")),
                     finding_of("trust/duplicate-flag", "none")};
    const json results = json::parse(as_sarif(validation))["runs"][0]["results"];
    const auto region = [&](std::size_t i) { return results[i]["locations"][0]["physicalLocation"]["region"]; };
    EXPECT_EQ(region(0), json::parse(R"({"startLine": 2, "startColumn": 11, "endLine": 2, "endColumn": 26})"));
    EXPECT_EQ(region(1), json::parse(R"({"startLine": 2, "startColumn": 32, "endLine": 3, "endColumn": 2})"));
    EXPECT_EQ(region(2), json::parse(R"({"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1})"));
}

TEST(ValidationSarif, PlacesAnArchiveAndWhatIsInIt) {
    const Archive archive;
    Validation validation;
    validation.files.push_back(archive.file);
    const json results = json::parse(as_sarif(validation))["runs"][0]["results"];
    bool in_archive = false;
    for (const json& result : results) {
        const json& location = result["locations"][0];
        const std::string uri = location["physicalLocation"]["artifactLocation"]["uri"];
        EXPECT_THAT(uri, testing::StartsWith("file:///"));
        EXPECT_THAT(uri, testing::EndsWith("/b%C3%BC%20r.ova"));
        const json& region = location["physicalLocation"]["region"];
        if (result["ruleId"] == "trust/duplicate-flag") {
            EXPECT_GT(region["startLine"], 1);
            ASSERT_EQ(location["logicalLocations"].size(), 2U);
            EXPECT_EQ(location["logicalLocations"][0]["name"], "a.ovf");
            EXPECT_EQ(location["logicalLocations"][1]["fullyQualifiedName"], "/Envelope/VirtualSystem");
        }
        if (result["ruleId"] != "tar/dot-slash-name") continue;
        in_archive = true;
        EXPECT_EQ(region["startLine"], 1);
        EXPECT_EQ(region["byteOffset"].get<std::size_t>() % 512, 0U);
        EXPECT_GE(region["byteLength"], 1);
    }
    EXPECT_TRUE(in_archive);
}

TEST(ValidationSarif, KeepsFingerprintsWhenLinesMove) {
    const auto prints = [](const std::string& blank) {
        const std::string head = "<Envelope xmlns=\"http://schemas.dmtf.org/ovf/envelope/1\">";
        Validation validation;
        validation.files.push_back(parsed("a.ovf", head + blank + "<VirtualSystem><Info/></VirtualSystem></Envelope>"));
        ValidatedFile& file = validation.files[0];
        const Location where = place_in(file, "<Info/>");
        file.findings = {finding_of("trust/duplicate-flag", "one", where),
                         finding_of("trust/duplicate-flag", "two", where),
                         finding_of("trust/misplaced-flag", "three", where)};
        std::vector<std::string> list;
        const json document = json::parse(as_sarif(validation));
        for (const json& result : document["runs"][0]["results"])
            list.push_back(result["partialFingerprints"]["primaryLocationLineHash"]);
        return list;
    };
    const auto once = prints("");
    EXPECT_EQ(once, prints("\n\n\n"));
    EXPECT_EQ(std::set<std::string>(once.begin(), once.end()).size(), 3U);
    EXPECT_EQ(once[0].substr(0, 16), once[1].substr(0, 16));
}

TEST(ValidationSarif, MakesNoLinksOfWhatADocumentSays) {
    Validation validation;
    validation.files.push_back(parsed_fixture("dialects/ovirt/template-4.5.ovf"));
    validation.files[0].findings = {finding_of("trust/duplicate-flag", "see [here](https://example.org) \u202e")};
    const json result = json::parse(as_sarif(validation))["runs"][0]["results"][0];
    EXPECT_EQ(result["message"]["text"], "see [here] (https://example.org) \\u{202e}");
}

TEST(ValidationSarif, WritesRelativeUris) {
    Validation validation;
    for (const std::string name : {"./a b/c.ovf", "x:y.ovf", "-", "//host/a.ovf", "bad\xff.ovf"}) {
        validation.files.emplace_back();
        validation.files.back().name = name;
        validation.files.back().findings = {finding_of("trust/duplicate-flag", "one")};
    }
    std::vector<std::string> uris;
    const json document = json::parse(as_sarif(validation));
    for (const json& result : document["runs"][0]["results"])
        uris.push_back(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]);
    EXPECT_THAT(uris, testing::ElementsAre("a%20b/c.ovf", "x%3Ay.ovf", "-", "file:///host/a.ovf", "bad%FF.ovf"));
}

TEST(ValidationJson, TakesLongMessagesAndManyFindings) {
    Validation validation;
    validation.files.push_back(crowded(10'000));
    validation.files.push_back(parsed_fixture("dialects/ovirt/template-4.5.ovf"));
    validation.files[1].findings.push_back(finding_of("trust/duplicate-flag", std::string(1'000'000, 'x')));
    const auto rules_in = [](const std::string& text, const std::string& key) {
        EXPECT_TRUE(json::accept(text));
        std::size_t count = 0;
        for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + 1)) ++count;
        return count;
    };
    EXPECT_EQ(rules_in(as_json(validation), "\"rule\": "), 10'001U);
    EXPECT_EQ(rules_in(as_sarif(validation), "\"ruleId\": "), 10'001U);
}

}  // namespace
}  // namespace ovfkit::report
