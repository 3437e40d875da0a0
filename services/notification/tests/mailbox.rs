//! Who sees what: the mailbox of demo and development, the messages of an issuer, and what lies in the database.

use crate::support::{Suite, Way};
use contracts::{
    common::v1::PageRequest,
    notification::v1::{GetMailRequest, ListMailboxRequest, ListMessagesRequest},
};
use platform::{ServiceName, identity::Caller, ids::IssuerId};
use tonic::Code;

#[tokio::test]
async fn an_issuer_sees_its_own_messages_only() {
    let suite = Suite::start().await;
    let badge = suite.told("Foundation", "zara@example.net").await;
    let stranger: IssuerId = suite.ids.random();
    let ask = |issuer: String| ListMessagesRequest {
        issuer_id: issuer,
        credential_id: badge.to_string(),
        page: None,
    };

    let own = suite
        .messages_as(&suite.staff_of(suite.issuer))
        .list_messages(ask(String::new()))
        .await
        .unwrap();
    assert_eq!(
        own.into_inner().messages.len(),
        4,
        "the award and three reminders"
    );
    let mut other = suite.messages_as(&suite.staff_of(stranger));
    assert!(
        other
            .list_messages(ask(String::new()))
            .await
            .unwrap()
            .into_inner()
            .messages
            .is_empty()
    );
    assert_eq!(
        other
            .list_messages(ask(suite.issuer.to_string()))
            .await
            .unwrap_err()
            .code(),
        Code::NotFound
    );
    let nobody = suite
        .messages_as(&Caller::Public)
        .list_messages(ask(suite.issuer.to_string()))
        .await;
    assert_eq!(nobody.unwrap_err().code(), Code::Unauthenticated);
}

#[tokio::test]
async fn lists_come_in_pages_and_a_bad_cursor_is_named() {
    let suite = Suite::start().await;
    for n in 0..5 {
        suite.told("Foundation", &format!("m{n}@example.net")).await;
    }
    let mut mailbox = suite.mailbox();
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = Some(PageRequest { limit: 2, cursor });
        let answer = mailbox
            .list_mailbox(ListMailboxRequest {
                to: String::new(),
                page,
                issuer_id: suite.issuer.to_string(),
            })
            .await;
        let answer = answer.unwrap().into_inner();
        seen.extend(answer.mails.into_iter().map(|m| m.to));
        let page = answer.page.unwrap();
        assert_eq!(page.total, Some(5));
        cursor = page.next_cursor;
        if cursor.is_empty() {
            break;
        }
    }
    assert_eq!(
        seen,
        (0..5)
            .rev()
            .map(|n| format!("m{n}@example.net"))
            .collect::<Vec<_>>()
    );

    let page = Some(PageRequest {
        limit: 2,
        cursor: "nonsense".into(),
    });
    let bad = mailbox
        .list_mailbox(ListMailboxRequest {
            to: String::new(),
            page,
            issuer_id: String::new(),
        })
        .await
        .unwrap_err();
    assert_eq!(bad.code(), Code::InvalidArgument);
    assert!(bad.message().contains("next_cursor"), "{}", bad.message());

    let asked = |cursor: &str| ListMessagesRequest {
        issuer_id: String::new(),
        credential_id: String::new(),
        page: Some(PageRequest {
            limit: 19,
            cursor: cursor.into(),
        }),
    };
    let mut messages = suite.messages_as(&suite.staff_of(suite.issuer));
    let first = messages
        .list_messages(asked(""))
        .await
        .unwrap()
        .into_inner();
    let rest = messages
        .list_messages(asked(&first.page.unwrap().next_cursor))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (first.messages.len(), rest.messages.len()),
        (19, 1),
        "five awards with three reminders each"
    );
}

#[tokio::test]
async fn there_is_no_mailbox_where_mails_go_out_by_a_server() {
    let suite = Suite::with(Way::Smtp("smtp://127.0.0.1:9".into())).await;
    let mut mailbox = suite.mailbox();
    let list = mailbox
        .list_mailbox(ListMailboxRequest::default())
        .await
        .unwrap_err();
    let get = mailbox
        .get_mail(GetMailRequest { id: "msg_x".into() })
        .await
        .unwrap_err();
    assert_eq!((list.code(), get.code()), (Code::NotFound, Code::NotFound));
}

#[tokio::test]
async fn a_mail_nobody_sent_is_not_found() {
    let suite = Suite::start().await;
    for id in ["", "msg_x", "msg_0000000000000000000000000a"] {
        assert_eq!(
            suite
                .mailbox()
                .get_mail(GetMailRequest { id: id.into() })
                .await
                .unwrap_err()
                .code(),
            Code::NotFound,
            "{id}"
        );
    }
    assert_eq!(suite.store.service(), ServiceName::Notification);
}

#[tokio::test]
async fn no_address_and_no_name_lies_open_in_the_database() {
    let suite = Suite::start().await;
    if !suite.store.is_embedded() {
        eprintln!("skipped: there are no files to look into");
        return;
    }
    suite
        .told("Foundation", "zara.ashworth@secret-host.example")
        .await;
    let dir = suite.directory();
    let mut read = 0;
    for entry in std::fs::read_dir(dir).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        read += bytes.len();
        for secret in ["zara.ashworth", "secret-host", "Zara Ashworth", "token-0"] {
            let found = bytes
                .windows(secret.len())
                .any(|w| w.eq_ignore_ascii_case(secret.as_bytes()));
            assert!(!found, "{secret} stands in the database");
        }
    }
    assert!(read > 10_000);
}
