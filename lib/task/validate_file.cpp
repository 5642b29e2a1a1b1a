// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/task/validate_file.hpp>

#include <algorithm>
#include <functional>
#include <utility>

#include <ovfkit/io/file.hpp>
#include <ovfkit/io/stream.hpp>
#include <ovfkit/package/edit.hpp>
#include <ovfkit/package/rules.hpp>
#include <ovfkit/package/verify.hpp>
#include <ovfkit/report/inspect.hpp>
#include <ovfkit/task/source.hpp>
#include <ovfkit/trust/signed_trust.hpp>
#include <ovfkit/validate/environment.hpp>
#include <ovfkit/validate/rules.hpp>
#include <ovfkit/validate/validate.hpp>

namespace ovfkit::task {
namespace {

using report::ValidatedFile;

struct LeftOut {
    std::size_t count = 0;
    Severity worst = Severity::note;
};

/// Takes findings away until there are `most`: the least weighty ones, and of equal ones those at the end.
LeftOut leave_the_gravest(std::vector<Diagnostic>& findings, std::size_t most) {
    if (findings.size() <= most) return {};
    std::vector<Severity> weights;
    for (const Diagnostic& one : findings) weights.push_back(one.severity);
    std::nth_element(weights.begin(), weights.begin() + static_cast<std::ptrdiff_t>(most), weights.end(),
                     std::greater<>());
    const LeftOut left_out{findings.size() - most, weights[most]};
    const auto graver = [&](const Diagnostic& one) { return one.severity > left_out.worst; };
    std::size_t room = most - static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), graver));
    const auto goes = [&](const Diagnostic& one) {
        if (one.severity != left_out.worst) return one.severity < left_out.worst;
        return room == 0 || room-- == 0;
    };
    findings.erase(std::remove_if(findings.begin(), findings.end(), goes), findings.end());
    return left_out;
}

/// One run over one path.
class Check {
public:
    Check(const std::string& path, const FileCheck& how) : path_(path), how_(how), found_(most_kept) {
        file_.name = path == "-" ? "standard input" : path;
        verify_.open.limits = how.limits;
        verify_.open.check_descriptor = !how.digests;  // else it is part of the verification
        verify_.anchors = how.anchors;
        verify_.allow_sha1 = how.allow_sha1;
        verify_.time = how.time;
        verify_.progress = how.progress;
        verify_.threads = 1;  // the files are what is done at once
    }

    CheckedFile run() {
        read();
        return judged();
    }
    CheckedFile run(io::Input& input) {
        read_once(input, path_);
        return judged();
    }

private:
    CheckedFile judged() {
        judge();
        return {std::move(file_), std::move(verification_)};
    }

    void read() {
        if (path_ != "-" && !is_pipe(path_)) return how_.descriptor_only ? read_alone() : read_package();
        std::string name;
        const auto input = open_source(path_, name);
        if (!input) return unreadable(input.error());
        read_once(**input, name);
    }

    void read_once(io::Input& input, const std::string& name) {
        io::PeekedInput peeked(input);
        const auto begin = peeked.peek(package::sniffed_bytes);
        if (!begin) return unreadable(begin.error());
        if (package::looks_like_archive(*begin)) return read_stream(peeked, name);
        auto bytes = io::read_all(peeked, how_.limits.max_bytes, name);
        if (!bytes) return unreadable(bytes.error());
        read_descriptor(*std::move(bytes), name);
    }

    void read_package() {
        auto package = package::Package::open(path_, found_, verify_.open);
        if (!package)
            return package.error().code == ErrorCode::not_a_descriptor ? read_alone_again(package.error())
                                                                       : unreadable(package.error());
        take(*std::move(package));
        validate::check(*file_.package, {how_.profile}, found_);
        if (!how_.digests) return;
        auto verified = package::verify(*file_.package, verify_, found_);
        if (!verified) return unreadable(verified.error());
        verification_ = *std::move(verified);
    }

    void read_stream(io::Input& input, const std::string& name) {
        auto streamed = package::verify_stream(input, name, verify_, found_);
        if (!streamed) return unreadable(streamed.error());
        verification_ = std::move(streamed->verification);
        take(std::move(streamed->package));
        validate::check(*file_.package, {how_.profile}, found_);
    }

    void take(package::Package package) {
        file_.descriptor = package.descriptor();
        file_.package = std::move(package);
        check_descriptor();
    }

    /// What is no descriptor may be an environment; what was said of it before does not count then.
    void read_alone_again(const Error& error) {
        auto bytes = io::read_file(path_, how_.limits);
        if (!bytes || bytes->find("nvironment") == std::string::npos) return unreadable(error);
        Diagnostics before = std::exchange(found_, Diagnostics(most_kept));
        if (!read_environment(*bytes, path_)) {
            found_ = std::move(before);
            unreadable(error);
        }
    }

    /// The descriptor, in whatever it lies, and nothing else of it.
    void read_alone() {
        const auto form = package::form_of(path_);
        if (form && *form != package::Form::bare) {
            Diagnostics ignored(most_kept);
            const auto package = package::Package::open(path_, ignored, verify_.open);
            if (package)
                return read_descriptor(std::string(package->descriptor().bytes()), package->descriptor().name());
            found_.append(ignored);
            return unreadable(package.error());
        }
        auto bytes = io::read_file(path_, how_.limits);
        if (!bytes) return unreadable(bytes.error());
        read_descriptor(*std::move(bytes), path_);
    }

    void read_descriptor(std::string bytes, const std::string& name) {
        descriptor::ReadOptions options;
        options.limits = how_.limits;
        options.name = name;
        auto descriptor = descriptor::Descriptor::parse(bytes, found_, options);
        if (descriptor) {
            file_.descriptor = *std::move(descriptor);
            return check_descriptor();
        }
        Diagnostics before = std::exchange(found_, Diagnostics(most_kept));
        if (descriptor.error().code == ErrorCode::not_a_descriptor && read_environment(bytes, name)) return;
        found_ = std::move(before);
        unreadable(descriptor.error());
    }

    /// Whether it is one.
    bool read_environment(const std::string& bytes, const std::string& name) {
        const auto checked = validate::check_environment(bytes, name, {how_.profile}, found_);
        return checked || checked.error().code != ErrorCode::not_a_descriptor;
    }

    void check_descriptor() {
        validate::check(*file_.descriptor, {how_.profile}, found_);
        const trust::Evidence evidence = report::collect_trust(*file_.descriptor, found_);
        const auto signature = trust::verify_trust(*file_.descriptor, how_.anchors, {how_.time, how_.allow_sha1});
        const bool flagged = std::any_of(evidence.entities.begin(), evidence.entities.end(),
                                         [](const trust::EntityEvidence& one) { return !one.flags.empty(); });
        // Who makes no statement about trust need not sign one.
        if (flagged || signature.state != trust::SignedTrust::absent)
            trust::report(signature, *file_.descriptor, found_);
    }

    void unreadable(const Error& error) {
        file_.readable = file_.descriptor.has_value();
        if (found_.has(error.rule)) return;  // it was said, and where
        found_.report(validate::rule::unreadable, error.message, error.where);
    }

    void judge() {
        for (Diagnostic& finding : validate::judged(found_, how_.profile)) {
            if (is_said_twice(finding)) continue;
            if (finding.where.source.empty()) finding.where.source = file_.name;
            if (is_suppressed(finding))
                ++file_.suppressed;
            else
                file_.findings.push_back(std::move(finding));
        }
        keep_the_gravest();
    }

    /// Names that clash are seen by who verifies, for whom it is a warning, and by who validates.
    [[nodiscard]] bool is_said_twice(const Diagnostic& finding) const {
        const auto is_clash = [](const Diagnostic& one) { return one.rule == package::rule::name_clash.slug; };
        return verification_ && is_clash(finding) && finding.severity < Severity::error &&
               std::any_of(found_.begin(), found_.end(), [&](const Diagnostic& one) {
                   return is_clash(one) && one.severity == Severity::error && one.where.offset == finding.where.offset;
               });
    }

    /// Nobody can suppress that a file cannot be read, or is not what was vouched for.
    [[nodiscard]] bool is_suppressed(const Diagnostic& finding) const {
        if (!file_.readable || validate::is_about_integrity(finding.rule)) return false;
        return std::any_of(how_.suppressed.begin(), how_.suppressed.end(),
                           [&](const std::string& pattern) { return validate::glob_matches(pattern, finding.rule); });
    }

    /// Leaves `max_diagnostics` findings, and says so; what was left out still counts by its weight. About a file that
    /// cannot be read there is always one.
    void keep_the_gravest() {
        LeftOut left_out = leave_the_gravest(file_.findings, how_.limits.max_diagnostics);
        if (found_.dropped() != 0) left_out = {left_out.count + found_.dropped(), Severity::error};
        if (left_out.count != 0)
            add(validate::rule::too_many_findings, std::to_string(left_out.count) + " more findings are not shown",
                left_out.worst);
        else if (!file_.readable && file_.findings.empty())
            add(validate::rule::unreadable, "the file cannot be validated", Severity::error);
    }

    /// A finding about the file as a whole.
    void add(const Rule& rule, std::string message, Severity severity) {
        Location where;
        where.source = file_.name;
        file_.findings.push_back(
            {rule.slug, severity, std::move(message), std::move(where), {}, std::string(rule.hint)});
    }

    /// Kept of a file before anybody asks what counts; enough for any file that is meant well.
    static constexpr std::size_t most_kept = 100'000;

    const std::string& path_;
    const FileCheck& how_;
    package::VerifyOptions verify_;
    Diagnostics found_;
    ValidatedFile file_;
    std::optional<package::Verification> verification_;
};

}  // namespace

CheckedFile validate_file(const std::string& path, const FileCheck& check) { return Check(path, check).run(); }

CheckedFile validate_input(io::Input& input, const std::string& name, const FileCheck& check) {
    return Check(name, check).run(input);
}

}  // namespace ovfkit::task
