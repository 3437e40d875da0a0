//! Eligibility rules: who is awarded what, and why somebody is not.

use super::{
    certification::{Certification, title},
    in_words,
    standing::Standing,
};
use platform::{
    clock::Timestamp,
    ids::{AchievementId, IssuerId, RuleId},
    seal::fold,
};

/// What has to be fulfilled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// To be a member.
    Membership,
    /// To have passed a certification; an empty level means any.
    Certification {
        /// Its name.
        certification: String,
        /// At which level.
        level: String,
    },
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Names it.
    pub id: RuleId,
    /// Whose.
    pub issuer: IssuerId,
    /// What it awards.
    pub achievement: AchievementId,
    /// How that is called, when the rule was made.
    pub achievement_name: String,
    /// How staff call it.
    pub name: String,
    /// What it takes.
    pub requirement: Requirement,
    /// Whether it takes an active membership too, to be awarded and to stay valid.
    pub requires_membership: bool,
    /// Whether it is switched on.
    pub active: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Rule {
    /// Whether what it awards follows the membership.
    pub fn follows_membership(&self) -> bool {
        self.requires_membership || self.requirement == Requirement::Membership
    }

    /// How exactly it fits a certification: by name and level, by name alone, or not at all.
    fn fits(&self, passed: &Certification) -> Option<u8> {
        let Requirement::Certification {
            certification,
            level,
        } = &self.requirement
        else {
            return None;
        };
        if fold(certification) != fold(&passed.certification) {
            return None;
        }
        match level.as_str() {
            "" => Some(1),
            level if fold(level) == fold(&passed.level) => Some(2),
            _ => None,
        }
    }

    /// Whether another rule asks for the same, so that both would award for one certificate.
    pub fn asks_the_same(&self, other: &Requirement) -> bool {
        match (&self.requirement, other) {
            (Requirement::Membership, Requirement::Membership) => true,
            (
                Requirement::Certification {
                    certification: a,
                    level: x,
                },
                Requirement::Certification {
                    certification: b,
                    level: y,
                },
            ) => fold(a) == fold(b) && fold(x) == fold(y),
            _ => false,
        }
    }

    /// What is asked, in words: `Bid & Proposal Management, Practitioner`.
    pub fn asks(&self) -> String {
        match &self.requirement {
            Requirement::Membership => "an active membership".to_owned(),
            Requirement::Certification {
                certification,
                level,
            } => title(certification, level),
        }
    }
}

/// The rule a certification is awarded by: of those switched on the one that fits best. A certificate leads to
/// one badge.
pub fn rule_for<'a>(rules: &'a [Rule], passed: &Certification) -> Option<&'a Rule> {
    rules
        .iter()
        .filter(|r| r.active)
        .filter_map(|r| r.fits(passed).map(|fit| (fit, r)))
        .max_by_key(|(fit, _)| *fit)
        .map(|(_, rule)| rule)
}

/// Whether any rule, on or off, speaks of a certification.
pub fn is_known(rules: &[Rule], passed: &Certification) -> bool {
    rules.iter().any(|r| r.fits(passed).is_some())
}

/// The certifications that rules speak of, in words, for somebody who wrote another.
pub fn known(rules: &[Rule]) -> String {
    let mut names: Vec<String> = rules
        .iter()
        .filter(|r| r.requirement != Requirement::Membership)
        .map(Rule::asks)
        .collect();
    names.sort_unstable();
    names.dedup();
    names.join("; ")
}

/// What a rule decides for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the person is awarded.
    pub eligible: bool,
    /// In words; a refusal says which half is missing (A8).
    pub reason: String,
}

/// What `rule` decides for a person who stands so and passed these.
pub fn explain(rule: &Rule, standing: Standing, passed: &[Certification]) -> Verdict {
    if !rule.active {
        return Verdict {
            eligible: false,
            reason: "this rule is switched off".to_owned(),
        };
    }
    let latest = passed
        .iter()
        .filter(|c| rule.fits(c).is_some())
        .max_by_key(|c| c.passed_on);
    let membership = standing.staff_reason();
    let (eligible, reason) = match (&rule.requirement, latest) {
        (Requirement::Membership, _) => (standing.is_good(), membership),
        (_, Some(c)) => {
            let passed = format!("passed {} on {}", c.title(), in_words(c.passed_on));
            match (rule.requires_membership, standing.is_good()) {
                (false, _) => (true, passed),
                (true, true) => (true, format!("{membership}, and {passed}")),
                (true, false) => (false, format!("{passed}, but {membership}")),
            }
        }
        (_, None) => {
            let missing = format!("has not passed {}", rule.asks());
            match (rule.requires_membership, standing.is_good()) {
                (false, _) => (false, missing),
                (true, true) => (false, format!("{membership}, but {missing}")),
                (true, false) => (false, format!("{missing}, and {membership}")),
            }
        }
    };
    Verdict { eligible, reason }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::{certification::tests::practitioner, member::Status};
    use platform::ids::Ids;

    pub(crate) fn rule(certification: &str, level: &str) -> Rule {
        let (ids, now) = (Ids::system(), Timestamp::from_micros(1));
        let requirement = match certification {
            "" => Requirement::Membership,
            name => Requirement::Certification {
                certification: name.to_owned(),
                level: level.to_owned(),
            },
        };
        Rule {
            id: ids.next(now),
            issuer: ids.next(now),
            achievement: ids.next(now),
            achievement_name: if level.is_empty() { "Member" } else { level }.to_owned(),
            name: String::new(),
            requirement,
            requires_membership: true,
            active: true,
            created_at: now,
        }
    }
    const LAPSED: Standing = Standing::Bad {
        status: Status::Lapsed,
        ended: None,
    };

    // A8
    #[test]
    fn both_halves_make_it_and_each_refusal_names_the_missing_one() {
        let practice = rule("Bid & proposal management", "practitioner");
        let ended = Standing::Bad {
            status: Status::Lapsed,
            ended: Some("2026-03-31".parse().unwrap()),
        };
        let told = |standing, passed: &[Certification]| explain(&practice, standing, passed);
        assert_eq!(
            told(Standing::Good, &[practitioner()]),
            Verdict { eligible: true, reason: "active member, and passed Bid & Proposal Management, Practitioner on 20 August 2025".into() }
        );
        assert_eq!(
            told(ended, &[practitioner()]),
            Verdict { eligible: false, reason: "passed Bid & Proposal Management, Practitioner on 20 August 2025, but the membership lapsed on 31 March 2026".into() }
        );
        assert_eq!(
            told(Standing::Good, &[]),
            Verdict {
                eligible: false,
                reason: "active member, but has not passed Bid & proposal management, practitioner"
                    .into()
            }
        );
        assert_eq!(told(LAPSED, &[]), Verdict { eligible: false, reason: "has not passed Bid & proposal management, practitioner, and the membership lapsed".into() });
    }

    // S9
    #[test]
    fn a_membership_badge_asks_for_the_membership_alone() {
        let member = rule("", "");
        assert!(explain(&member, Standing::Good, &[]).eligible);
        assert_eq!(
            explain(&member, LAPSED, &[]).reason,
            "the membership lapsed"
        );
    }

    #[test]
    fn a_rule_that_asks_no_membership_minds_none() {
        let open = Rule {
            requires_membership: false,
            ..rule("Bid & Proposal Management", "Practitioner")
        };
        assert!(explain(&open, LAPSED, &[practitioner()]).eligible);
        assert!(
            !explain(
                &Rule {
                    active: false,
                    ..open
                },
                Standing::Good,
                &[practitioner()]
            )
            .eligible
        );
    }

    #[test]
    fn the_rule_that_fits_best_awards() {
        let rules = [
            rule("Bid & Proposal Management", ""),
            rule("Bid & Proposal Management", "Practitioner"),
            rule("Bid & Proposal Management", "Foundation"),
            rule("", ""),
        ];
        assert_eq!(rule_for(&rules, &practitioner()).unwrap().id, rules[1].id);
        let other = Certification {
            level: "Master".into(),
            ..practitioner()
        };
        assert_eq!(rule_for(&rules, &other).unwrap().id, rules[0].id);
        assert!(rule_for(&rules[2..], &other).is_none());
    }
}
