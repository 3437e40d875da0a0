//! What the rules demand for one member, given what was done already.

use super::{
    certification::Certification,
    member::Member,
    rule::{Requirement, Rule, rule_for},
    standing::Standing,
};
use platform::{
    clock::CalendarDate,
    ids::{CertificationId, MemberId, RuleId},
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What an award stands on: a certification, or the membership itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// A certification passed.
    Certification(CertificationId),
    /// To be a member.
    Membership,
}

/// What was done before for a member.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// Awards that led to a badge.
    pub awarded: HashSet<(RuleId, Basis)>,
    /// The standing that was last told, by rule.
    pub told: HashMap<RuleId, bool>,
    /// Whether name or address differ from what was last told.
    pub recipient_changed: bool,
}

impl Done {
    /// Whether a certificate led to a badge, by whatever rule, or the membership by this one.
    fn has(&self, award: &Award) -> bool {
        match award.basis {
            Basis::Membership => self.awarded.contains(&(award.rule, award.basis)),
            certification => self
                .awarded
                .iter()
                .any(|(_, basis)| *basis == certification),
        }
    }
}

/// An award to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    /// By which rule.
    pub rule: RuleId,
    /// On what.
    pub basis: Basis,
    /// When it was earned.
    pub on: CalendarDate,
    /// Names it for ever: the certificate's number, or rule and member.
    pub reference: String,
    /// Where it can be looked at, or nothing.
    pub evidence_url: String,
    /// Whether it follows the membership.
    pub follows_membership: bool,
}

/// A standing to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tell {
    /// Under which rule.
    pub rule: RuleId,
    /// Whether it is good.
    pub good: bool,
}

/// What is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Badges to award.
    pub awards: Vec<Award>,
    /// Badges to suspend or to reinstate.
    pub tell: Vec<Tell>,
    /// Name or address to be told.
    pub recipient: bool,
}

impl Plan {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.awards.is_empty() && self.tell.is_empty() && !self.recipient
    }
}

/// What is to be done for a member. Rules that are switched off award and suspend nothing; a member who is not
/// active is never awarded anew where the membership counts.
pub fn plan(
    id: MemberId,
    member: &Member,
    standing: Standing,
    today: CalendarDate,
    passed: &[(CertificationId, Certification)],
    rules: &[Rule],
    done: &Done,
) -> Plan {
    let mut awards = Vec::new();
    let mut follow: BTreeMap<RuleId, bool> = BTreeMap::new();
    for (certification, record) in passed {
        let Some(rule) = rule_for(rules, record) else {
            continue;
        };
        let basis = Basis::Certification(*certification);
        awards.push(Award {
            rule: rule.id,
            basis,
            on: record.passed_on,
            reference: record.certificate_number.clone(),
            evidence_url: record.evidence_url.clone(),
            follows_membership: rule.follows_membership(),
        });
    }
    for rule in rules
        .iter()
        .filter(|r| r.active && r.requirement == Requirement::Membership)
    {
        awards.push(Award {
            rule: rule.id,
            basis: Basis::Membership,
            on: member.joined_on.unwrap_or(today).min(today),
            reference: format!("membership/{}/{id}", rule.id),
            evidence_url: String::new(),
            follows_membership: true,
        });
    }
    for rule in rules.iter().filter(|r| r.active && r.follows_membership()) {
        if done.awarded.iter().any(|(r, _)| *r == rule.id)
            && done.told.get(&rule.id) != Some(&standing.is_good())
        {
            follow.insert(rule.id, standing.is_good());
        }
    }
    awards.retain(|a| !done.has(a) && (standing.is_good() || !a.follows_membership));
    Plan {
        awards,
        tell: follow
            .into_iter()
            .map(|(rule, good)| Tell { rule, good })
            .collect(),
        recipient: done.recipient_changed,
    }
}

/// What follows from a plan, in words: `awards Practitioner, reinstates 2 badges`. Empty if nothing does.
pub fn effect(plan: &Plan, rules: &[Rule], done: &Done) -> String {
    let mut parts = Vec::new();
    let mut names: Vec<&str> = plan
        .awards
        .iter()
        .filter_map(|a| rules.iter().find(|r| r.id == a.rule))
        .map(|r| r.achievement_name.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    if !names.is_empty() {
        parts.push(format!("awards {}", listed(&names)));
    }
    for (good, verb) in [(false, "suspends"), (true, "reinstates")] {
        let rules: HashSet<RuleId> = plan
            .tell
            .iter()
            .filter(|t| t.good == good)
            .map(|t| t.rule)
            .collect();
        match done
            .awarded
            .iter()
            .filter(|(rule, _)| rules.contains(rule))
            .count()
        {
            0 => {}
            1 => parts.push(format!("{verb} 1 badge")),
            n => parts.push(format!("{verb} {n} badges")),
        }
    }
    if plan.recipient && !done.awarded.is_empty() {
        parts.push(match done.awarded.len() {
            1 => "renews 1 badge".to_owned(),
            n => format!("renews {n} badges"),
        });
    }
    parts.join(", ")
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        certification::tests::practitioner,
        member::{Status, tests::ada},
        rule::tests::rule,
    };
    use platform::{clock::Timestamp, ids::Ids};

    const LAPSED: Standing = Standing::Bad {
        status: Status::Lapsed,
        ended: None,
    };

    struct Case {
        member: MemberId,
        passed: Vec<(CertificationId, Certification)>,
        rules: Vec<Rule>,
    }
    fn case() -> Case {
        let (ids, now) = (Ids::system(), Timestamp::from_micros(1));
        Case {
            member: ids.next(now),
            passed: vec![(ids.next(now), practitioner())],
            rules: vec![
                rule("Bid & Proposal Management", "Practitioner"),
                rule("", ""),
            ],
        }
    }
    impl Case {
        fn plan(&self, standing: Standing, done: &Done) -> Plan {
            plan(
                self.member,
                &ada(),
                standing,
                "2026-06-01".parse().unwrap(),
                &self.passed,
                &self.rules,
                done,
            )
        }
        fn all_awarded(&self, told: bool) -> Done {
            let awarded = HashSet::from([
                (self.rules[0].id, Basis::Certification(self.passed[0].0)),
                (self.rules[1].id, Basis::Membership),
            ]);
            Done {
                awarded,
                told: self.rules.iter().map(|r| (r.id, told)).collect(),
                recipient_changed: false,
            }
        }
    }

    #[test]
    fn an_active_member_is_awarded_what_was_passed_and_the_membership_itself() {
        let case = case();
        let plan = case.plan(Standing::Good, &Done::default());
        let references: Vec<_> = plan.awards.iter().map(|a| a.reference.clone()).collect();
        assert_eq!(
            references,
            [
                "PR1".to_owned(),
                format!("membership/{}/{}", case.rules[1].id, case.member)
            ]
        );
        assert_eq!(plan.awards[1].on, ada().joined_on.unwrap());
        assert_eq!(
            effect(&plan, &case.rules, &Done::default()),
            "awards Member and Practitioner"
        );
    }

    #[test]
    fn nothing_is_awarded_twice() {
        let case = case();
        assert!(
            case.plan(Standing::Good, &case.all_awarded(true))
                .is_empty()
        );
    }

    // A8
    #[test]
    fn who_is_not_active_is_never_awarded_anew() {
        assert!(case().plan(LAPSED, &Done::default()).is_empty());
    }

    // S9, A9
    #[test]
    fn a_lapse_suspends_once_and_a_renewal_reinstates() {
        let case = case();
        let plan = case.plan(LAPSED, &case.all_awarded(true));
        assert_eq!(plan.tell.len(), 2);
        assert_eq!(
            effect(&plan, &case.rules, &case.all_awarded(true)),
            "suspends 2 badges"
        );
        assert!(case.plan(LAPSED, &case.all_awarded(false)).is_empty());
        assert_eq!(
            effect(
                &case.plan(Standing::Good, &case.all_awarded(false)),
                &case.rules,
                &case.all_awarded(false)
            ),
            "reinstates 2 badges"
        );
    }

    #[test]
    fn a_rule_that_is_off_does_nothing_either_way() {
        let mut case = case();
        for rule in &mut case.rules {
            rule.active = false;
        }
        assert!(case.plan(Standing::Good, &Done::default()).is_empty());
        assert!(case.plan(LAPSED, &case.all_awarded(true)).is_empty());
    }

    // C34
    #[test]
    fn a_certification_without_membership_rule_outlives_the_membership() {
        let mut case = case();
        case.rules[0].requires_membership = false;
        let plan = case.plan(LAPSED, &case.all_awarded(true));
        assert_eq!(
            plan.tell,
            [Tell {
                rule: case.rules[1].id,
                good: false
            }]
        );
        assert_eq!(case.plan(LAPSED, &Done::default()).awards.len(), 1);
    }
}
