// SPDX-License-Identifier: Apache-2.0
#include "store/database.hpp"

namespace ovfkit::store {

Result<std::unique_ptr<Database>> open_postgresql(const std::string& /*url*/, const Store::Options& /*options*/) {
    return store_error(ErrorCode::unsupported, "PostgreSQL is not there yet");
}

}  // namespace ovfkit::store
