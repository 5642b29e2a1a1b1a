// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include <ovfkit/store/store.hpp>

#include "support/command.hpp"
#include "support/postgres_server.hpp"

namespace ovfkit::store {

/// A test over both databases; a fresh one each time, in which nothing is yet.
class Databases : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        if (is_sqlite()) {
            where_ = folder_ / "record.db";
        } else if (auto* const server = test::PostgresServer::instance(); server != nullptr) {
            where_ = server->fresh_database();
        } else {
            GTEST_SKIP() << "PostgreSQL is not installed";
        }
    }

    [[nodiscard]] static bool is_sqlite() { return std::string(GetParam()) == "Sqlite"; }
    [[nodiscard]] const std::string& where() const { return where_; }
    [[nodiscard]] Store opened() const { return Store::open(where_).value(); }

    /// What another program reads: rows on lines, columns between `|`. Runs several statements as well.
    [[nodiscard]] std::string seen(const std::string& sql) const {
        if (!is_sqlite()) return test::PostgresServer::instance()->query(where_, sql);
        const auto outcome = test::run_python(R"(
import sqlite3, sys
base = sqlite3.connect(sys.argv[1])
statements = [sys.argv[2]] if ";" not in sys.argv[2] else []
if not statements: base.executescript(sys.argv[2])
for statement in statements:
    for row in base.execute(statement):
        print("|".join("" if cell is None else str(cell) for cell in row))
base.commit()
)",
                                              {where_, sql});
        EXPECT_EQ(outcome.status, 0) << outcome.errors;
        return outcome.output;
    }

private:
    test::TemporaryFolder folder_;
    std::string where_;
};

#define OVFKIT_OVER_BOTH(Suite)                               \
    INSTANTIATE_TEST_SUITE_P(                                 \
        Over, Suite, testing::Values("Sqlite", "Postgresql"), \
        [](const testing::TestParamInfo<const char*>& tested) { return std::string(tested.param); })

}  // namespace ovfkit::store
