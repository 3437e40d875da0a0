use super::*;
use crate::domain::{
    facts::{BadgeFacts, Organization, OwnWords},
    message::{Kind, Standing},
    reminder::Day,
};
use jiff::civil::date;
use platform::ids::{CredentialId, Ids};

pub(super) fn house() -> House {
    House {
        base: "https://badges.example.org".into(),
        host: "badges.example.org".into(),
        sender: "badges@example.org".into(),
    }
}

fn organization() -> Organization {
    Organization {
        id: Ids::seeded(2).random(),
        name: "Proposal Guild".into(),
        email: "members@guild.example.org".into(),
        url: "https://guild.example.org".into(),
        support: "Member services, Mon–Fri 9–17, +44 20 7946 0018".into(),
        locale: "en".into(),
        zone: "Europe/London".parse().unwrap(),
        accent: "#7a1f3d".into(),
        linkedin_id: String::new(),
        renew: "https://guild.example.org/renew".into(),
        mail: OwnWords::default(),
    }
}

fn badge(title: &str, ends: bool) -> BadgeFacts {
    let credential: CredentialId = "2f8w5z0q4m6kbt7nx3vd9c1hje".parse().unwrap();
    BadgeFacts {
        credential,
        issuer: Ids::seeded(2).random(),
        issuer_name: "Proposal Guild".into(),
        title: title.into(),
        url: format!("https://badges.example.org/b/{credential}"),
        image: "https://badges.example.org/achievements/ach_1/image.png".into(),
        standing: Standing::Valid,
        reason: String::new(),
        awarded: date(2026, 3, 9),
        ends: ends.then(|| date(2027, 12, 31)),
        public: false,
    }
}

fn letter(kind: Kind, badges: &[BadgeFacts], language: Language) -> Letter {
    letter_of(&organization(), kind, badges, language, "Zara Ashworth")
}

fn letter_of(
    organization: &Organization,
    kind: Kind,
    badges: &[BadgeFacts],
    language: Language,
    name: &str,
) -> Letter {
    let waits = matches!(
        kind,
        Kind::Award | Kind::Reminder(_) | Kind::Resend | Kind::FreshClaim
    );
    BadgeLetter {
        words: Words::of(language),
        house: &house(),
        organization,
        kind,
        name,
        to: "zara@example.net",
        badges,
        claim: waits.then(|| ClaimLink {
            url: "https://badges.example.org/claim/4r8wJk2_Qx9vTn6bYc1dLm5pZs3hFg7eKa0uRi-oWtA"
                .into(),
            until: date(2026, 4, 8),
        }),
    }
    .compose()
}

fn both(letter: &Letter) -> [String; 2] {
    [letter.text().unwrap(), letter.html().unwrap()]
}

/// Every mail there is, as somebody gets it.
fn samples(image: &str, language: Language) -> Vec<(&'static str, Letter)> {
    let badge = |title: &str, ends| BadgeFacts {
        image: image.to_owned(),
        ..badge(title, ends)
    };
    let one = [badge("Bid & Proposal Practitioner", true)];
    let three = [
        badge("Foundation", false),
        badge("Bid & Proposal Practitioner", true),
        badge("Professional", true),
    ];
    let held = [BadgeFacts {
        public: true,
        ..one[0].clone()
    }];
    let suspended = [BadgeFacts {
        standing: Standing::Suspended,
        reason: "the membership ended on 31 March 2026".into(),
        ..held[0].clone()
    }];
    let revoked = [BadgeFacts {
        standing: Standing::Revoked,
        reason: "awarded by mistake".into(),
        ..held[0].clone()
    }];
    let organizations = [organization()];
    let (token, minutes) = ("4r8wJk2_Qx9vTn6bYc1d", 30);
    let about = |about| account(language, about);
    vec![
        ("award", letter(Kind::Award, &one, language)),
        ("award_several", letter(Kind::Award, &three, language)),
        (
            "award_accepted",
            letter(Kind::AwardAccepted, &held, language),
        ),
        (
            "reminder_30",
            letter(Kind::Reminder(Day::Thirty), &one, language),
        ),
        (
            "reminder_60",
            letter(Kind::Reminder(Day::Sixty), &one, language),
        ),
        (
            "reminder_120",
            letter(Kind::Reminder(Day::HundredTwenty), &one, language),
        ),
        ("resend", letter(Kind::Resend, &one, language)),
        ("fresh_claim", letter(Kind::FreshClaim, &one, language)),
        ("revoked", letter(Kind::Revoked, &revoked, language)),
        ("suspended", letter(Kind::Suspended, &suspended, language)),
        ("reinstated", letter(Kind::Reinstated, &held, language)),
        ("renewed", letter(Kind::Renewed, &held, language)),
        ("sign_in", about(About::SignIn { token, minutes })),
        ("verify_address", about(About::Verify { token, minutes })),
        (
            "address_in_use",
            about(About::AddressInUse { token, minutes }),
        ),
        ("address_added", about(About::AddressAdded)),
        (
            "locked",
            about(About::Locked {
                organizations: &organizations,
            }),
        ),
    ]
}

/// The words of each mail in each language, and how one of each kind is set.
#[test]
fn every_mail_is_as_it_was_reviewed() {
    let image = "https://badges.example.org/achievements/ach_1/image.png";
    for language in Language::ALL {
        for (name, letter) in samples(image, language) {
            let tag = language.tag();
            let heads = format!("From: {}\nSubject: {}\n\n", letter.sender, letter.subject);
            let [text, html] = both(&letter);
            insta::assert_snapshot!(format!("{name}_{tag}_text"), heads + &text);
            if language == Language::English {
                insta::assert_snapshot!(format!("{name}_{tag}_html"), html);
            }
        }
    }
}

#[test]
fn a_programme_says_its_own_words_and_names_its_own_days() {
    // M2, S10
    let organization = Organization {
        mail: OwnWords {
            award_subject: "{issuer} honours you: {badge}".into(),
            award_intro: "Congratulations!\n\nThe board\nis proud of you.".into(),
            reminder_days: vec![14],
        },
        ..organization()
    };
    let one = [badge("Foundation", false)];
    let say = |kind| letter_of(&organization, kind, &one, Language::English, "");
    let award = say(Kind::Award);
    assert_eq!(award.subject, "Proposal Guild honours you: Foundation");
    assert_eq!(
        award.lead[1..],
        ["Congratulations!", "The board is proud of you."]
    );
    assert!(award.html().unwrap().contains("The board is proud of you."));
    // The only reminder is the last one; other mails keep their subjects.
    let reminder = say(Kind::Reminder(Day::Thirty));
    assert_eq!(reminder.subject, "Waiting for you: Foundation");
    let text = reminder.text().unwrap();
    for words in [
        "Congratulations!",
        "This is the last reminder.",
        "no other reminder",
    ] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
    assert_eq!(say(Kind::Revoked).lead[1], award_free(&say(Kind::Revoked)));
}

/// The first sentence after the news itself: no intro stands in mails that bring no award.
fn award_free(letter: &Letter) -> String {
    assert!(letter.lead.iter().all(|p| !p.contains("Congratulations")));
    letter.lead[1].clone()
}

#[test]
fn names_in_every_script_stand_whole_in_both_parts() {
    let one = [badge("Foundation", false)];
    for name in [
        "Nguyễn Thị Ánh",
        "王小明",
        "山田 太郎",
        "김민준",
        "Олександр Шевченко",
        "Ελένη Παππά",
        "يوسف الخطيب",
        "נועה לוי",
        "प्रिया शर्मा",
        "สมชาย ใจดี",
        "ግርማ ወልደ",
        "Zoë Ångström",
    ] {
        let letter = letter_of(&organization(), Kind::Award, &one, Language::English, name);
        let [text, html] = both(&letter);
        assert!(text.contains(name) && html.contains(name), "{name}");
        let right_to_left = ["يوسف الخطيب", "נועה לוי"].contains(&name);
        assert_eq!(
            text.contains(&format!("\u{2068}{name}\u{2069}")),
            right_to_left,
            "{name} is isolated where it runs the other way"
        );
    }
}

#[test]
fn a_suspension_tells_the_reason_and_where_a_membership_is_renewed() {
    // S9, C19
    let suspended = BadgeFacts {
        standing: Standing::Suspended,
        reason: "the membership ended on 31 March 2026".into(),
        ..badge("Foundation", false)
    };
    let text = letter(Kind::Suspended, &[suspended], Language::English)
        .text()
        .unwrap();
    for words in [
        "Reason: the membership ended on 31 March 2026",
        "https://guild.example.org/renew",
        "keeps its address",
    ] {
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(words), "{words} is missing in\n{text}");
    }
    let renewed = letter(
        Kind::Renewed,
        &[badge("Foundation", true)],
        Language::English,
    );
    let flat = renewed.text().unwrap().replace('\n', " ");
    assert!(
        flat.contains("download the badge again") && flat.contains("LinkedIn does not notice"),
        "{flat}"
    );
}

#[test]
fn the_award_mail_names_sender_badge_link_and_help() {
    // M1, M2, M3, C20, C22, C27, S13, S15, S16, S26
    let letter = letter(
        Kind::Award,
        &[badge("Bid & Proposal Practitioner", true)],
        Language::English,
    );
    assert_eq!(letter.sender, "Proposal Guild via Accolade");
    assert_eq!(
        letter.subject,
        "You've been given credit: Bid & Proposal Practitioner"
    );
    let [text, html] = both(&letter);
    // The plain part is broken into lines; what it says is not.
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [&text, &html.replace("&#38;", "&")] {
        for expected in [
            "https://badges.example.org/claim/4r8wJk2_Qx9vTn6bYc1dLm5pZs3hFg7eKa0uRi-oWtA",
            "https://badges.example.org/b/2f8w5z0q4m6kbt7nx3vd9c1hje",
            "It works once you make the badge public.",
            "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=Bid%20%26%20Proposal%20Practitioner&organizationName=Proposal%20Guild&issueYear=2026&issueMonth=3&expirationYear=2027&expirationMonth=12",
            "LinkedIn shows the logo of Proposal Guild, not the picture of the badge.",
            "It is free",
            "Proposal Guild has authorised mails about its badges from badges@example.org",
            "add badges@example.org to your contacts or safe senders",
            "Member services, Mon–Fri 9–17, +44 20 7946 0018",
            "members@guild.example.org",
            "gave zara@example.net as your address",
            "Issued 9 March 2026",
            "Valid until 31 December 2027",
        ] {
            assert!(part.contains(expected), "{expected} is missing in\n{part}");
        }
    }
    // One button, at 160 px, with words in place of the picture, and nothing that tells who opened it.
    assert_eq!(html.matches("class=\"button\"").count(), 1);
    assert!(html.contains("width=\"160\" height=\"160\" alt=\"Badge “Bid &#38; Proposal Practitioner”, awarded by Proposal Guild\""));
    assert_eq!(html.matches("<img").count(), 1);
    assert!(html.contains("<html lang=\"en\" dir=\"ltr\""));
}

#[test]
fn no_mail_in_any_language_lacks_a_word() {
    let one = [badge("Foundation", false)];
    let two = [badge("Foundation", false), badge("Practitioner", true)];
    let organizations = [organization()];
    for language in Language::ALL {
        let mut letters = Vec::new();
        for kind in [
            Kind::Award,
            Kind::AwardAccepted,
            Kind::Reminder(Day::Thirty),
            Kind::Reminder(Day::HundredTwenty),
            Kind::Resend,
            Kind::FreshClaim,
            Kind::Revoked,
            Kind::Suspended,
            Kind::Reinstated,
            Kind::Renewed,
        ] {
            letters.push(letter(kind, &one, language));
            letters.push(letter(kind, &two, language));
        }
        for about in [
            About::SignIn {
                token: "t",
                minutes: 30,
            },
            About::Verify {
                token: "t",
                minutes: 1,
            },
            About::AddressInUse {
                token: "t",
                minutes: 30,
            },
            About::Locked {
                organizations: &organizations,
            },
            About::Locked { organizations: &[] },
            About::AddressAdded,
        ] {
            letters.push(account(language, about));
        }
        for letter in letters {
            for part in both(&letter)
                .iter()
                .chain([&letter.subject, &letter.sender])
            {
                assert!(
                    !part.contains('⟦') && !part.contains("{ $") && !part.trim().is_empty(),
                    "{part}"
                );
            }
            assert!(
                letter
                    .text()
                    .unwrap()
                    .lines()
                    .all(|l| l.chars().count() <= MEASURE || l.contains("://")),
                "a line is too long"
            );
        }
    }
}

fn account(language: Language, about: About<'_>) -> Letter {
    AccountLetter {
        words: Words::of(language),
        house: &house(),
        name: "",
        to: "zara@example.net",
        about,
    }
    .compose()
}

#[test]
fn several_badges_are_listed_in_one_mail() {
    let letter = letter(
        Kind::Award,
        &[badge("Foundation", false), badge("Practitioner", true)],
        Language::English,
    );
    assert_eq!(
        letter.subject,
        "You've been given credit: Foundation and 1 more"
    );
    let [text, html] = both(&letter);
    assert!(
        text.contains("* Foundation") && text.contains("* Practitioner"),
        "{text}"
    );
    assert_eq!(html.matches("<img").count(), 2);
    assert!(
        html.contains("Claim your badges")
            && text.contains("Add Practitioner to your LinkedIn profile")
    );
}

#[test]
fn a_reminder_says_how_to_stop_it_and_the_last_one_that_it_is_the_last() {
    // S10, S11
    let one = [badge("Foundation", false)];
    let first = letter(Kind::Reminder(Day::Thirty), &one, Language::English);
    let last = letter(Kind::Reminder(Day::HundredTwenty), &one, Language::English);
    assert_eq!(first.subject, "Waiting for you: Foundation");
    assert!(first.text().unwrap().contains("They stop as soon as"));
    assert!(!first.text().unwrap().contains("the last reminder"));
    assert!(last.text().unwrap().contains("This is the last reminder."));
}

#[test]
fn a_badge_of_a_trusted_issuer_opens_its_page_where_everybody_sees_it_and_the_wallet_otherwise() {
    // M11, M22
    let private = badge("Foundation", false);
    let public = BadgeFacts {
        public: true,
        ..private.clone()
    };
    let button = |badge: &BadgeFacts| {
        letter(
            Kind::AwardAccepted,
            std::slice::from_ref(badge),
            Language::English,
        )
        .action
        .unwrap()
        .url
    };
    assert_eq!(button(&public), public.url);
    assert_eq!(
        button(&private),
        format!(
            "https://badges.example.org/wallet/badges/{}",
            private.credential
        )
    );
    assert!(
        !letter(Kind::AwardAccepted, &[public], Language::English)
            .text()
            .unwrap()
            .contains("once you make")
    );
}

#[test]
fn a_revocation_names_the_reason_and_whom_to_ask_and_offers_nothing_to_share() {
    let revoked = BadgeFacts {
        standing: Standing::Revoked,
        reason: "awarded by mistake".into(),
        ..badge("Foundation", false)
    };
    let letter = letter(Kind::Revoked, &[revoked], Language::English);
    let text = letter.text().unwrap();
    assert!(
        text.contains("Reason: awarded by mistake") && text.contains("members@guild.example.org"),
        "{text}"
    );
    assert!(
        letter.action.is_none() && !text.contains("linkedin.com"),
        "{text}"
    );
}

#[test]
fn a_locked_password_says_why_and_whom_to_ask() {
    // C10
    let organizations = [organization()];
    let text = account(
        Language::English,
        About::Locked {
            organizations: &organizations,
        },
    )
    .text()
    .unwrap();
    for expected in [
        "ten times in a row",
        "Member services, Mon–Fri",
        "https://badges.example.org/sign-in",
    ] {
        assert!(text.contains(expected), "{expected} is missing in\n{text}");
    }
}

#[test]
fn a_sign_in_link_says_how_long_it_lives() {
    let text = account(
        Language::English,
        About::SignIn {
            token: "Ab-c_1",
            minutes: 1,
        },
    )
    .text()
    .unwrap();
    assert!(
        text.contains("https://badges.example.org/sign-in/Ab-c_1")
            && text.contains("within the next minute"),
        "{text}"
    );
    assert!(
        account(
            Language::German,
            About::SignIn {
                token: "t",
                minutes: 30
            }
        )
        .text()
        .unwrap()
        .contains("noch 30 Minuten")
    );
}

#[test]
fn what_comes_from_outside_cannot_add_markup_or_headers() {
    let mut bad = badge("<script>alert(1)</script>\r\nBcc: all@example.org", false);
    bad.image = "https://badges.example.org/a.png\" onerror=\"x".into();
    let letter = letter(Kind::Award, &[bad], Language::English);
    let html = letter.html().unwrap();
    assert!(
        !html.contains("<script") && !html.contains("onerror=\"x\""),
        "{html}"
    );
    assert!(!letter.subject.contains(['\r', '\n']));
}

#[test]
fn a_mail_in_a_language_written_right_to_left_says_so() {
    let mut letter = letter(
        Kind::Award,
        &[badge("Foundation", false)],
        Language::English,
    );
    (letter.language, letter.direction) = ("ar", direction("ar"));
    assert!(
        letter
            .html()
            .unwrap()
            .contains("<html lang=\"ar\" dir=\"rtl\"")
    );
}

#[test]
fn lines_break_between_words_and_addresses_stay_whole() {
    assert_eq!(wrap("one two three", 7), "one two\nthree");
    assert_eq!(
        wrap("see https://example.org/a/b/c now", 8),
        "see\nhttps://example.org/a/b/c\nnow"
    );
}

/// Writes mails to look at: `ACCOLADE_SHOW_MAILS=/some/directory cargo nextest run -p notification write_samples`.
#[test]
fn write_samples() {
    let Some(directory) = platform::config::environment("ACCOLADE_SHOW_MAILS") else {
        return;
    };
    let image = platform::config::environment("ACCOLADE_SHOW_IMAGE").unwrap_or_default();
    for language in Language::ALL {
        for (name, letter) in samples(&image, language) {
            let [text, html] = both(&letter);
            let file = format!("{directory}/{name}_{}", language.tag());
            std::fs::write(format!("{file}.txt"), text).unwrap();
            std::fs::write(format!("{file}.html"), html).unwrap();
        }
    }
}
