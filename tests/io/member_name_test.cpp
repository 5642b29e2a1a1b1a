// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <ovfkit/io/tar.hpp>

namespace ovfkit::io {
namespace {

using namespace std::string_literals;

TEST(MemberName, MayBeAnyPlainRelativeOne) {
    for (const std::string& name :
         {"vm.ovf"s, "a/b/c"s, "with blank.vmdk"s, "-option"s, "._x"s, ".hidden"s, "gr\xC3\xBC\xC3\x9F"s, "a..b"s,
          "...x"s, "console"s, "com"s, "com10"s, "lpta"s, "a.con"s, "nulls"s, "100%25"s, "x'y\"z"s, "~"s})
        EXPECT_TRUE(check_member_name(name)) << name;
}

TEST(MemberName, MayNotLeaveItsFolderOrMeanADevice) {
    for (const std::string& name : {""s,
                                    "/"s,
                                    "/a"s,
                                    "a/"s,
                                    "a//b"s,
                                    "."s,
                                    ".."s,
                                    "a/."s,
                                    "a/.."s,
                                    "../a"s,
                                    "a/../b"s,
                                    "./a"s,
                                    "a\\b"s,
                                    "C:"s,
                                    "C:a"s,
                                    "a:stream"s,
                                    "a\0b"s,
                                    "a\nb"s,
                                    "\x7F"s,
                                    "\xC2\x85"s,
                                    "\xE2\x80\xAEgpj"s,
                                    "\xFF"s,
                                    "\xC0\xAE\xC0\xAE/a"s,
                                    "a "s,
                                    "a."s,
                                    "a /b"s,
                                    "a./b"s,
                                    "CON"s,
                                    "con.txt"s,
                                    "a/Nul"s,
                                    "prn "s,
                                    "aux.a.b"s,
                                    "COM1"s,
                                    "lpt9.x"s,
                                    "com0"s,
                                    "com\xC2\xB9"s,
                                    "nul .txt"s,
                                    "CONIN$"s}) {
        const auto checked = check_member_name(name);
        ASSERT_FALSE(checked) << printable(name);
        EXPECT_EQ(checked.error().code, ErrorCode::invalid_argument);
        EXPECT_EQ(printable(checked.error().message, 1000), checked.error().message);
    }
}

}  // namespace
}  // namespace ovfkit::io
