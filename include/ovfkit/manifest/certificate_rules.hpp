// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ovfkit/base/diagnostic.hpp>

/// The findings about a `.cert` file, each declared once. What its signature is worth is not among them.
namespace ovfkit::manifest::certificate_rule {

inline constexpr Rule no_signature{"certificate/no-signature",
                                   Severity::error,
                                   "the certificate file has no signature",
                                   "DSP0243 1.1.1 section 5.1",
                                   "a certificate alone proves nothing of the package it lies in",
                                   "sign the manifest",
                                   "0.1.0"};

inline constexpr Rule no_signature_line{"certificate/no-signature-line",
                                        Severity::warning,
                                        "there is a CMS signature, but not the line of the standard",
                                        "DSP0243 1.1.1 section 5.1",
                                        "most importers look at the line only and take the package for unsigned",
                                        "sign the manifest with the line SHA256(name.mf)= signature as well",
                                        "0.1.0"};

inline constexpr Rule unreadable_signature{"certificate/unreadable-signature",
                                           Severity::error,
                                           "the line of the signature cannot be read",
                                           "DSP0243 1.1.1 section 5.1",
                                           "a signature that cannot be read cannot be verified",
                                           "sign the manifest anew",
                                           "0.1.0"};

inline constexpr Rule second_signature{"certificate/second-signature",
                                       Severity::error,
                                       "there is more than one signature of a kind",
                                       "DSP0243 1.1.1 section 5.1",
                                       "importers differ in which one they look at; only the first is used here",
                                       "sign the manifest anew",
                                       "0.1.0"};

inline constexpr Rule late_signature{"certificate/late-signature",
                                     Severity::warning,
                                     "the line of the signature does not come first",
                                     "DSP0243 1.1.1 section 5.1",
                                     "some importers read the first line only",
                                     "put the line of the signature before the certificate",
                                     "0.1.0"};

inline constexpr Rule unknown_algorithm{"certificate/unknown-algorithm",
                                        Severity::error,
                                        "the signature names a digest algorithm that is not known",
                                        "DSP0243 1.1.1 section 5.1",
                                        "importers cannot tell how to verify it",
                                        "sign the manifest anew with SHA256",
                                        "0.1.0"};

inline constexpr Rule spelling{"certificate/spelling",
                               Severity::warning,
                               "the line of the signature is not spelled as the standard does",
                               "DSP0243 1.1.1 section 5.1",
                               "some importers read exactly one spelling",
                               "write SHA256(name.mf)= signature and a line feed",
                               "0.1.0"};

inline constexpr Rule no_certificate{"certificate/no-certificate",
                                     Severity::error,
                                     "the certificate file has no certificate",
                                     "DSP0243 1.1.1 section 5.1",
                                     "nobody can tell whose signature it is, nor verify it",
                                     "append the signer's certificate in PEM",
                                     "0.1.0"};

inline constexpr Rule broken_block{"certificate/broken-block",
                                   Severity::error,
                                   "a PEM block is damaged or has no end",
                                   "RFC 7468 section 3",
                                   "what stands in it is lost",
                                   "write the certificate file anew",
                                   "0.1.0"};

inline constexpr Rule unknown_block{"certificate/unknown-block",
                                    Severity::warning,
                                    "there is a PEM block that is neither a certificate nor a CMS signature",
                                    "DSP0243 1.1.1 section 5.1",
                                    "the standard has no place for it; it is left out of account",
                                    "leave the block out",
                                    "0.1.0"};

inline constexpr Rule private_key{"certificate/private-key",
                                  Severity::error,
                                  "there is a private key in the certificate file",
                                  "",
                                  "everybody who has the package can sign in the name of its owner",
                                  "take the key out, have its certificate revoked, and sign with a new key",
                                  "0.1.0"};

inline constexpr Rule further_certificates{"certificate/further-certificates",
                                           Severity::note,
                                           "there are certificates behind the signer's",
                                           "DSP0243 1.1.1 section 5.1",
                                           "the standard has a place for one; most importers leave the others out of "
                                           "account, and so may not find the chain",
                                           "",
                                           "0.1.0"};

inline constexpr Rule stray_text{"certificate/stray-text",
                                 Severity::warning,
                                 "there is text that belongs to no signature and no PEM block",
                                 "DSP0243 1.1.1 section 5.1",
                                 "some importers refuse the file",
                                 "leave out what is neither the line of the signature nor a PEM block",
                                 "0.1.0"};

inline constexpr Rule padding{"certificate/padding",
                              Severity::note,
                              "the certificate file is filled up behind its last line",
                              "DSP0243 1.1.1 section 5.1",
                              "tools reserve space in an archive before they sign; importers are used to it",
                              "",
                              "0.1.0"};

inline constexpr Rule too_large{"certificate/too-large",
                                Severity::error,
                                "the certificate file is larger than the limit on bytes",
                                "",
                                "it holds a line and a certificate; the limit bounds what a hostile file can cost",
                                "raise the limit if the file is what it should be",
                                "0.1.0"};

inline constexpr Rule too_many_certificates{"certificate/too-many-certificates",
                                            Severity::error,
                                            "there are more certificates than the limit",
                                            "",
                                            "a chain has a handful; the limit bounds what a hostile file can cost",
                                            "raise the limit if the file is what it should be",
                                            "0.1.0"};

}  // namespace ovfkit::manifest::certificate_rule
