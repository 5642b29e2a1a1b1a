// SPDX-License-Identifier: Apache-2.0
#include "store_options.hpp"

#include <cstdlib>

#include "options.hpp"

namespace ovfkit::cli {

CLI::Option* add_store(CLI::App& verb, StoreOptions& options, const std::string& help) {
    const auto take = [&options](const std::string& where) {
        if (where.empty()) throw CLI::ValidationError("--store", "'' is neither a file nor a URL");
        if (const auto checked = store::check_place(where); !checked)
            throw CLI::ValidationError("--store", checked.error().message);
        if (store::holds_password(where))
            throw CLI::ValidationError("--store",
                                       "others can read a password on the command line: put it into the variable "
                                       "OVFKIT_STORE_PASSWORD, or into a password file that the URL names (passfile=)");
        options.where = where;
    };
    const std::string how_known = "; a server over the network needs ?sslrootcert=FILE in the URL (or an sslmode)";
    CLI::Option* option = verb.add_option_function<std::string>("--store", take, help + how_known);
    return set_takes(verb, option->type_name("FILE|URL"), paths::any());
}

Result<store::Store> open_store(const StoreOptions& options) {
    store::Store::Options how;
    how.must_exist = options.must_exist;
    const char* const password = std::getenv("OVFKIT_STORE_PASSWORD");
    if (password != nullptr) how.password = password;
    return store::Store::open(options.where, how);
}

}  // namespace ovfkit::cli
