// SPDX-License-Identifier: Apache-2.0
// What a browser that is not ours makes of a page.
#include <cstdint>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/validations.hpp"

namespace ovfkit::report {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr int phone = 360;
constexpr int desktop = 1280;

std::string quoted_for_attribute(const std::string& text) {
    std::string out;
    for (const char c : text) out += c == '&' ? "&amp;" : c == '"' ? "&quot;" : std::string(1, c);
    return out;
}

/// The page in frames as wide as a phone and a desktop, for a window cannot be as narrow as that. What is measured
/// stands in attributes of the root element afterwards.
std::string framed(const std::string& page) {
    std::string out = "<!DOCTYPE html><html><meta charset='utf-8'><body style='margin:0'>";
    for (const int width : {phone, desktop})
        out += "<iframe id='w" + std::to_string(width) +
               "' style='border:0;height:900px;width:" + std::to_string(width) + "px' srcdoc=\"" +
               quoted_for_attribute(page) + "\"></iframe>";
    return out + R"(<script>onload = () => { for (const frame of document.querySelectorAll('iframe')) {
  const page = frame.contentDocument, root = page.documentElement, say = (name, value) =>
      document.documentElement.setAttribute('data-' + frame.id + '-' + name, value);
  const shown = () => [...page.querySelectorAll('.finding')].filter(f => f.offsetParent !== null).length;
  say('overflow', root.scrollWidth - root.clientWidth);
  say('outside', [...page.querySelectorAll('body *')].filter(e => !e.closest('svg,.skip') &&
      e.getBoundingClientRect().right > root.clientWidth + 1).length);
  say('shown', shown());
  say('scripts', page.scripts.length);
  say('images', page.images.length);
  const button = page.querySelector('button[value=error]');
  if (button) { button.click(); say('without-errors', shown()); button.click(); }
  const input = page.querySelector('input');
  if (input) { input.value = 'DATABASE.vmdk'; input.dispatchEvent(new Event('input')); say('by-word', shown()); }
} }</script></body></html>)";
}

class Browser : public testing::Test {
protected:
    void SetUp() override {
        if (!test::has_program("chromium")) GTEST_SKIP() << "chromium is not installed";
    }
    [[nodiscard]] test::Outcome run(const std::string& page, const std::vector<std::string>& more) const {
        std::vector<std::string> words = {"chromium",
                                          "--headless",
                                          "--no-sandbox",
                                          "--disable-gpu",
                                          "--disable-dev-shm-usage",
                                          "--hide-scrollbars",
                                          "--user-data-dir=" + (folder / "profile"),
                                          "--enable-logging=stderr"};
        words.insert(words.end(), more.begin(), more.end());
        words.push_back("file://" + folder.put("page.html", page));
        return test::run(words);
    }
    test::TemporaryFolder folder;
};

TEST_F(Browser, ShowsAPageOnPhoneAndDesktop) {
    const test::Outcome seen = run(framed(as_html(shop())), {"--dump-dom"});
    ASSERT_EQ(seen.status, 0) << seen.errors;
    EXPECT_THAT(seen.errors, Not(HasSubstr("CONSOLE")));
    for (const std::string width : {"w360", "w1280"})
        for (const std::string fact : {"overflow=\"0\"", "outside=\"0\"", "shown=\"6\"", "scripts=\"1\"",
                                       "images=\"0\"", "without-errors=\"3\"", "by-word=\"1\""})
            EXPECT_THAT(seen.output.substr(0, 2000), HasSubstr("data-" + width + "-" + fact));
}

TEST_F(Browser, IsNotAttackedByWhatADocumentSays) {
    const test::Outcome seen = run(framed(as_html(hostile())), {"--dump-dom"});
    ASSERT_EQ(seen.status, 0) << seen.errors;
    EXPECT_THAT(seen.errors, Not(HasSubstr("CONSOLE")));
    for (const std::string width : {"w360", "w1280"})
        for (const std::string fact : {"overflow=\"0\"", "outside=\"0\"", "scripts=\"1\"", "images=\"0\""})
            EXPECT_THAT(seen.output.substr(0, 2000), HasSubstr("data-" + width + "-" + fact));
}

TEST_F(Browser, WouldComplainOfAPageThatReachesOut) {
    const test::Outcome seen = run(framed(as_html({}) + "<img src='https://example.org/a.png'>"), {"--dump-dom"});
    EXPECT_THAT(seen.errors, HasSubstr("CONSOLE"));
}

/// Width of a picture in the PNG format.
std::uint32_t png_width(const std::string& bytes) {
    if (bytes.size() < 24 || bytes.compare(1, 3, "PNG") != 0) return 0;
    std::uint32_t width = 0;
    for (std::size_t i = 16; i < 20; ++i) width = width << 8U | static_cast<unsigned char>(bytes[i]);
    return width;
}

TEST_F(Browser, PaintsAPageWithoutComplaint) {
    for (const int width : {500, desktop}) {
        const std::string size = "--window-size=" + std::to_string(width) + ",2000";
        const test::Outcome painted = run(as_html(shop()), {size, "--screenshot=" + (folder / "page.png")});
        ASSERT_EQ(painted.status, 0) << painted.errors;
        EXPECT_THAT(painted.errors, Not(HasSubstr("CONSOLE")));
        const std::string picture = test::contents(folder / "page.png");
        EXPECT_EQ(png_width(picture), static_cast<std::uint32_t>(width));
        EXPECT_GT(picture.size(), 20'000U);
    }
}

}  // namespace
}  // namespace ovfkit::report
