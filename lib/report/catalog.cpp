// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/report/catalog.hpp>

#include <algorithm>

#include <ovfkit/attest/rules.hpp>
#include <ovfkit/descriptor/rules.hpp>
#include <ovfkit/engine/rules.hpp>
#include <ovfkit/io/rules.hpp>
#include <ovfkit/manifest/rules.hpp>
#include <ovfkit/package/rules.hpp>
#include <ovfkit/text/rules.hpp>
#include <ovfkit/trust/rules.hpp>
#include <ovfkit/validate/validate.hpp>
#include <ovfkit/xml/rules.hpp>

namespace ovfkit::report {

std::vector<const Rule*> catalog() {
    std::vector<const Rule*> all;
    for (const auto& rules : {text::rules(), io::rules(), xml::rules(), descriptor::rules(), manifest::rules(),
                              package::rules(), validate::rules(), trust::rules(), attest::rules(), engine::rules()})
        all.insert(all.end(), rules.begin(), rules.end());
    std::sort(all.begin(), all.end(), [](const Rule* a, const Rule* b) { return a->slug < b->slug; });
    return all;
}

const Rule* find_rule(std::string_view slug) {
    for (const Rule* rule : catalog())
        if (rule->slug == slug) return rule;
    return nullptr;
}

}  // namespace ovfkit::report
