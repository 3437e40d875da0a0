//! Links that show a badge elsewhere. All are plain navigations, so that no pop-up blocker stands in the way (C24),
//! and none loads anything from the other site before it is followed.

use jiff::civil::Date;
use url::form_urlencoded::Serializer;

/// What is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The public address of the badge.
    pub url: String,
    /// The name of the badge.
    pub badge: String,
    /// The organization's name.
    pub issuer: String,
    /// The numeric id of its LinkedIn page, when known: LinkedIn then shows its logo.
    pub linkedin_organization: Option<u64>,
    /// When it was issued.
    pub issued: Date,
    /// When it ends, when it does.
    pub valid_until: Option<Date>,
    /// The credential number shown to people; empty when there is none.
    pub number: String,
    /// Words to begin a post with, in the reader's language (may carry the association's tag, S29).
    pub words: String,
}

/// The share links of one badge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareLinks {
    /// Adds the badge to "Licenses & certifications" of a LinkedIn profile.
    pub linkedin_profile: String,
    /// Posts it on LinkedIn.
    pub linkedin_post: String,
    /// Posts it on X.
    pub x: String,
    /// Posts it on Facebook.
    pub facebook: String,
    /// Opens the reader's own mail program.
    pub mail: String,
}

impl ShareLinks {
    /// The links for a badge.
    pub fn new(shared: &Shared) -> ShareLinks {
        ShareLinks {
            linkedin_profile: linkedin_profile(shared),
            linkedin_post: query(
                "https://www.linkedin.com/sharing/share-offsite/",
                &[("url", &shared.url)],
            ),
            x: query(
                "https://x.com/intent/post",
                &[("text", &shared.words), ("url", &shared.url)],
            ),
            facebook: query(
                "https://www.facebook.com/sharer/sharer.php",
                &[("u", &shared.url)],
            ),
            mail: mail(shared),
        }
    }
}

fn query(address: &str, pairs: &[(&str, &str)]) -> String {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(pairs);
    // Form encoding writes a space as "+", which mail programs and some share forms show as it is.
    format!("{address}?{}", query.finish().replace('+', "%20"))
}

/// LinkedIn's documented parameters; the expiry is pre-filled so that it matches the badge (C21).
fn linkedin_profile(shared: &Shared) -> String {
    let organization = shared.linkedin_organization.map(|id| id.to_string());
    let (year, month) = (
        shared.issued.year().to_string(),
        shared.issued.month().to_string(),
    );
    let end = shared
        .valid_until
        .map(|date| (date.year().to_string(), date.month().to_string()));
    let mut pairs: Vec<(&str, &str)> =
        vec![("startTask", "CERTIFICATION_NAME"), ("name", &shared.badge)];
    match &organization {
        Some(id) => pairs.push(("organizationId", id)),
        None => pairs.push(("organizationName", &shared.issuer)),
    }
    pairs.extend([("issueYear", year.as_str()), ("issueMonth", month.as_str())]);
    if let Some((year, month)) = &end {
        pairs.extend([
            ("expirationYear", year.as_str()),
            ("expirationMonth", month.as_str()),
        ]);
    }
    pairs.push(("certUrl", &shared.url));
    if !shared.number.is_empty() {
        pairs.push(("certId", &shared.number));
    }
    query("https://www.linkedin.com/profile/add", &pairs)
}

fn mail(shared: &Shared) -> String {
    let subject = format!("{} · {}", shared.badge, shared.issuer);
    let body = format!("{}\r\n\r\n{}\r\n", shared.words, shared.url);
    query("mailto:", &[("subject", &subject), ("body", &body)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn shared() -> Shared {
        Shared {
            url: "https://badges.example.org/b/7q3kd".into(),
            badge: "Bids & Proposals: Practitioner".into(),
            issuer: "Proposal Guild".into(),
            linkedin_organization: None,
            issued: date(2026, 3, 9),
            valid_until: Some(date(2027, 12, 31)),
            number: "PG-0042".into(),
            words: "I have earned a badge".into(),
        }
    }

    #[test]
    fn a_name_with_an_ampersand_reaches_linkedin_whole() {
        let link = ShareLinks::new(&shared()).linkedin_profile;
        assert_eq!(
            link,
            "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=Bids%20%26%20Proposals%3A%20Practitioner\
             &organizationName=Proposal%20Guild&issueYear=2026&issueMonth=3&expirationYear=2027&expirationMonth=12\
             &certUrl=https%3A%2F%2Fbadges.example.org%2Fb%2F7q3kd&certId=PG-0042"
        );
    }

    #[test]
    fn the_organization_id_replaces_its_name_and_no_end_means_no_expiry() {
        let link = ShareLinks::new(&Shared {
            linkedin_organization: Some(1234),
            valid_until: None,
            ..shared()
        })
        .linkedin_profile;
        assert!(link.contains("organizationId=1234"));
        assert!(!link.contains("organizationName"));
        assert!(!link.contains("expiration"));
    }

    #[test]
    fn a_mail_keeps_its_line_breaks() {
        let link = ShareLinks::new(&shared()).mail;
        assert!(
            link.starts_with("mailto:?subject=Bids%20%26%20Proposals"),
            "{link}"
        );
        assert!(
            link.contains("earned%20a%20badge%0D%0A%0D%0Ahttps%3A%2F%2Fbadges.example.org"),
            "{link}"
        );
    }
}
