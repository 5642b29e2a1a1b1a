// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "store/records.hpp"
#include "support/command.hpp"
#include "support/files.hpp"

namespace ovfkit::store {
namespace {

using test::TemporaryFolder;
using testing::HasSubstr;

Store opened(const std::string& path) { return Store::open(path).value(); }

TEST(Sqlite, MakesAFileThatOnlyItsOwnerCanRead) {
    const TemporaryFolder folder;
    auto store = opened(folder / "record.db");
    EXPECT_EQ(store.schema_version().value(), 2);
    struct stat status {};
    ASSERT_EQ(::stat((folder / "record.db").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    EXPECT_EQ(store.record(record_of({trusted_vm("id", "vm")}, lab)).value(), 1);
    EXPECT_EQ(store.history().value().size(), 1U);
}

}  // namespace
}  // namespace ovfkit::store
