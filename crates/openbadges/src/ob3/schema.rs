//! The classes of Open Badges 3.0 as tables: which members, of which kind, how many (appendix B of the standard).

use super::words::{
    ACHIEVEMENT_TYPES, IDENTIFIER_TYPES, RESULT_STATUS, RESULT_TYPES, TARGET_TYPES,
};

/// What a value must be.
pub(super) enum Is {
    /// A string.
    Text,
    /// A string with a scheme.
    Address,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// Date, time and zone.
    Instant,
    /// A date, with or without time.
    Date,
    /// A compact JWS.
    Jws,
    /// A language tag.
    Language,
    /// Exactly this string.
    Exactly(&'static str),
    /// One of these, or `ext:…` where extensible.
    OneOf(&'static [&'static str], bool),
    /// An object of a class.
    Of(&'static Class),
    /// An address, or an object of a class.
    AddressOr(&'static Class),
    /// An object whose `type` is checked elsewhere (embedded credentials, status, proof).
    Typed,
}

/// How many.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Many {
    /// At most one.
    One,
    /// A list.
    List,
    /// A list that JSON-LD compaction may have turned into a single value.
    Compactable,
}

pub(super) struct Member {
    pub name: &'static str,
    pub is: Is,
    pub many: Many,
    pub required: bool,
}

pub(super) struct Class {
    pub name: &'static str,
    /// What its `type` list must contain.
    pub types: &'static [&'static str],
    /// No other members allowed.
    pub closed: bool,
    pub members: &'static [Member],
}

const fn one(name: &'static str, is: Is) -> Member {
    Member {
        name,
        is,
        many: Many::One,
        required: false,
    }
}

const fn need(name: &'static str, is: Is) -> Member {
    Member {
        name,
        is,
        many: Many::One,
        required: true,
    }
}

const fn list(name: &'static str, is: Is) -> Member {
    Member {
        name,
        is,
        many: Many::List,
        required: false,
    }
}

const fn compactable(name: &'static str, is: Is) -> Member {
    Member {
        name,
        is,
        many: Many::Compactable,
        required: false,
    }
}

static IMAGE: Class = Class {
    name: "Image",
    types: &[],
    closed: true,
    members: &[
        need("id", Is::Address),
        need("type", Is::Exactly("Image")),
        one("caption", Is::Text),
    ],
};

static IDENTIFIER_ENTRY: Class = Class {
    name: "IdentifierEntry",
    types: &[],
    closed: true,
    members: &[
        need("type", Is::Exactly("IdentifierEntry")),
        need("identifier", Is::Text),
        need("identifierType", Is::OneOf(IDENTIFIER_TYPES, true)),
    ],
};

static IDENTITY_OBJECT: Class = Class {
    name: "IdentityObject",
    types: &[],
    closed: true,
    members: &[
        need("type", Is::Exactly("IdentityObject")),
        need("hashed", Is::Bool),
        need("identityHash", Is::Text),
        need("identityType", Is::OneOf(IDENTIFIER_TYPES, true)),
        one("salt", Is::Text),
    ],
};

static GEO: Class = Class {
    name: "GeoCoordinates",
    types: &[],
    closed: false,
    members: &[
        need("type", Is::Exactly("GeoCoordinates")),
        need("latitude", Is::Number),
        need("longitude", Is::Number),
    ],
};

static ADDRESS: Class = Class {
    name: "Address",
    types: &["Address"],
    closed: false,
    members: &[
        one("addressCountry", Is::Text),
        one("addressCountryCode", Is::Text),
        one("addressRegion", Is::Text),
        one("addressLocality", Is::Text),
        one("streetAddress", Is::Text),
        one("postOfficeBoxNumber", Is::Text),
        one("postalCode", Is::Text),
        one("geo", Is::Of(&GEO)),
    ],
};

static PROFILE: Class = Class {
    name: "Profile",
    types: &["Profile"],
    closed: false,
    members: &[
        need("id", Is::Address),
        one("name", Is::Text),
        one("url", Is::Address),
        one("phone", Is::Text),
        one("description", Is::Text),
        list("endorsement", Is::Typed),
        list("endorsementJwt", Is::Jws),
        one("image", Is::Of(&IMAGE)),
        one("email", Is::Text),
        one("address", Is::Of(&ADDRESS)),
        list("otherIdentifier", Is::Of(&IDENTIFIER_ENTRY)),
        one("official", Is::Text),
        one("parentOrg", Is::Of(&PROFILE)),
        one("familyName", Is::Text),
        one("givenName", Is::Text),
        one("additionalName", Is::Text),
        one("patronymicName", Is::Text),
        one("honorificPrefix", Is::Text),
        one("honorificSuffix", Is::Text),
        one("familyNamePrefix", Is::Text),
        one("dateOfBirth", Is::Date),
    ],
};

static CRITERIA: Class = Class {
    name: "Criteria",
    types: &[],
    closed: false,
    members: &[one("id", Is::Address), one("narrative", Is::Text)],
};

static ALIGNMENT: Class = Class {
    name: "Alignment",
    types: &["Alignment"],
    closed: false,
    members: &[
        need("targetName", Is::Text),
        need("targetUrl", Is::Address),
        one("targetCode", Is::Text),
        one("targetDescription", Is::Text),
        one("targetFramework", Is::Text),
        one("targetType", Is::OneOf(TARGET_TYPES, true)),
    ],
};

static RUBRIC_LEVEL: Class = Class {
    name: "RubricCriterionLevel",
    types: &["RubricCriterionLevel"],
    closed: false,
    members: &[
        need("id", Is::Address),
        need("name", Is::Text),
        list("alignment", Is::Of(&ALIGNMENT)),
        one("description", Is::Text),
        one("level", Is::Text),
        one("points", Is::Text),
    ],
};

static RESULT_DESCRIPTION: Class = Class {
    name: "ResultDescription",
    types: &["ResultDescription"],
    closed: false,
    members: &[
        need("id", Is::Address),
        need("name", Is::Text),
        need("resultType", Is::OneOf(RESULT_TYPES, true)),
        list("alignment", Is::Of(&ALIGNMENT)),
        list("allowedValue", Is::Text),
        one("requiredLevel", Is::Address),
        one("requiredValue", Is::Text),
        list("rubricCriterionLevel", Is::Of(&RUBRIC_LEVEL)),
        one("valueMax", Is::Text),
        one("valueMin", Is::Text),
    ],
};

static RESULT: Class = Class {
    name: "Result",
    types: &["Result"],
    closed: false,
    members: &[
        one("achievedLevel", Is::Address),
        list("alignment", Is::Of(&ALIGNMENT)),
        one("resultDescription", Is::Address),
        one("status", Is::OneOf(RESULT_STATUS, false)),
        one("value", Is::Text),
    ],
};

static RELATED: Class = Class {
    name: "Related",
    types: &["Related"],
    closed: false,
    members: &[
        need("id", Is::Address),
        one("inLanguage", Is::Language),
        one("version", Is::Text),
    ],
};

static ACHIEVEMENT: Class = Class {
    name: "Achievement",
    types: &["Achievement"],
    closed: false,
    members: &[
        need("id", Is::Address),
        need("name", Is::Text),
        need("description", Is::Text),
        need("criteria", Is::Of(&CRITERIA)),
        one("achievementType", Is::OneOf(ACHIEVEMENT_TYPES, true)),
        list("alignment", Is::Of(&ALIGNMENT)),
        one("creator", Is::Of(&PROFILE)),
        one("creditsAvailable", Is::Number),
        list("endorsement", Is::Typed),
        list("endorsementJwt", Is::Jws),
        one("fieldOfStudy", Is::Text),
        one("humanCode", Is::Text),
        one("image", Is::Of(&IMAGE)),
        one("inLanguage", Is::Language),
        list("otherIdentifier", Is::Of(&IDENTIFIER_ENTRY)),
        list("related", Is::Of(&RELATED)),
        list("resultDescription", Is::Of(&RESULT_DESCRIPTION)),
        one("specialization", Is::Text),
        list("tag", Is::Text),
        one("version", Is::Text),
    ],
};

static ACHIEVEMENT_SUBJECT: Class = Class {
    name: "AchievementSubject",
    types: &["AchievementSubject"],
    closed: false,
    members: &[
        one("id", Is::Address),
        need("achievement", Is::Of(&ACHIEVEMENT)),
        list("identifier", Is::Of(&IDENTITY_OBJECT)),
        one("activityStartDate", Is::Date),
        one("activityEndDate", Is::Date),
        one("creditsEarned", Is::Number),
        one("image", Is::Of(&IMAGE)),
        one("licenseNumber", Is::Text),
        one("narrative", Is::Text),
        list("result", Is::Of(&RESULT)),
        one("role", Is::Text),
        one("source", Is::Of(&PROFILE)),
        one("term", Is::Text),
    ],
};

static ENDORSEMENT_SUBJECT: Class = Class {
    name: "EndorsementSubject",
    types: &["EndorsementSubject"],
    closed: false,
    members: &[need("id", Is::Address), one("endorsementComment", Is::Text)],
};

static EVIDENCE: Class = Class {
    name: "Evidence",
    types: &["Evidence"],
    closed: false,
    members: &[
        one("id", Is::Address),
        one("name", Is::Text),
        one("narrative", Is::Text),
        one("description", Is::Text),
        one("genre", Is::Text),
        one("audience", Is::Text),
    ],
};

static REFERENCE: Class = Class {
    name: "reference",
    types: &[],
    closed: false,
    members: &[need("id", Is::Address), need("type", Is::Text)],
};

static STATUS: Class = Class {
    name: "CredentialStatus",
    types: &[],
    closed: false,
    members: &[one("id", Is::Address), need("type", Is::Text)],
};

static TERMS: Class = Class {
    name: "TermsOfUse",
    types: &[],
    closed: false,
    members: &[one("id", Is::Address), need("type", Is::Text)],
};

static PROOF: Class = Class {
    name: "Proof",
    types: &[],
    closed: false,
    members: &[
        need("type", Is::Text),
        one("created", Is::Date),
        one("cryptosuite", Is::Text),
        one("challenge", Is::Text),
        compactable("domain", Is::Text),
        one("nonce", Is::Text),
        one("proofPurpose", Is::Text),
        one("proofValue", Is::Text),
        one("verificationMethod", Is::Address),
    ],
};

/// Members that every credential has. `validFrom` and its VC 1.1 form `issuanceDate` are checked by hand.
pub(super) static CREDENTIAL: Class = Class {
    name: "VerifiableCredential",
    types: &["VerifiableCredential"],
    closed: false,
    members: &[
        need("id", Is::Address),
        one("description", Is::Text),
        one("image", Is::Of(&IMAGE)),
        need("issuer", Is::AddressOr(&PROFILE)),
        one("validFrom", Is::Instant),
        one("validUntil", Is::Instant),
        one("issuanceDate", Is::Instant),
        one("expirationDate", Is::Instant),
        one("awardedDate", Is::Instant),
        list("endorsement", Is::Typed),
        list("endorsementJwt", Is::Jws),
        list("evidence", Is::Of(&EVIDENCE)),
        compactable("credentialSchema", Is::Of(&REFERENCE)),
        one("credentialStatus", Is::Of(&STATUS)),
        one("refreshService", Is::Of(&REFERENCE)),
        compactable("termsOfUse", Is::Of(&TERMS)),
        compactable("proof", Is::Of(&PROOF)),
    ],
};

/// What a badge has besides.
pub(super) static BADGE: Class = Class {
    name: "OpenBadgeCredential",
    types: &[],
    closed: false,
    members: &[
        one("name", Is::Text),
        need("credentialSubject", Is::Of(&ACHIEVEMENT_SUBJECT)),
    ],
};

/// What an endorsement has besides.
pub(super) static ENDORSEMENT: Class = Class {
    name: "EndorsementCredential",
    types: &["EndorsementCredential"],
    closed: false,
    members: &[
        need("name", Is::Text),
        need("credentialSubject", Is::Of(&ENDORSEMENT_SUBJECT)),
    ],
};

const ASSOCIATION_TYPES: &[&str] = &[
    "exactMatchOf",
    "isChildOf",
    "isParentOf",
    "isPartOf",
    "isPeerOf",
    "isRelatedTo",
    "precedes",
    "replacedBy",
];

static ASSOCIATION: Class = Class {
    name: "Association",
    types: &["Association"],
    closed: false,
    members: &[
        need("associationType", Is::OneOf(ASSOCIATION_TYPES, false)),
        need("sourceId", Is::Address),
        need("targetId", Is::Address),
    ],
};

static CLR_SUBJECT: Class = Class {
    name: "ClrSubject",
    types: &["ClrSubject"],
    closed: false,
    members: &[
        one("id", Is::Address),
        list("identifier", Is::Of(&IDENTITY_OBJECT)),
        Member {
            name: "verifiableCredential",
            is: Is::Typed,
            many: Many::List,
            required: true,
        },
        list("achievement", Is::Of(&ACHIEVEMENT)),
        list("association", Is::Of(&ASSOCIATION)),
    ],
};

/// What a learner record has besides (CLR 2.0).
pub(super) static CLR: Class = Class {
    name: "ClrCredential",
    types: &["ClrCredential"],
    closed: false,
    members: &[
        need("name", Is::Text),
        one("partial", Is::Bool),
        need("credentialSubject", Is::Of(&CLR_SUBJECT)),
    ],
};
