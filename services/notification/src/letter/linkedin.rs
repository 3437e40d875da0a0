//! LinkedIn's form "Add licence or certification", filled in (C20, C21).

use jiff::civil::Date;
use url::form_urlencoded::Serializer;

/// What the form is filled in with.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The badge.
    pub name: &'a str,
    /// The organization.
    pub organization: &'a str,
    /// Its number at LinkedIn; empty if unknown. With it, LinkedIn shows its logo.
    pub organization_id: &'a str,
    /// When it was awarded.
    pub issued: Date,
    /// When it ends.
    pub ends: Option<Date>,
    /// Its public address.
    pub url: &'a str,
    /// Its id, as in that address.
    pub id: &'a str,
}

impl Entry<'_> {
    /// The address that opens the form.
    pub fn url(&self) -> String {
        let mut query = Serializer::new(String::new());
        query
            .append_pair("startTask", "CERTIFICATION_NAME")
            .append_pair("name", self.name);
        // Never both: LinkedIn then takes neither.
        if self.organization_id.bytes().all(|b| b.is_ascii_digit())
            && !self.organization_id.is_empty()
        {
            query.append_pair("organizationId", self.organization_id);
        } else {
            query.append_pair("organizationName", self.organization);
        }
        let date = |query: &mut Serializer<'_, String>, year, month, on: Date| {
            query
                .append_pair(year, &on.year().to_string())
                .append_pair(month, &on.month().to_string());
        };
        date(&mut query, "issueYear", "issueMonth", self.issued);
        if let Some(end) = self.ends {
            date(&mut query, "expirationYear", "expirationMonth", end);
        }
        query
            .append_pair("certUrl", self.url)
            .append_pair("certId", self.id);
        // Form encoding writes a space as "+"; LinkedIn's form shows that as it is.
        format!(
            "https://www.linkedin.com/profile/add?{}",
            query.finish().replace('+', "%20")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn entry() -> Entry<'static> {
        Entry {
            name: "Bids & Proposals: Practitioner",
            organization: "Proposal Guild",
            organization_id: "",
            issued: date(2026, 3, 9),
            ends: Some(date(2027, 12, 31)),
            url: "https://badges.example.org/b/7q3kd",
            id: "7q3kd",
        }
    }

    #[test]
    fn the_form_is_filled_in_whole() {
        // C20, C21
        assert_eq!(
            entry().url(),
            "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=Bids%20%26%20Proposals%3A%20Practitioner\
             &organizationName=Proposal%20Guild&issueYear=2026&issueMonth=3&expirationYear=2027&expirationMonth=12\
             &certUrl=https%3A%2F%2Fbadges.example.org%2Fb%2F7q3kd&certId=7q3kd"
        );
    }

    #[test]
    fn a_title_with_signs_that_mean_something_in_addresses_arrives_whole() {
        let title = "C++ & #1 “安全” 100% / Niño = ok?";
        let url = Entry {
            name: title,
            ..entry()
        }
        .url();
        let read = url::Url::parse(&url).unwrap();
        let named: Vec<_> = read.query_pairs().filter(|(k, _)| k == "name").collect();
        assert_eq!(named[0].1, title);
        assert!(!url.contains('+') && !url.contains(' '), "{url}");
        // A month is written without a zero before it, and an id that is no number is none.
        assert!(url.contains("issueMonth=3&"));
        let wordy = Entry {
            organization_id: "guild",
            ..entry()
        };
        assert!(wordy.url().contains("organizationName=Proposal%20Guild"));
    }

    #[test]
    fn the_organization_s_number_replaces_its_name_and_no_end_is_no_expiration() {
        let url = Entry {
            organization_id: "1234",
            ends: None,
            ..entry()
        }
        .url();
        assert!(url.contains("organizationId=1234"));
        assert!(!url.contains("organizationName") && !url.contains("expiration"));
    }
}
