//! The exact words that people read when what they sent cannot be used.

use crate::support::{client_of, fields, house, new_achievement, refused};
use contracts::issuance::v1::{
    AwardRequest, BatchHeader, GetCredentialRequest, Recipient, RevokeCredentialRequest,
    SetImageRequest,
};
use platform::{Kind, identity::Scope, refusal::Refused};
use std::fmt::Write as _;

/// A refusal as it is told: its status, its words, each field with its value and the fix.
fn told(what: &str, refusal: &Refused) -> String {
    let mut text = format!(
        "# {what}\n{:?} {}: {}\n",
        refusal.kind, refusal.code, refusal.message
    );
    for field in &refusal.fields {
        // Writing to a String cannot fail.
        let _written = writeln!(
            text,
            "- {} = {:?}: {}",
            field.field, field.value, field.problem
        );
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_awards_is_told_in_these_words() {
    let house = house().await;
    let p = house.programme("guild").await;
    let mut words = String::new();
    for (what, file) in [
        ("nothing but a header", &b"email,name\n"[..]),
        ("no address column", b"name,city\nAna,Lima\n"),
        ("two columns for one thing", b"email,E-Mail\na@b.c,d@e.f\n"),
        ("a workbook", b"PK\x03\x04 not a table"),
    ] {
        let failed = p.import(p.header(), file).await;
        assert_eq!(failed.state, "failed", "{what}");
        words.push_str(&format!("# {what}\n{}\n", failed.failure));
    }
    let long = "x".repeat(130);
    let rows = format!(
        "achievement;email;name;awarded_at;valid_until;reference;locale;evidence_url\n\
         ;ada at example;Ada;;;R1;;\n\
         Wine Tasting;b@example.org;Bo;;;R2;;\n\
         ;c@example.org;{long};2026-01-15;2025-01-15;R3;;\n\
         ;d@example.org;Di;15.01.2026;;R4;;\n\
         ;e@example.org;Ed;2099-01-15;;R5;english please;ftp://x\n\
         ;f@example.org;too few\n\
         ;good@example.org;Good;;;R7;;\n"
    );
    let done = p.import(p.header(), rows.as_bytes()).await;
    assert_eq!(
        (done.state.as_str(), done.awarded, done.refused),
        ("finished", 1, 6)
    );
    words.push_str("# rows\n");
    for e in p.errors(&done.id).await.errors {
        words.push_str(&format!(
            "{} | {} | {:?} | {}\n",
            e.row, e.column, e.value, e.reason
        ));
    }
    insta::assert_snapshot!(words);
}

fn png(side: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgba8(side, side)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// A small file that claims a picture of 100,000 by 100,000 pixels: refused before anything is decoded.
fn bomb() -> Vec<u8> {
    let mut bytes = png(16);
    bytes[16..20].copy_from_slice(&100_000u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&100_000u32.to_be_bytes());
    let sum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| {
            (c >> 1) ^ (0xedb8_8320 * (c & 1))
        })
    })
}

#[tokio::test]
async fn a_picture_is_refused_in_these_words() {
    let house = house().await;
    let (_, owner) = house.issuer("guild").await;
    let made = house
        .make(&owner, new_achievement("Practitioner"))
        .await
        .unwrap();
    let mut truncated = png(400);
    truncated.truncate(60);
    let script = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600"><script>alert(1)</script></svg>"#;
    let elsewhere = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600"><image href="https://tracker.example.net/x.png"/></svg>"#;
    let mut words = String::new();
    for (what, image) in [
        ("nothing", Vec::new()),
        ("a truncated PNG", truncated),
        ("a picture of 20 pixels", png(20)),
        (
            "a small file that would unfold to 10 billion pixels",
            bomb(),
        ),
        ("a GIF", b"GIF89a".to_vec()),
        ("an SVG with nothing but a script", script.to_vec()),
        ("an SVG that loads from elsewhere", elsewhere.to_vec()),
        ("11 MiB", vec![0; 11 << 20]),
    ] {
        let asked = SetImageRequest {
            id: made.id.clone(),
            image,
            ..SetImageRequest::default()
        };
        let refusal = refused(house.achievements(&owner).set_image(asked).await);
        assert_eq!(
            (refusal.kind, fields(&refusal)),
            (Kind::Invalid, vec!["image"]),
            "{what}"
        );
        words.push_str(&told(what, &refusal));
    }
    insta::assert_snapshot!(words);
}

/// What can be seen in it is kept; what would act is not.
#[tokio::test]
async fn an_svg_is_kept_without_what_would_act() {
    let house = house().await;
    let (_, owner) = house.issuer("guild").await;
    let made = house
        .make(&owner, new_achievement("Practitioner"))
        .await
        .unwrap();
    let image = br##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 600 600">
        <script>alert(1)</script><rect width="600" height="600" fill="#7a1f3d" onclick="alert(2)"/>
        <a xlink:href="javascript:alert(3)"><circle cx="300" cy="300" r="200" fill="#fff"/></a></svg>"##;
    let asked = SetImageRequest {
        id: made.id.clone(),
        image: image.to_vec(),
        ..SetImageRequest::default()
    };
    let taken = house.achievements(&owner).set_image(asked).await.unwrap();
    let version = house.version_in_force(&taken.into_inner()).await;
    let kept = house.svg(&version).await;
    assert!(kept.contains("#7a1f3d"), "{kept}");
    for bad in ["script", "onclick", "javascript", "alert"] {
        assert!(!kept.contains(bad), "{bad} is in\n{kept}");
    }
}

#[tokio::test]
async fn a_right_that_is_missing_and_another_tenant_s_id_are_told_in_these_words() {
    let house = house().await;
    let p = house.programme("guild").await;
    let stranger = house.programme("plant-society").await;
    let badge = p.award().await;
    let issuer = p.issuer.id.parse().unwrap();
    let reader = client_of(issuer, &[Scope::CredentialsRead]);
    let award = AwardRequest {
        achievement_id: p.achievement.id.clone(),
        recipient: Some(Recipient {
            email: "ada@example.org".into(),
            ..Recipient::default()
        }),
        ..AwardRequest::default()
    };
    let mut words = String::new();
    let refusal = refused(house.credentials(&reader).award(award.clone()).await);
    assert_eq!(refusal.kind, Kind::Forbidden);
    words.push_str(&told("an award with a key that may only read", &refusal));
    let send = p
        .send_as(&reader, p.header(), b"email\na@example.org\n")
        .await;
    words.push_str(&told(
        "a file with a key that may only read",
        &refused(send.map(tonic::Response::new)),
    ));
    for (what, refusal) in [
        (
            "another tenant's badge",
            refused(
                house
                    .credentials(&stranger.owner)
                    .get_credential(GetCredentialRequest {
                        id: badge.id.clone(),
                    })
                    .await,
            ),
        ),
        (
            "revoking another tenant's badge",
            refused(
                house
                    .credentials(&stranger.owner)
                    .revoke_credential(RevokeCredentialRequest {
                        id: badge.id.clone(),
                        reason: "mine now".into(),
                    })
                    .await,
            ),
        ),
        (
            "another tenant's achievement",
            refused(house.credentials(&stranger.owner).award(award).await),
        ),
        (
            "a badge there never was",
            refused(
                house
                    .credentials(&p.owner)
                    .get_credential(GetCredentialRequest {
                        id: "no-such-badge".into(),
                    })
                    .await,
            ),
        ),
    ] {
        assert_eq!(refusal.kind, Kind::NotFound, "{what}");
        words.push_str(&told(what, &refusal));
    }
    assert_eq!(
        p.get(&badge.id).await.status,
        "valid",
        "nothing was changed"
    );
    insta::assert_snapshot!(words);
}

/// The fix file of a file in Windows-1252 with `;`, quoted newlines and a bad row is taken as it came back, with only
/// the bad cell mended.
#[tokio::test(flavor = "multi_thread")]
async fn a_fix_file_of_an_old_spreadsheet_goes_back_as_it_is() {
    let house = house().await;
    let p = house.programme("guild").await;
    let text = "E-Mail;Full Name;narrative;Certificate number\r\n\
                bad at example;Zoë Ågren;\"two\r\nlines; \"\"quoted\"\"\";PR-1\r\n\
                ok@example.org;José;;PR-2\r\n";
    let (file, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let header = BatchHeader {
        file_name: "alt.csv".into(),
        ..p.header()
    };
    let done = p.import(header, &file).await;
    assert_eq!((done.awarded, done.refused), (1, 1));
    let told = p.errors(&done.id).await;
    let rows: Vec<(&[String], &str)> = told
        .refused
        .iter()
        .map(|r| (r.cells.as_slice(), r.reason.as_str()))
        .collect();
    let fix = String::from_utf8(platform::csv::fix_file(&told.header, rows)).unwrap();
    // As it is, it is refused again for the same reason, and nothing else happens.
    let again = p.import(p.header(), fix.as_bytes()).await;
    assert_eq!((again.awarded, again.repeated, again.refused), (0, 0, 1));
    assert_eq!(p.errors(&again.id).await.errors[0].column, "E-Mail");
    let mended = fix.replace("bad at example", "zoe@example.org");
    let done = p.import(p.header(), mended.as_bytes()).await;
    assert_eq!((done.awarded, done.refused), (1, 0));
    let found = p.search("zoe@example.org").await;
    assert_eq!(found[0].narrative, "two\nlines; \"quoted\"");
    assert_eq!(found[0].recipient.as_ref().unwrap().name, "Zoë Ågren");
}
