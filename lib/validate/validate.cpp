// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/validate/validate.hpp>

#include <ovfkit/validate/rules.hpp>

#include "validate/group.hpp"

namespace ovfkit::validate {
namespace {

const std::vector<Group>& groups() {
    static const std::vector<Group> all{schema_group(),   document_group(), reference_group(), disk_group(),
                                        hardware_group(), section_group(),  product_group(),   deployment_group(),
                                        string_group(),   target_group(),   ovirt_group()};
    return all;
}

applies::Mask mask_of(descriptor::Grammar grammar) {
    using descriptor::Grammar;
    switch (grammar) {
        case Grammar::draft_0_9: return applies::draft;
        case Grammar::ovf_1: return applies::ovf_1;
        case Grammar::ovf_2: return applies::ovf_2;
        case Grammar::ovirt: return applies::ovirt;
        case Grammar::ovirt_ova: return applies::ovirt_ova;
    }
    return applies::all;
}

}  // namespace

void check(const descriptor::Descriptor& descriptor, const Options& options, Diagnostics& diagnostics) {
    const Subject subject(descriptor);
    Findings findings(subject, options.profile, diagnostics);
    const applies::Mask grammar = mask_of(subject.grammar);
    for (const Group& group : groups())
        for (const Pass& pass : group.passes)
            if ((pass.on & grammar) != 0) pass.run(subject, findings);
}

std::vector<const Rule*> rules() {
    std::vector<const Rule*> all = package_rules();
    all.push_back(&rule::unreadable);
    all.push_back(&rule::too_many_findings);
    for (const Group& group : groups()) all.insert(all.end(), group.rules.begin(), group.rules.end());
    const std::vector<const Rule*> of_environments = environment_rules();
    all.insert(all.end(), of_environments.begin(), of_environments.end());
    return all;
}

}  // namespace ovfkit::validate
