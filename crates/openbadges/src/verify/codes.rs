#![doc = include_str!("../../CODES.md")]

use super::StepName;

/// A code and what it says.
///
/// ```
/// use openbadges::verify::codes;
///
/// for code in codes::ALL {
///     println!("{}: {}", code.code, code.says);
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The step it belongs to.
    pub step: StepName,
    /// The code, as reports have it.
    pub code: &'static str,
    /// One sentence for people, without the values of a particular badge.
    pub says: &'static str,
}

const fn code(step: StepName, code: &'static str, says: &'static str) -> Code {
    Code { step, code, says }
}

/// The code by its name.
///
/// ```
/// use openbadges::verify::codes;
///
/// let says = codes::named("status.revoked").map(|code| code.says);
/// assert_eq!(says, Some("The issuer has revoked the badge."));
/// ```
#[must_use]
pub fn named(name: &str) -> Option<&'static Code> {
    ALL.iter().find(|code| code.code == name)
}

/// All codes, in the order of the steps.
///
/// ```
/// use openbadges::verify::{StepName, codes};
///
/// let of_status = codes::ALL.iter().filter(|code| code.step == StepName::Status);
/// assert!(of_status.map(|code| code.code).any(|code| code == "status.suspended"));
/// ```
pub const ALL: &[Code] = &[
    code(
        StepName::Read,
        "read.ok",
        "A badge was found in what was given.",
    ),
    code(
        StepName::Read,
        "read.several",
        "The file holds more than one badge; the report is about the first.",
    ),
    code(
        StepName::Read,
        "read.unsupported",
        "It is a credential of a kind that is not verified here.",
    ),
    code(StepName::Read, "read.empty", "The file is empty."),
    code(
        StepName::Read,
        "read.unknown_format",
        "It is no kind of file or text that a badge comes in.",
    ),
    code(
        StepName::Read,
        "read.no_badge",
        "The picture or PDF holds no badge.",
    ),
    code(
        StepName::Read,
        "read.damaged",
        "The picture is cut off or its checksums are wrong.",
    ),
    code(
        StepName::Read,
        "read.picture",
        "The picture or PDF cannot be read, or holds the badge in a way that is not allowed.",
    ),
    code(
        StepName::Read,
        "read.json",
        "The text is no JSON, has a member twice, is too large or nested too deep.",
    ),
    code(
        StepName::Read,
        "read.not_a_badge",
        "It is JSON, but no badge.",
    ),
    code(
        StepName::Read,
        "read.unreachable",
        "The badge's address could not be reached.",
    ),
    code(
        StepName::Read,
        "read.gone",
        "There is no badge at the address any more.",
    ),
    code(
        StepName::Read,
        "read.loop",
        "The address leads to further addresses only.",
    ),
    code(
        StepName::Read,
        "jwt.not_compact",
        "It is no compact JWS, or its envelope holds none.",
    ),
    code(
        StepName::Read,
        "jwt.json",
        "The header or payload of the JWT is no JSON object.",
    ),
    code(
        StepName::Read,
        "jwt.algorithm",
        "The JWT names an algorithm that is not accepted (none, a shared secret, an unknown one).",
    ),
    code(
        StepName::Read,
        "jwt.header",
        "The JWT's header says something that is not accepted, a secret key for example.",
    ),
    code(
        StepName::Schema,
        "schema.ok",
        "The document keeps to its standard.",
    ),
    code(
        StepName::Schema,
        "schema.object",
        "The document is no JSON object.",
    ),
    code(
        StepName::Schema,
        "schema.context",
        "The contexts are not the ones the standard asks for, or in another order.",
    ),
    code(
        StepName::Schema,
        "schema.type",
        "A type is missing or no text.",
    ),
    code(
        StepName::Schema,
        "schema.missing",
        "A member that the standard requires is missing.",
    ),
    code(
        StepName::Schema,
        "schema.value",
        "A value is not of the kind the standard asks for.",
    ),
    code(
        StepName::Schema,
        "schema.list",
        "A list stands where one value may stand.",
    ),
    code(
        StepName::Schema,
        "schema.single",
        "A value stands there in a simpler form than the standard's. It means the same.",
    ),
    code(
        StepName::Schema,
        "schema.unknown_member",
        "A member stands in a class that allows no others.",
    ),
    code(
        StepName::Schema,
        "schema.subject",
        "The badge is about nobody: no id and no identifier.",
    ),
    code(
        StepName::Schema,
        "schema.criteria",
        "The criteria have neither page nor text.",
    ),
    code(
        StepName::Schema,
        "schema.identity_hash",
        "A hashed identity has not the form of a hash.",
    ),
    code(
        StepName::Schema,
        "schema.result",
        "A result does not fit its description.",
    ),
    code(
        StepName::Schema,
        "schema.dates",
        "It ends before it begins.",
    ),
    code(
        StepName::Schema,
        "schema.association",
        "An association of a learner record names an achievement that is not in it.",
    ),
    code(
        StepName::Schema,
        "schema.related_resource",
        "A related resource is malformed, named twice, or its bytes have another digest.",
    ),
    code(
        StepName::Schema,
        "schema.related_missing",
        "A related resource could not be had, so its digest was not compared.",
    ),
    code(
        StepName::Schema,
        "schema.not_checked",
        "The badge names a schema of its own, which was not compared.",
    ),
    code(
        StepName::Schema,
        "schema.ob2",
        "A document of version 2.0 breaks a rule of its standard.",
    ),
    code(
        StepName::Schema,
        "schema.extension",
        "An extension of version 2.0 breaks its schema.",
    ),
    code(
        StepName::Schema,
        "contents.some_failed",
        "Some badges in the learner record do not hold.",
    ),
    code(
        StepName::Proof,
        "proof.ok",
        "The signature fits the content.",
    ),
    code(
        StepName::Proof,
        "proof.superseded",
        "The signature fits; its suite has been replaced by a newer one.",
    ),
    code(
        StepName::Proof,
        "proof.older_context",
        "The signature fits, but was made under an earlier text of the context and leaves members uncovered.",
    ),
    code(StepName::Proof, "proof.none", "The badge is not signed."),
    code(
        StepName::Proof,
        "proof.unsupported",
        "The proof is of a kind that is not checked here.",
    ),
    code(
        StepName::Proof,
        "proof.malformed",
        "A member of the proof is missing or malformed.",
    ),
    code(
        StepName::Proof,
        "proof.bad_signature",
        "The content was changed after signing, or another key signed it.",
    ),
    code(
        StepName::Proof,
        "proof.wrong_key",
        "The key is of another kind than the suite.",
    ),
    code(
        StepName::Proof,
        "proof.other_context",
        "The proof's contexts are not the beginning of the document's.",
    ),
    code(
        StepName::Proof,
        "proof.too_complex",
        "Checking the document would take more work than is allowed.",
    ),
    code(
        StepName::Proof,
        "proof.pointer",
        "A selective proof points to what is not there.",
    ),
    code(
        StepName::Proof,
        "proof.jcs",
        "The document has no canonical JSON form.",
    ),
    code(
        StepName::Proof,
        "proof.expired",
        "The proof says that it must not be used any more.",
    ),
    code(
        StepName::Proof,
        "proof.no_key",
        "Without the issuer's key the signature could not be checked.",
    ),
    code(
        StepName::Proof,
        "proof.claims",
        "A claim of the JWT is missing or does not repeat the badge.",
    ),
    code(
        StepName::Proof,
        "proof.not_in_ledger",
        "The signature fits, but this installation never issued that content.",
    ),
    code(
        StepName::Proof,
        "proof.hosted",
        "Version 2.0: the Assertion is as its host shows it.",
    ),
    code(
        StepName::Proof,
        "proof.no_address",
        "Version 2.0: the Assertion does not say where it is hosted.",
    ),
    code(
        StepName::Proof,
        "proof.unreachable",
        "Version 2.0: the host of the Assertion could not be reached.",
    ),
    code(
        StepName::Proof,
        "proof.not_an_assertion",
        "Version 2.0: the host shows no Assertion.",
    ),
    code(
        StepName::Proof,
        "proof.other_address",
        "Version 2.0: the host's document says that it lies elsewhere.",
    ),
    code(
        StepName::Proof,
        "proof.signed_elsewhere",
        "Version 2.0: the unsigned text of a signed Assertion was given.",
    ),
    code(
        StepName::Proof,
        "issuer.missing",
        "The badge names no issuer, so no signature can be its issuer's.",
    ),
    code(
        StepName::Proof,
        "jwt.wrong_key",
        "The JWT's algorithm is not one of its key.",
    ),
    code(
        StepName::Proof,
        "jsonld.not_an_object",
        "The document is no JSON object.",
    ),
    code(
        StepName::Proof,
        "jsonld.no_context",
        "The document has no context, so nothing in it means anything.",
    ),
    code(
        StepName::Proof,
        "jsonld.unknown_context",
        "The document names a context that is not known here; none is ever fetched.",
    ),
    code(
        StepName::Proof,
        "jsonld.bad_context",
        "A context changes or hides what the standards define.",
    ),
    code(
        StepName::Proof,
        "jsonld.lost_term",
        "A member is defined by no context, so the signature cannot cover it.",
    ),
    code(
        StepName::Proof,
        "jsonld.lost_value",
        "A value would be lost, so the signature cannot cover it.",
    ),
    code(
        StepName::Proof,
        "jsonld.relative_address",
        "An address is not absolute.",
    ),
    code(
        StepName::Proof,
        "jsonld.second_name",
        "Something that decides is said under another name.",
    ),
    code(
        StepName::Proof,
        "jsonld.invalid",
        "The document is not acceptable JSON-LD.",
    ),
    code(
        StepName::Proof,
        "jsonld.empty",
        "The document says nothing.",
    ),
    code(
        StepName::Issuer,
        "issuer.controller",
        "The issuer's document lists the key for claims.",
    ),
    code(
        StepName::Issuer,
        "issuer.did_key",
        "The issuer is the key itself (did:key).",
    ),
    code(
        StepName::Issuer,
        "issuer.did_jwk",
        "The issuer is the key itself (did:jwk).",
    ),
    code(
        StepName::Issuer,
        "issuer.jwks",
        "The issuer's JWK Set holds the key.",
    ),
    code(
        StepName::Issuer,
        "issuer.in_scope",
        "Version 2.0: the badge lies where the issuer keeps its badges.",
    ),
    code(
        StepName::Issuer,
        "issuer.listed",
        "Version 2.0: the issuer's profile lists the key.",
    ),
    code(
        StepName::Issuer,
        "issuer.not_checked",
        "Without a proof there is no key to compare.",
    ),
    code(
        StepName::Issuer,
        "issuer.unreachable",
        "The issuer's document could not be had.",
    ),
    code(
        StepName::Issuer,
        "issuer.method_unsupported",
        "The key is named by a kind of address that cannot be looked up here.",
    ),
    code(
        StepName::Issuer,
        "issuer.unbound",
        "Nothing ties the key to the issuer, and its address names nothing that could be asked.",
    ),
    code(
        StepName::Issuer,
        "issuer.key",
        "The key is malformed, weak or of a kind not handled here.",
    ),
    code(
        StepName::Issuer,
        "issuer.key_not_listed",
        "The issuer does not list the key: somebody else signed in its name.",
    ),
    code(
        StepName::Issuer,
        "issuer.key_not_for_claims",
        "The issuer lists the key, but not for signing claims.",
    ),
    code(
        StepName::Issuer,
        "issuer.key_of_another",
        "The key belongs to somebody else.",
    ),
    code(
        StepName::Issuer,
        "issuer.key_revoked",
        "The issuer has revoked the key.",
    ),
    code(
        StepName::Issuer,
        "issuer.key_expired",
        "The key had expired before it signed.",
    ),
    code(
        StepName::Issuer,
        "issuer.two_keys",
        "The JWT's header holds one key and names another.",
    ),
    code(
        StepName::Issuer,
        "issuer.document",
        "The issuer's document is about somebody else or lists no keys.",
    ),
    code(
        StepName::Issuer,
        "issuer.out_of_scope",
        "Version 2.0: the badge does not lie where the issuer keeps its badges.",
    ),
    code(
        StepName::ValidityPeriod,
        "period.ok",
        "The badge holds, and ends at a date to come.",
    ),
    code(
        StepName::ValidityPeriod,
        "period.no_end",
        "The badge has no end date.",
    ),
    code(
        StepName::ValidityPeriod,
        "period.not_yet",
        "The badge holds from a later date.",
    ),
    code(
        StepName::ValidityPeriod,
        "period.expired",
        "The badge's end has passed.",
    ),
    code(
        StepName::ValidityPeriod,
        "period.malformed",
        "A date cannot be read.",
    ),
    code(
        StepName::Status,
        "status.clear",
        "The badge is neither revoked nor suspended.",
    ),
    code(
        StepName::Status,
        "status.none",
        "The badge names no place where it could be revoked.",
    ),
    code(
        StepName::Status,
        "status.revoked",
        "The issuer has revoked the badge.",
    ),
    code(
        StepName::Status,
        "status.suspended",
        "The issuer has suspended the badge; it may hold again.",
    ),
    code(
        StepName::Status,
        "status.message",
        "The issuer says something of the badge; it holds all the same.",
    ),
    code(
        StepName::Status,
        "status.refresh",
        "The issuer says that there is a newer revision.",
    ),
    code(
        StepName::Status,
        "status.unsupported",
        "The status is told in a way that cannot be read here.",
    ),
    code(
        StepName::Status,
        "status.malformed",
        "The status entry is malformed.",
    ),
    code(
        StepName::Status,
        "status.unreachable",
        "The status list could not be had.",
    ),
    code(
        StepName::Status,
        "status.other_issuer",
        "The status list is by somebody whom nobody vouches for here.",
    ),
    code(
        StepName::Status,
        "status.list_unsigned",
        "The status list is not properly signed.",
    ),
    code(
        StepName::Status,
        "status.stale",
        "The status list does not hold at this date.",
    ),
    code(
        StepName::Status,
        "status.list",
        "The status list is malformed, too short, or has no such entry.",
    ),
    code(
        StepName::Status,
        "status.too_many",
        "The badge names more statuses than are looked at.",
    ),
    code(
        StepName::Refresh,
        "refresh.none",
        "The badge offers no newer revision.",
    ),
    code(
        StepName::Refresh,
        "refresh.current",
        "This is the newest revision.",
    ),
    code(
        StepName::Refresh,
        "refresh.newer",
        "A newer revision by the same issuer was found; dates and state are taken from it.",
    ),
    code(
        StepName::Refresh,
        "refresh.private",
        "The issuer tells newer revisions to the holder only.",
    ),
    code(
        StepName::Refresh,
        "refresh.unusable",
        "What was found at the refresh address does not count.",
    ),
    code(
        StepName::Recipient,
        "recipient.ok",
        "The badge was issued to the recipient that was named.",
    ),
    code(
        StepName::Recipient,
        "recipient.not_asked",
        "Nobody was named to compare with.",
    ),
    code(
        StepName::Recipient,
        "recipient.other",
        "The badge was not issued to the recipient that was named.",
    ),
    code(
        StepName::Recipient,
        "recipient.unreadable",
        "The badge names its recipient in a way that cannot be compared.",
    ),
    code(
        StepName::Endorsements,
        "endorsements.none",
        "Nobody endorsed the badge.",
    ),
    code(
        StepName::Endorsements,
        "endorsements.ok",
        "All endorsements hold.",
    ),
    code(
        StepName::Endorsements,
        "endorsements.some_failed",
        "Some endorsements do not hold; the badge itself is not touched.",
    ),
];
