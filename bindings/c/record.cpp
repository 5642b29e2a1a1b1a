// SPDX-License-Identifier: Apache-2.0
#include "import_handle.hpp"
#include "store_handle.hpp"

using namespace ovfkit;
using namespace ovfkit::c;

struct ovfkit_record_options {
    std::int64_t time = 0;
    std::string file{};
    std::optional<std::string> sha256{};
    std::optional<std::string> audit_log{};
    ovfkit_store* store = nullptr;
};

namespace {

/// The log first, as the command line has it.
std::vector<task::Keeper> keepers_of(const ovfkit_record_options* options) {
    std::vector<task::Keeper> keepers;
    if (options && options->audit_log) keepers.push_back(task::audit_log(*options->audit_log));
    if (options && options->store)
        keepers.emplace_back([store = options->store](const trust::AuditRecord& record) -> Result<void> {
            const auto number = store->store.record(record);
            return number ? Result<void>() : Result<void>(number.error());
        });
    return keepers;
}

Result<std::unique_ptr<ovfkit_decision>> recorded(const ovfkit_decision& decision,
                                                  const ovfkit_record_options* options) {
    const ovfkit_record_options none;
    const ovfkit_record_options& how = options ? *options : none;
    const auto subject = subject_of(decision, how.time, how.file.c_str(), how.sha256 ? how.sha256->c_str() : nullptr);
    if (!subject) return subject.error();
    const std::vector<task::Keeper> keepers = keepers_of(options);
    task::Recorded kept = task::record_decision(decision.decision, *subject, keepers, decision.demand);
    auto made = std::make_unique<ovfkit_decision>(decision);
    made->decision = std::move(kept.decision);
    made->record_state = !kept.everywhere  ? OVFKIT_RECORD_FAILED
                         : keepers.empty() ? OVFKIT_RECORD_NOT_MADE
                                           : OVFKIT_RECORD_KEPT;
    made->record_failure = kept.error ? kept.error->message : std::string();
    return made;
}

std::optional<std::string> some(const char* words) { return words ? std::optional<std::string>(words) : std::nullopt; }

}  // namespace

ovfkit_status ovfkit_record_options_create(std::int64_t time, const char* file, ovfkit_record_options** out,
                                           ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_record_options>> {
        if (!file) return missing("file");
        auto made = std::make_unique<ovfkit_record_options>();
        made->time = time;
        made->file = file;
        return made;
    });
}

void ovfkit_record_options_free(ovfkit_record_options* options) noexcept { delete options; }

ovfkit_status ovfkit_record_options_set_sha256(ovfkit_record_options* options, const char* sha256,
                                               ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_record_options& to) -> Result<void> {
        to.sha256 = some(sha256);
        return {};
    });
}

ovfkit_status ovfkit_record_options_set_audit_log(ovfkit_record_options* options, const char* path,
                                                  ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_record_options& to) -> Result<void> {
        to.audit_log.reset();
        if (path) to.audit_log = path_of(path);
        return {};
    });
}

ovfkit_status ovfkit_record_options_set_store(ovfkit_record_options* options, ovfkit_store* store,
                                              ovfkit_error** error) noexcept {
    return changing(options, error, [&](ovfkit_record_options& to) -> Result<void> {
        to.store = store;
        return {};
    });
}

ovfkit_status ovfkit_decision_record(const ovfkit_decision* decision, const ovfkit_record_options* options,
                                     ovfkit_decision** out, ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_decision>> {
        if (!decision) return missing("decision");
        if (!options) return missing("options");
        return recorded(*decision, options);
    });
}

ovfkit_status ovfkit_decide_and_record(const ovfkit_descriptor* descriptor, const ovfkit_import_options* options,
                                       const ovfkit_record_options* record, ovfkit_decision** out,
                                       ovfkit_error** error) noexcept {
    return making(out, error, [&](Diagnostics&) -> Result<std::unique_ptr<ovfkit_decision>> {
        if (!descriptor) return missing("descriptor");
        if (!options) return missing("options");
        Diagnostics found;
        const trust::Evidence evidence = evidence_for(*descriptor, *options, found);
        const auto decision = decided(evidence, *options, sha256_of(descriptor->descriptor.bytes()), std::move(found));
        return recorded(*decision, record);
    });
}

std::int32_t ovfkit_decision_record_required(const ovfkit_decision* decision) noexcept {
    return !decision || decision->demand.record == trust::Policy::Record::required ? 1 : 0;
}

std::int32_t ovfkit_decision_record_state(const ovfkit_decision* decision) noexcept {
    return decision ? decision->record_state : OVFKIT_RECORD_NOT_MADE;
}

ovfkit_string ovfkit_decision_record_failure(const ovfkit_decision* decision) noexcept {
    return text_about(decision, [](auto& one) { return std::string_view(one.record_failure); });
}

std::int32_t ovfkit_policy_record_required(const ovfkit_policy* policy) noexcept {
    return !policy || policy->policy.record == trust::Policy::Record::required ? 1 : 0;
}
