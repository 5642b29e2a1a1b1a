// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <CLI/CLI.hpp>
#include <ovfkit/base/result.hpp>
#include <ovfkit/store/store.hpp>

namespace ovfkit::cli {

/// Where the record is.
struct StoreOptions {
    std::string where;  ///< empty: not given
    bool must_exist = false;
};

/// `--store`; a URL with a password in it is wrong usage, because everybody on the machine can read it.
CLI::Option* add_store(CLI::App& verb, StoreOptions& options, const std::string& help);

/// The record, with the password of the environment (OVFKIT_STORE_PASSWORD) for a database that needs one.
[[nodiscard]] Result<store::Store> open_store(const StoreOptions& options);

}  // namespace ovfkit::cli
