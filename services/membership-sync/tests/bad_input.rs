//! Files as people really send them.

use crate::support::{
    House, MEMBERS, certifications, complete, header, member, members, practitioner,
};

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_file_changes_nothing_and_says_why() {
    let house = House::new().await;
    house.import_members(&member(1, "active", "")).await;
    for (bytes, why) in [
        ("", "the file is empty: it has not even a header row"),
        (MEMBERS, "the file has a header row and no other row"),
        ("\u{feff}", "the file is empty"),
        ("\n\n \n", "the file is empty"),
    ] {
        let run = house.import(complete(members()), bytes).await;
        assert_eq!(run.state, "failed");
        assert!(
            run.reason.starts_with(why) && run.reason.ends_with("Nothing was changed"),
            "{}",
            run.reason
        );
    }
    assert_eq!(house.member("PG-1").await.unwrap().status, "active");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_csv_file_is_named() {
    let house = House::new().await;
    let run = house.import(members(), b"PK\x03\x04workbook").await;
    assert!(
        run.reason.contains("an Excel or OpenDocument workbook")
            && run.reason.contains("CSV UTF-8"),
        "{}",
        run.reason
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn windows_1252_with_semicolons_and_quoted_newlines_is_read() {
    let house = House::new().await;
    let text = "Membership Number;Name;E-Mail;Status;Employer\r\nPG-1;\"Zo\u{eb} \u{d6}rsted\";zoe@example.org;active;\"Blue\r\nHarbour; Ltd\"\r\n";
    let bytes: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let run = house.import(members(), bytes).await;
    assert_eq!((run.state.as_str(), run.added), ("finished", 1), "{run:?}");
    assert_eq!(
        run.notes,
        ["read as windows-1252, cells between semicolons"]
    );
    let member = house.member("PG-1").await.unwrap();
    assert_eq!(
        (member.display_name.as_str(), member.employer.as_str()),
        ("Zoë Örsted", "Blue Harbour; Ltd")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_byte_order_mark_tabs_and_utf_16_are_read() {
    let house = House::new().await;
    let tabs = "\u{feff}member_number\tdisplay_name\temail\tmembership_status\nPG-1\tZoë\tz@example.org\tactive\n";
    assert_eq!(house.import(members(), tabs).await.added, 1);
    let utf16: Vec<u8> = tabs
        .replace("PG-1", "PG-2")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(house.import(members(), utf16).await.added, 1);
    assert_eq!(house.member("PG-2").await.unwrap().display_name, "Zoë");
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_and_doubled_columns_are_named_and_nothing_changes() {
    let house = House::new().await;
    let run = house
        .import(
            members(),
            "member_number,display_name,email\nPG-1,Ada,a@example.org\n",
        )
        .await;
    assert_eq!(run.state, "failed");
    assert!(
        run.reason
            .contains("the column `membership_status` is missing")
            && run.reason.contains("member_number, display_name, email"),
        "{}",
        run.reason
    );
    let run = house
        .import(
            members(),
            "member_number,email,E-Mail,name,status\nPG-1,a@example.org,b@example.org,Ada,active\n",
        )
        .await;
    assert!(
        run.reason
            .contains("`email` and `E-Mail` both mean `email`"),
        "{}",
        run.reason
    );
    let run = house
        .import(
            members(),
            "member_number,email,status\nPG-1,a@example.org,active\n",
        )
        .await;
    assert!(
        run.reason.contains("`display_name` is missing"),
        "{}",
        run.reason
    );
    assert!(house.member("PG-1").await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn good_rows_go_and_a_bad_address_on_row_900_is_told() {
    let house = House::new().await;
    let rows: String = (2..=1000)
        .map(|row| {
            if row == 900 {
                "PG-900,Bo,Bad,Bo Bad,bo at example,active,,\n".to_owned()
            } else {
                member(row, "active", "")
            }
        })
        .collect();
    let run = house.import_members(&rows).await;
    assert_eq!(
        (run.state.as_str(), run.rows, run.added, run.refused),
        ("finished", 999, 998, 1)
    );
    let told = house.errors(&run).await;
    let error = &told.errors[0];
    assert_eq!(
        (error.row, error.column.as_str(), error.value.as_str()),
        (900, "email", "bo at example")
    );
    assert!(
        error.reason.contains("as in ada@example.org"),
        "{}",
        error.reason
    );
    assert_eq!(told.header[0], "member_number");
    assert_eq!(
        (told.refused[0].row, told.refused[0].cells[2].as_str()),
        (900, "Bad")
    );
    assert!(
        told.refused[0].reason.starts_with("email: "),
        "{}",
        told.refused[0].reason
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn each_bad_value_is_told_by_row_column_value_and_reason() {
    let house = House::new().await;
    house.guild_rules().await;
    let rows = format!(
        "{}PG-2,A,B,A B,a@example.org,gone,31.03.2020,\nPG-1,A,B,A B,a@example.org,active,,\n,A,B,A B,a@example.org,active,,\nPG-5,too,few\n",
        member(1, "active", "2030-01-01")
    );
    let run = house.import_members(&rows).await;
    assert_eq!((run.added, run.refused), (1, 4));
    let told: Vec<_> = house
        .errors(&run)
        .await
        .errors
        .into_iter()
        .map(|e| (e.row, e.column, e.value, e.reason))
        .collect();
    let find = |row: u64, column: &str| {
        told.iter()
            .find(|t| t.0 == row && t.1 == column)
            .unwrap_or_else(|| panic!("row {row} {column}: {told:?}"))
    };
    assert!(
        find(3, "membership_status")
            .3
            .contains("there are active, lapsed, pending")
    );
    assert_eq!(find(3, "joined_on").2, "31.03.2020");
    assert!(
        find(4, "member_number")
            .3
            .contains("row 2 has this number already")
    );
    assert!(find(5, "member_number").3.contains("needed"));
    assert!(find(6, "").3.contains("the row has 3 cells"));

    let passed = format!(
        "{}PG-9,Bid & Proposal Management,Practitioner,2,2025-01-01,PR9\nPG-1,Wine Tasting,Master,1,2025-01-01,PR10\nPG-1,Bid & Proposal Management,Foundation,1,2025-13-01,PR11\n{}",
        practitioner(1),
        practitioner(1)
    );
    let run = house.import_certifications(&passed).await;
    assert_eq!((run.added, run.refused, run.awarded), (1, 4, 1));
    let told: Vec<_> = house
        .errors(&run)
        .await
        .errors
        .into_iter()
        .map(|e| (e.row, e.column, e.value, e.reason))
        .collect();
    let find = |row: u64, column: &str| {
        told.iter()
            .find(|t| t.0 == row && t.1 == column)
            .unwrap_or_else(|| panic!("row {row} {column}: {told:?}"))
    };
    assert!(
        find(3, "candidate_number")
            .3
            .contains("no member has this number")
    );
    let unknown = find(4, "certification");
    assert_eq!(unknown.2, "Wine Tasting, Master");
    assert!(
        unknown.3.contains(
            "Bid & Proposal Management, Foundation; Bid & Proposal Management, Practitioner"
        ),
        "{}",
        unknown.3
    );
    assert_eq!(find(5, "passed_on").2, "2025-13-01");
    assert!(
        find(6, "certificate_number")
            .3
            .contains("row 2 has this number already")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_belongs_to_one_person() {
    let house = House::new().await;
    house
        .import_members(&format!(
            "{}{}",
            member(1, "active", ""),
            member(2, "active", "")
        ))
        .await;
    house.import_certifications(&practitioner(1)).await;
    let run = house
        .import_certifications("PG-2,Bid & Proposal Management,Practitioner,2,2025-08-20,PR1\n")
        .await;
    assert_eq!(run.state, "failed");
    assert!(
        run.reason.contains("none of the 1 rows can be taken"),
        "{}",
        run.reason
    );
    assert!(
        house.errors(&run).await.errors[0]
            .reason
            .contains("on record for another member")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fix_file_is_taken_as_it_is() {
    let house = House::new().await;
    let run = house
        .import_members(&format!(
            "{}PG-2,Bo,Bad,Bo Bad,bo at example,active,,\n",
            member(1, "active", "")
        ))
        .await;
    let told = house.errors(&run).await;
    let refused: Vec<(&[String], &str)> = told
        .refused
        .iter()
        .map(|r| (r.cells.as_slice(), r.reason.as_str()))
        .collect();
    let fix = String::from_utf8(platform::csv::fix_file(&told.header, refused)).unwrap();
    let run = house
        .import(members(), fix.replace("bo at example", "bo@example.org"))
        .await;
    assert_eq!((run.added, run.refused), (1, 0));
    assert_eq!(house.member("PG-2").await.unwrap().email, "bo@example.org");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_wrongly_is_refused_with_the_field() {
    let house = House::new().await;
    let refused = house
        .send(&house.client(), header("credits"), b"a,b\n")
        .await
        .unwrap_err();
    assert_eq!(refused.code(), tonic::Code::InvalidArgument);
    assert!(
        refused.message().contains("members or certifications"),
        "{}",
        refused.message()
    );
    let refused = house
        .send(&house.client(), complete(certifications()), b"a,b\n")
        .await
        .unwrap_err();
    assert!(
        refused.message().contains("only a file of members"),
        "{}",
        refused.message()
    );
}
