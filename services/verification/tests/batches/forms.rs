//! What a batch may come as: links, a ZIP, a table, plain text, a stream of badges.
use std::io::Write as _;

use contracts::verification::v1::{
    self as v, create_verify_batch_request::Part, verify_batch_item::Badge,
};
use platform::{Kind, rpc::IDEMPOTENCY_KEY};
use tonic::Request;
use zip::write::SimpleFileOptions;

use super::{forged, three_badges};
use crate::support::{House, kind, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_links_is_checked_told_and_exported() {
    let (site, guild) = three_badges().await;
    let dir = tempfile::tempdir().unwrap();
    let house = House::new(dir.path(), &[&site]).await;
    let caller = house.client(house.issuer());
    let list = format!(
        "\u{feff}{}\r\n{}\n\n{}\n{}\nhello\n",
        site.at("/b/1"),
        site.at("/b/2"),
        serde_json::json!({"name": "=Ada", "credential": guild.badge(3)}),
        serde_json::json!({"name": "nobody"}),
    );
    let sent = house
        .send(&caller, "application/x-ndjson", list.as_bytes())
        .await
        .unwrap();
    assert_eq!((sent.state.as_str(), sent.total), ("waiting", 0));
    let done = house.done(&caller, &sent.id).await;
    assert_eq!(
        (done.state.as_str(), done.total, done.done),
        ("finished", 5, 5)
    );
    assert_eq!(
        (
            done.valid,
            done.valid_issuer_unknown,
            done.unverifiable,
            done.invalid
        ),
        (0, 2, 1, 2),
        "{done:?}"
    );
    let results = house.results(&caller, &sent.id, "").await;
    let told: Vec<_> = results
        .iter()
        .map(|r| {
            (
                r.number,
                r.row,
                r.verdict.as_str(),
                r.state.as_str(),
                r.code.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (1, 1, "valid_issuer_unknown", "valid", ""),
            (2, 2, "invalid", "revoked", "status.revoked"),
            (3, 4, "valid_issuer_unknown", "valid", ""),
            (4, 5, "unverifiable", "unknown", "batch.no_badge"),
            (5, 6, "invalid", "unknown", "read.unknown_format"),
        ]
    );
    assert_eq!(results[0].name, site.at("/b/1"));
    assert_eq!(results[0].credential_id, site.at("/b/1"));
    assert_eq!(results[2].issuer_name, "Guild");
    let revoked = house.results(&caller, &sent.id, "invalid").await;
    assert_eq!(revoked.len(), 2);
    assert!(house.results(&caller, &sent.id, "pending").await.is_empty());

    // The whole report on one of them.
    let ask = |number| v::GetVerifyResultRequest {
        id: sent.id.clone(),
        number,
    };
    let report = house
        .batches(&caller)
        .get_verify_result(ask(2))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (report.verdict.as_str(), report.state.as_str()),
        ("invalid", "revoked")
    );
    assert!(report.json.contains("\"inputs\""), "{}", report.json);
    let refused = house
        .batches(&caller)
        .get_verify_result(ask(4))
        .await
        .unwrap()
        .into_inner();
    assert!(
        refused.summary.contains("names no badge"),
        "{}",
        refused.summary
    );
    assert_eq!(
        kind(house.batches(&caller).get_verify_result(ask(9)).await),
        Kind::NotFound
    );

    // As a file.
    let ask = v::ExportVerifyResultsRequest {
        id: sent.id.clone(),
    };
    let mut pieces = house
        .batches(&caller)
        .export_verify_results(ask)
        .await
        .unwrap()
        .into_inner();
    let mut file = Vec::new();
    while let Some(piece) = pieces.message().await.unwrap() {
        file.extend(piece.bytes);
    }
    let file = String::from_utf8(file).unwrap();
    assert!(
        file.starts_with("\u{feff}number,name,row,verdict,"),
        "{file}"
    );
    assert_eq!(file.trim_end().lines().count(), 6);
    assert!(
        file.contains("3,'=Ada,4,valid_issuer_unknown"),
        "no cell is a formula: {file}"
    );

    // Nothing of the badges is left but what was found, and that only sealed.
    assert_eq!(house.count("verify_piece").await, 0);
    let database = std::fs::read(dir.path().join("verification.db")).unwrap();
    for word in ["=Ada", "Knows the craft", "Passed the exam"] {
        let there = database.windows(word.len()).any(|w| w == word.as_bytes());
        assert!(!there, "{word} lies open in the database");
    }
    // The log of verdicts has every badge that was looked at.
    until("four verdicts are logged", || async {
        house.count("verdict").await == 4
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_zip_is_checked_file_by_file_and_damage_is_told_of_the_file_it_is_in() {
    let (site, guild) = three_badges().await;
    let dir = tempfile::tempdir().unwrap();
    let house = House::new(dir.path(), &[&site]).await;
    let caller = house.staff(house.issuer());
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default();
    let mut add = |name: &str, bytes: &[u8]| {
        packed.start_file(name, stored).unwrap();
        packed.write_all(bytes).unwrap();
    };
    add("2026/März/ada.json", guild.badge(1).to_string().as_bytes());
    add("2026/bert.json", forged(&guild).as_bytes());
    add("__MACOSX/._ada.json", b"x");
    add(".DS_Store", b"x");
    add("letter.txt", b"Dear all");
    // Unpacks to more than any badge needs.
    add("bomb.json", &vec![b' '; 13 << 20]);
    let bytes = packed.finish().unwrap().into_inner();
    let sent = house
        .send(&caller, "application/zip", &bytes)
        .await
        .unwrap();
    let done = house.done(&caller, &sent.id).await;
    assert_eq!((done.total, done.done), (4, 4), "{done:?}");
    let results = house.results(&caller, &sent.id, "").await;
    let told: Vec<_> = results
        .iter()
        .map(|r| (r.name.as_str(), r.verdict.as_str(), r.code.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("2026/März/ada.json", "valid_issuer_unknown", ""),
            ("2026/bert.json", "invalid", "proof.bad_signature"),
            ("letter.txt", "invalid", "read.unknown_format"),
            ("bomb.json", "unverifiable", "batch.too_large"),
        ]
    );
    assert_eq!(house.count("verify_piece").await, 0);

    // What is no ZIP at all says so.
    let sent = house
        .send(&caller, "application/zip", b"PK no zip")
        .await
        .unwrap();
    let failed = house.done(&caller, &sent.id).await;
    assert_eq!(failed.state, "failed");
    assert!(failed.failure.contains("no ZIP"), "{}", failed.failure);
    // Cut off in the middle: the directory is at the end.
    let cut = house
        .send(&caller, "application/zip", &bytes[..bytes.len() / 2])
        .await
        .unwrap();
    assert_eq!(house.done(&caller, &cut.id).await.state, "failed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_csv_file_names_badges_by_column_and_a_file_without_any_says_what_is_missing() {
    let (site, guild) = three_badges().await;
    let dir = tempfile::tempdir().unwrap();
    let house = House::new(dir.path(), &[&site]).await;
    let caller = house.operator();
    let json = guild.badge(3).to_string().replace('"', "\"\"");
    let table = format!(
        "Candidate;Link;Badge;E-Mail\nAda;{};;ada@example.org\nBert;;\"{json}\";\nCleo;;;\n;;;\nDora;{}\n",
        site.at("/b/1"),
        site.at("/b/2"),
    );
    let sent = house
        .send(&caller, "text/csv", table.as_bytes())
        .await
        .unwrap();
    assert_eq!(sent.issuer_id, "", "an operator's own");
    house.done(&caller, &sent.id).await;
    let results = house.results(&caller, &sent.id, "").await;
    let told: Vec<_> = results
        .iter()
        .map(|r| (r.name.as_str(), r.row, r.verdict.as_str(), r.code.as_str()))
        .collect();
    assert_eq!(told.len(), 4, "{told:?}");
    // The badge says nothing of an address: that cannot be confirmed.
    assert_eq!((told[0].0, told[0].1), ("Ada", 2));
    assert_eq!(told[1], ("Bert", 3, "valid_issuer_unknown", ""));
    assert_eq!(told[2], ("Cleo", 4, "unverifiable", "batch.no_badge"));
    assert_eq!(
        (told[3].0, told[3].3),
        ("Dora", "batch.row"),
        "too few cells"
    );

    let sent = house
        .send(&caller, "text/csv", b"name,email\nAda,ada@example.org\n")
        .await
        .unwrap();
    let failed = house.done(&caller, &sent.id).await;
    assert!(
        failed.failure.contains("no column holds links or badges"),
        "{}",
        failed.failure
    );
    // A bare column of links has no header.
    let links = format!("{}\n{}\n", site.at("/b/1"), site.at("/b/3"));
    let sent = house
        .send(&caller, "text/csv", links.as_bytes())
        .await
        .unwrap();
    assert_eq!(house.done(&caller, &sent.id).await.valid_issuer_unknown, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn text_files_are_read_as_excel_and_old_programs_write_them() {
    let (site, _) = three_badges().await;
    let dir = tempfile::tempdir().unwrap();
    let house = House::new(dir.path(), &[&site]).await;
    let caller = house.operator();
    let utf16 = |text: &str, big: bool| -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    };
    let windows = |text: &str| -> Vec<u8> {
        text.chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect()
    };
    let (one, two) = (site.at("/b/1"), site.at("/b/3"));
    // Excel's “Unicode text” is a table with tabs, and its name ends in .txt.
    let tabs = format!("Candidate\tLink\r\nZoë Müller\t{one}\r\nŁukasz\t{two}\r\nnobody\t\r\n");
    let semicolons =
        format!("Candidate;Link\r\nZoë Müller;{one}\r\nJosé Peña;{two}\r\nnobody;\r\n");
    let files = [
        ("text/plain", utf16(&tabs, false), "Łukasz"),
        ("text/csv", utf16(&tabs, true), "Łukasz"),
        ("text/csv", windows(&semicolons), "José Peña"),
        ("text/plain", windows(&semicolons), "José Peña"),
    ];
    for (media_type, bytes, second) in files {
        let sent = house.send(&caller, media_type, &bytes).await.unwrap();
        let done = house.done(&caller, &sent.id).await;
        assert_eq!(
            (done.state.as_str(), done.total, done.valid_issuer_unknown),
            ("finished", 3, 2),
            "{media_type} {}",
            done.failure
        );
        let results = house.results(&caller, &sent.id, "").await;
        let told: Vec<_> = results
            .iter()
            .map(|r| (r.name.as_str(), r.row, r.code.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("Zoë Müller", 2, ""),
                (second, 3, ""),
                ("nobody", 4, "batch.no_badge")
            ],
            "{media_type}: a problem names its row"
        );
    }
    // A list of links, a line that is none among them, in either encoding.
    let links = format!("{one}\r\n\r\nsiehe Müller\r\n{two}\r\n");
    for bytes in [utf16(&links, false), utf16(&links, true), windows(&links)] {
        let sent = house.send(&caller, "text/plain", &bytes).await.unwrap();
        let done = house.done(&caller, &sent.id).await;
        assert_eq!((done.total, done.valid_issuer_unknown), (3, 2));
        let results = house.results(&caller, &sent.id, "").await;
        let rows: Vec<_> = results.iter().map(|r| r.row).collect();
        assert_eq!(rows, [1, 3, 4], "row 2 is blank");
    }
    let sent = house
        .send(&caller, "text/plain", b"PK\x03\x04\x00\x00")
        .await
        .unwrap();
    let failed = house.done(&caller, &sent.id).await;
    assert!(failed.failure.contains("workbook"), "{}", failed.failure);
}

#[tokio::test(flavor = "multi_thread")]
async fn single_badges_come_as_a_stream_and_a_key_sent_twice_makes_one_batch() {
    let (site, guild) = three_badges().await;
    let dir = tempfile::tempdir().unwrap();
    let house = House::new(dir.path(), &[&site]).await;
    let caller = house.client(house.issuer());
    let stream = |badges: Vec<Badge>, media_type: &str| {
        let header = v::VerifyBatchHeader {
            media_type: media_type.into(),
            ..Default::default()
        };
        let mut pieces = vec![v::CreateVerifyBatchRequest {
            header: Some(header),
            part: None,
        }];
        for badge in badges {
            let item = v::VerifyBatchItem {
                badge: Some(badge),
                ..Default::default()
            };
            pieces.push(v::CreateVerifyBatchRequest {
                header: None,
                part: Some(Part::Item(item)),
            });
        }
        let mut request = Request::new(tokio_stream::iter(pieces));
        request
            .metadata_mut()
            .insert(IDEMPOTENCY_KEY, "monday".parse().unwrap());
        request
    };
    let badges = || {
        vec![
            Badge::Url(site.at("/b/1")),
            Badge::Text(guild.badge(2).to_string()),
            Badge::File(guild.badge(3).to_string().into_bytes()),
        ]
    };
    let mut door = house.batches(&caller);
    let first = door
        .create_verify_batch(stream(badges(), ""))
        .await
        .unwrap()
        .into_inner();
    assert_eq!((first.state.as_str(), first.total), ("running", 3));
    let again = door
        .create_verify_batch(stream(badges(), ""))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(again.id, first.id);
    assert_eq!(
        house.count("verify_batch").await,
        1,
        "what came twice is thrown away"
    );
    let other = stream(vec![Badge::Url(site.at("/b/3"))], "");
    assert_eq!(kind(door.create_verify_batch(other).await), Kind::Conflict);
    let done = house.done(&caller, &first.id).await;
    assert_eq!((done.valid_issuer_unknown, done.invalid), (2, 1));

    for (mut sent, word) in [
        (stream(Vec::new(), ""), "no badge came"),
        (stream(badges(), "text/csv"), "leave it empty"),
        (stream(badges(), "application/pdf"), "application/zip"),
        (
            stream(vec![Badge::File(vec![b'x'; (2 << 20) + 1])], ""),
            "larger than 2 MiB",
        ),
    ] {
        sent.metadata_mut().remove(IDEMPOTENCY_KEY);
        let refused = door.create_verify_batch(sent).await.unwrap_err();
        assert!(refused.message().contains(word), "{refused:?}");
    }
    assert_eq!(house.count("verify_batch").await, 1);
    assert_eq!(house.count("verify_item").await, 3);
}
