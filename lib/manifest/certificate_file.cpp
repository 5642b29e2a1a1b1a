// SPDX-License-Identifier: Apache-2.0
#include <ovfkit/manifest/certificate_file.hpp>
#include <ovfkit/manifest/certificate_rules.hpp>
#include <ovfkit/manifest/manifest.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>

#include "base/ascii.hpp"
#include "manifest/line.hpp"
#include "manifest/lines.hpp"

namespace ovfkit::manifest {
namespace {

constexpr std::string_view begin_mark = "-----BEGIN ";
constexpr std::string_view end_mark = "-----END ";
constexpr std::string_view dashes = "-----";

// The label of `-----BEGIN label-----`; empty for any other line.
std::string_view label_of(std::string_view line, std::string_view mark) {
    line = line.substr(0, line.find_last_not_of(blanks) + 1);
    if (line.size() <= mark.size() + dashes.size() || line.substr(0, mark.size()) != mark ||
        line.substr(line.size() - dashes.size()) != dashes)
        return {};
    return line.substr(mark.size(), line.size() - mark.size() - dashes.size());
}

bool is_certificate_block(std::string_view label) { return label == "CERTIFICATE" || label == "X509 CERTIFICATE"; }
bool is_cms_block(std::string_view label) {
    return label == "CMS" || label == "PKCS7" || label == "PKCS #7 SIGNED DATA";
}
bool is_key_block(std::string_view label) {
    constexpr std::string_view ending = "PRIVATE KEY";
    return label.size() >= ending.size() && label.substr(label.size() - ending.size()) == ending;
}

// A line that is not one of base64 has no place in a block: RFC 7468 knows no headers.
bool is_base64_line(std::string_view line) {
    return std::all_of(line.begin(), line.end(), [](char c) {
        return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '+' || c == '/' || c == '=' ||
               c == ' ' || c == '\t';
    });
}

// Something like `SHA256(name)= ...` that went wrong, and not any other text.
bool is_like_signature(std::string_view line) {
    const std::size_t open = line.find('(');
    return open != std::string_view::npos && line.find('=', open) != std::string_view::npos;
}

std::string bytes_of_hex(std::string_view hex) {
    const auto value = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : lower(c) - 'a' + 10); };
    std::string bytes;
    bytes.reserve(hex.size() / 2);
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>((value(hex[i]) << 4U) | value(hex[i + 1]));
    return bytes;
}

class CertificateFileParser {
public:
    CertificateFileParser(std::string_view bytes, std::string_view source, Diagnostics& diagnostics,
                          const CertificateFileLimits& limits)
        : bytes_(bytes),
          within_(extent(bytes)),
          source_(source),
          lines_(bytes, within_, source),
          diagnostics_(diagnostics),
          limits_(limits) {}

    Result<CertificateFile> run();

private:
    bool take_block(std::string_view label);
    // The block that begins on this line, without the last line end; empty when it is damaged.
    std::string take_block_text(std::string_view label);
    bool take_certificate(std::string text, const Location& where);
    void take_line();
    void take_signature(const Line& line);
    void note_end();
    bool refuse(const Rule& rule, std::string message, Location where);
    void note(const Rule& rule) {
        recurring_.note(rule, [&] { return place(); });
    }
    [[nodiscard]] Location place() const { return lines_.locate(lines_.begin(), lines_.end()); }
    [[nodiscard]] Location place(std::string_view part) const {
        const auto begin = static_cast<std::size_t>(part.data() - bytes_.data());
        return lines_.locate(begin, begin + part.size());
    }
    [[nodiscard]] Span span() const {
        return {static_cast<std::uint32_t>(lines_.begin()), static_cast<std::uint32_t>(lines_.end())};
    }

    std::string_view bytes_;
    Extent within_;
    std::string_view source_;
    Lines lines_;
    Diagnostics& diagnostics_;
    const CertificateFileLimits& limits_;
    CertificateFile file_;
    Recurring recurring_;
    bool taken_ = true;        // the current line is done with
    bool seen_line_ = false;   // of a signature, good or bad
    bool seen_block_ = false;  // of any kind
    std::optional<Error> refusal_;
};

bool CertificateFileParser::refuse(const Rule& rule, std::string message, Location where) {
    diagnostics_.report(rule, message, where);
    refusal_ = Error{ErrorCode::limit_exceeded, std::move(message), std::move(where), rule.slug};
    return false;
}

std::string CertificateFileParser::take_block_text(std::string_view label) {
    const std::size_t begin = lines_.begin();
    const Location where = place();
    while (lines_.next()) {
        const std::string_view line = lines_.text();
        if (line.substr(0, dashes.size()) == dashes) {
            if (label_of(line, end_mark) != label) {
                taken_ = false;  // it may begin the next block
                break;
            }
            return std::string(bytes_.substr(begin, lines_.begin() + line.find_last_not_of(blanks) + 1 - begin));
        }
        if (is_base64_line(line)) continue;
        diagnostics_.report(certificate_rule::broken_block, "the line is not base64, inside the block " + quoted(label),
                            place());
        // Its end is looked for all the same, so that what is inside is not taken for lines of the file.
        while (lines_.next() && label_of(lines_.text(), end_mark).empty()) {
        }
        return {};
    }
    diagnostics_.report(certificate_rule::broken_block, "the block " + quoted(label) + " has no end", where);
    return {};
}

bool CertificateFileParser::take_certificate(std::string text, const Location& where) {
    if (file_.certificates.size() >= limits_.max_certificates)
        return refuse(certificate_rule::too_many_certificates,
                      "there are more than " + std::to_string(limits_.max_certificates) + " certificates", where);
    if (!file_.certificates.empty()) recurring_.note(certificate_rule::further_certificates, [&] { return where; });
    file_.certificates.push_back(std::move(text));
    return true;
}

bool CertificateFileParser::take_block(std::string_view label) {
    const Location where = place();
    const std::size_t begin = lines_.begin();
    seen_block_ = true;
    std::string text = take_block_text(label);
    if (is_key_block(label)) {
        recurring_.note(certificate_rule::private_key, [&] { return where; });
        return true;
    }
    if (text.empty()) return true;
    if (is_certificate_block(label)) return take_certificate(std::move(text), where);
    if (!is_cms_block(label)) {
        recurring_.note(certificate_rule::unknown_block, [&] { return where; });
        return true;
    }
    if (!file_.cms.empty()) {
        recurring_.note(certificate_rule::second_signature, [&] { return where; });
        return true;
    }
    file_.cms_at = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + text.size())};
    file_.cms = std::move(text);
    return true;
}

void CertificateFileParser::take_signature(const Line& line) {
    if (line.hex.size() % 2 != 0) {
        diagnostics_.report(certificate_rule::unreadable_signature, "the signature has an odd number of hex digits",
                            place(line.hex));
        return;
    }
    if (!file_.signature.empty()) return note(certificate_rule::second_signature);
    file_.manifest_name = std::string(line.name);
    file_.algorithm = std::string(line.algorithm);
    file_.signature = bytes_of_hex(line.hex);
    file_.signature_at = span();

    Entry entry;
    entry.algorithm = file_.algorithm;
    const auto known = entry.known_algorithm();
    if (!known)
        diagnostics_.report(certificate_rule::unknown_algorithm,
                            "the digest algorithm " + quoted(line.algorithm) + " is not known", place(line.algorithm));
    bool odd = known && file_.algorithm != crypto::to_string(*known);
    odd = odd || std::any_of(line.odd.begin(), line.odd.end(), [](std::size_t at) { return at != Line::nowhere; });
    odd = odd || lines_.ending() != "\n";
    if (odd) note(certificate_rule::spelling);
}

void CertificateFileParser::take_line() {
    const auto parsed = parse_line(lines_.text());
    const auto* problem = std::get_if<LineProblem>(&parsed);
    if (problem != nullptr && !is_like_signature(lines_.text())) return note(certificate_rule::stray_text);
    if (seen_block_) note(certificate_rule::late_signature);
    seen_line_ = true;
    if (problem == nullptr) return take_signature(std::get<Line>(parsed));
    diagnostics_.report(
        certificate_rule::unreadable_signature, "the line of the signature cannot be read: " + problem->what,
        diagnostics_.keeps(Severity::error) ? lines_.locate(lines_.begin() + problem->at, lines_.end()) : Location());
}

// What is missing is missing in the whole file.
void CertificateFileParser::note_end() {
    const auto missing = [&](const Rule& rule) {
        diagnostics_.report(rule, std::string(rule.title), Location{std::string(source_), {}, 1, 1, {}});
    };
    if (!seen_line_ && file_.cms.empty()) missing(certificate_rule::no_signature);
    if (!seen_line_ && !file_.cms.empty()) missing(certificate_rule::no_signature_line);
    if (file_.certificates.empty() && file_.cms.empty()) missing(certificate_rule::no_certificate);
    const bool filled = bytes_.find_first_not_of("\r\n", within_.end) != std::string_view::npos;
    if (filled && (seen_line_ || seen_block_))
        recurring_.note(certificate_rule::padding, [&] { return lines_.locate(within_.end, bytes_.size()); });
}

Result<CertificateFile> CertificateFileParser::run() {
    const std::size_t most = std::min<std::size_t>(limits_.max_bytes, std::numeric_limits<std::uint32_t>::max());
    if (bytes_.size() > most) {
        refuse(certificate_rule::too_large,
               "the certificate file has " + std::to_string(bytes_.size()) + " bytes; the limit is " +
                   std::to_string(most),
               Location{std::string(source_), {}, 0, 0, {}});
        return *refusal_;
    }
    if (within_.begin != 0)
        recurring_.note(certificate_rule::spelling, [&] {
            return Location{std::string(source_), {0, static_cast<std::uint32_t>(within_.begin)}, 1, 1, {}};
        });
    while (!taken_ || lines_.next()) {
        taken_ = true;
        if (lines_.is_blank()) continue;
        const std::string_view label = label_of(lines_.text(), begin_mark);
        if (label.empty())
            take_line();
        else if (!take_block(label))
            return *refusal_;
    }
    note_end();
    recurring_.report(diagnostics_);
    return std::move(file_);
}

// One PEM block and nothing else.
bool is_block(std::string_view text, bool (*is_label)(std::string_view)) {
    if (!is_label(label_of(text.substr(0, text.find('\n')), begin_mark))) return false;
    Diagnostics ignored;
    const auto read = parse_certificate_file(text, "", ignored);
    if (!read) return false;
    return read->certificates.size() == 1 ? read->certificates.front() == text : read->cms == text;
}

}  // namespace

Result<CertificateFile> parse_certificate_file(std::string_view bytes, std::string_view name, Diagnostics& diagnostics,
                                               const CertificateFileLimits& limits) {
    return CertificateFileParser(bytes, name, diagnostics, limits).run();
}

Result<std::string> write_certificate_file(const CertificateFile& file) {
    const auto refused = [](const char* message) { return Error{ErrorCode::invalid_argument, message, {}, {}}; };
    std::string text;
    if (!file.signature.empty()) {
        Entry entry;
        entry.algorithm = file.algorithm;
        const auto known = entry.known_algorithm();
        if (!known) return refused("the digest algorithm of the signature is not known");
        if (!is_writable_name(file.manifest_name)) return refused("a certificate file cannot hold the manifest's name");
        text.append(crypto::to_string(*known)).append("(").append(file.manifest_name).append(")= ");
        constexpr char digits[] = "0123456789abcdef";
        for (const char c : file.signature) {
            text += digits[static_cast<unsigned char>(c) >> 4U];
            text += digits[static_cast<unsigned char>(c) & 0xFU];
        }
        text += '\n';
    } else if (file.cms.empty()) {
        return refused("there is no signature to write");
    }
    if (file.certificates.empty() && file.cms.empty()) return refused("there is no certificate to write");
    for (const std::string& certificate : file.certificates) {
        if (!is_block(trimmed(certificate), is_certificate_block)) return refused("a certificate is no PEM block");
        text.append(trimmed(certificate)).append("\n");
    }
    if (file.cms.empty()) return text;
    if (!is_block(trimmed(file.cms), is_cms_block)) return refused("the CMS signature is no PEM block");
    return text.append(trimmed(file.cms)).append("\n");
}

}  // namespace ovfkit::manifest
