use super::*;
use platform::ids::Ids;

const OLD: &[u8] = b"old";
const NEW: &[u8] = b"new";

fn ledger(version: u64, status: Status) -> Ledger {
    let ids = Ids::seeded(1);
    Ledger {
        issuer: ids.random(),
        achievement: ids.random(),
        progression: None,
        rank: 0,
        version,
        status,
        visibility: Visibility::Private,
        notify: true,
        bulk: false,
    }
}

fn contact(address: &[u8], holder: Option<Holder>) -> Contact {
    Contact {
        address: Some(AddressKey(address.to_vec())),
        holder,
    }
}

fn holder(seed: u64, trusts: bool) -> Holder {
    Holder {
        earner: Ids::seeded(seed).random(),
        trusts,
    }
}

fn awarded(holder: Option<Holder>) -> Badge {
    let (said, to) = (ledger(1, Status::Valid), contact(OLD, holder));
    let mut badge = Badge::unheard(
        Ids::seeded(9).random(),
        &said,
        &to,
        Timestamp::from_micros(5),
    );
    badge.learn(&said, Some(&to));
    badge
}

#[test]
fn an_award_waits_and_with_trust_it_does_not() {
    // M9, M11
    let said = ledger(1, Status::Valid);
    for (holder, expected) in [
        (
            None,
            Happening::Pending {
                notify: true,
                bulk: false,
            },
        ),
        (
            Some(holder(2, false)),
            Happening::Pending {
                notify: true,
                bulk: false,
            },
        ),
        (
            Some(holder(2, true)),
            Happening::Accepted {
                automatic: true,
                notify: true,
                bulk: false,
            },
        ),
    ] {
        let to = contact(OLD, holder);
        let mut badge = Badge::unheard(Ids::seeded(9).random(), &said, &to, Timestamp::default());
        assert_eq!(badge.learn(&said, Some(&to)), Some(expected));
        assert_eq!(
            badge.learn(&said, Some(&to)),
            None,
            "a repeat has no effect"
        );
        assert_eq!(badge.version, 1);
    }
}

#[test]
fn a_revocation_that_comes_before_the_award_wins() {
    let to = contact(OLD, None);
    let mut badge = Badge::unheard(
        Ids::seeded(9).random(),
        &ledger(2, Status::Revoked),
        &to,
        Timestamp::default(),
    );
    assert_eq!(badge.learn(&ledger(2, Status::Revoked), Some(&to)), None);
    assert_eq!(badge.learn(&ledger(1, Status::Valid), Some(&to)), None);
    assert_eq!(badge.status, Status::Revoked);
    assert_eq!(badge.accept(), Err(BadgeRefusal::Revoked));
    assert!(
        badge.learn(&ledger(3, Status::Valid), None).is_some(),
        "reinstated, it is announced after all"
    );
}

#[test]
fn a_suspension_that_comes_before_the_award_announces_it() {
    let to = contact(OLD, None);
    let mut badge = Badge::unheard(
        Ids::seeded(9).random(),
        &ledger(2, Status::Suspended),
        &to,
        Timestamp::default(),
    );
    assert!(
        badge
            .learn(&ledger(2, Status::Suspended), Some(&to))
            .is_some()
    );
    assert_eq!(badge.learn(&ledger(1, Status::Valid), Some(&to)), None);
}

#[test]
fn proving_the_address_attaches_what_nobody_holds_and_nothing_else() {
    // I14
    let mut free = awarded(None);
    assert_eq!(
        free.attach(holder(2, false)),
        Some(Happening::Pending {
            notify: false,
            bulk: false
        })
    );
    assert_eq!(free.attach(holder(3, true)), None);
    assert_eq!(free.earner, Some(holder(2, false).earner));
    let mut trusted = awarded(None);
    assert!(matches!(
        trusted.attach(holder(2, true)),
        Some(Happening::Accepted {
            automatic: true,
            ..
        })
    ));
}

#[test]
fn an_accepted_badge_stays_until_the_corrected_address_is_proven() {
    let (first, second) = (holder(2, false), holder(3, false));
    let mut badge = awarded(Some(first));
    badge.accept().unwrap();
    assert_eq!(
        badge.learn(&ledger(2, Status::Valid), Some(&contact(NEW, None))),
        None
    );
    assert_eq!(
        (badge.earner, badge.acceptance, badge.moved),
        (Some(first.earner), Acceptance::Accepted, true)
    );
    assert!(badge.waits());
    let mut not_mine = badge.clone();
    assert_eq!(not_mine.decline_by_link(), Ok(None));
    assert_eq!(
        (not_mine.earner, not_mine.acceptance, not_mine.waits()),
        (Some(first.earner), Acceptance::Accepted, false)
    );
    assert!(badge.attach(second).is_some());
    assert_eq!(
        (badge.earner, badge.acceptance),
        (Some(second.earner), Acceptance::Pending)
    );
}

#[test]
fn a_pending_badge_leaves_the_wrong_person_when_its_address_is_corrected() {
    let mut badge = awarded(Some(holder(2, false)));
    let happening = badge.learn(&ledger(2, Status::Valid), Some(&contact(NEW, None)));
    assert_eq!(
        happening,
        Some(Happening::Pending {
            notify: true,
            bulk: false
        }),
        "the right person is told"
    );
    assert_eq!(badge.earner, None);
    let happening = badge.learn(
        &ledger(3, Status::Valid),
        Some(&contact(OLD, Some(holder(3, true)))),
    );
    assert!(matches!(
        happening,
        Some(Happening::Accepted {
            automatic: true,
            ..
        })
    ));
}

#[test]
fn a_revision_keeps_the_badge_of_who_gave_the_address_up() {
    let mut badge = awarded(Some(holder(2, false)));
    badge.accept().unwrap();
    assert_eq!(
        badge.learn(&ledger(2, Status::Valid), Some(&contact(OLD, None))),
        None
    );
    assert_eq!(badge.earner, Some(holder(2, false).earner));
    assert!(!badge.moved);
    // Somebody else who proves that address later gets new awards, not this one.
    assert_eq!(
        badge.learn(
            &ledger(3, Status::Valid),
            Some(&contact(OLD, Some(holder(3, false))))
        ),
        None
    );
    assert_eq!(badge.earner, Some(holder(2, false).earner));
}

#[test]
fn a_decision_can_be_taken_back_and_twice_is_once() {
    let mut badge = awarded(Some(holder(2, false)));
    assert!(badge.accept().unwrap().is_some());
    assert!(badge.accept().unwrap().is_none());
    assert_eq!(badge.decline(), Err(BadgeRefusal::AlreadyAccepted));
    badge.show(Visibility::Public).unwrap();
    assert_eq!(
        badge.undo(),
        Some(Happening::Pending {
            notify: false,
            bulk: false
        })
    );
    assert_eq!(badge.visibility, Visibility::Private);
    assert!(badge.undo().is_none());
    assert_eq!(badge.decline(), Ok(Some(Happening::Declined)));
    assert_eq!(badge.decline(), Ok(None));
    assert!(!badge.waits());
}

#[test]
fn only_what_was_accepted_is_shown() {
    // I12, S8
    let mut badge = awarded(Some(holder(2, false)));
    assert_eq!(
        badge.show(Visibility::Public),
        Err(BadgeRefusal::NotAccepted)
    );
    badge.accept().unwrap();
    assert_eq!(
        badge.show(Visibility::Hidden),
        Err(BadgeRefusal::NoSuchChoice)
    );
    assert_eq!(
        badge.show(Visibility::Public),
        Ok(Some(Happening::Published))
    );
    assert_eq!(badge.show(Visibility::Public), Ok(None));
    assert_eq!(badge.show(Visibility::Link), Ok(Some(Happening::Hidden)));
    assert_eq!(badge.show(Visibility::Private), Ok(None));
    assert_eq!(badge.version, 4);
}

#[test]
fn what_was_declined_by_the_link_can_be_claimed_after_all() {
    let mut badge = awarded(None);
    badge.decline().unwrap();
    assert!(!badge.waits() && badge.can_be_claimed());
    let me = holder(2, false);
    assert!(badge.claim(me.earner).unwrap().is_some());
    assert_eq!(
        (badge.earner, badge.acceptance),
        (Some(me.earner), Acceptance::Accepted)
    );
}
