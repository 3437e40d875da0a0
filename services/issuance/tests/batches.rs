//! Files of awards.

use crate::{
    cut_off::cut_off,
    programme::Programme,
    support::{BASE, House, PATIENCE, house, house_at, refused},
};
use contracts::{
    Fact as _,
    events::v1 as facts,
    issuance::v1::{
        ApplyBatchRequest, Batch, BatchHeader, CreateBatchRequest, GetBatchRequest,
        ListBatchErrorsRequest, ListBatchErrorsResponse, ListBatchesRequest,
        ListCredentialsRequest, ResumeBatchRequest,
    },
};
use platform::{Kind, identity::Caller, jobs, tasks::Tasks};
use std::time::{Duration, Instant};

impl Programme<'_> {
    pub fn header(&self) -> BatchHeader {
        BatchHeader {
            file_name: "awards.csv".into(),
            media_type: "text/csv".into(),
            achievement_id: self.achievement.id.clone(),
            ..BatchHeader::default()
        }
    }
    /// Sends a file in small pieces.
    pub async fn send(&self, header: BatchHeader, file: &[u8]) -> Result<Batch, tonic::Status> {
        self.send_as(&self.owner, header, file).await
    }
    pub async fn send_as(
        &self,
        caller: &Caller,
        header: BatchHeader,
        file: &[u8],
    ) -> Result<Batch, tonic::Status> {
        let first = CreateBatchRequest {
            header: Some(header),
            bytes: Vec::new(),
        };
        let rest = file.chunks(1000).map(|piece| CreateBatchRequest {
            header: None,
            bytes: piece.to_vec(),
        });
        let pieces: Vec<_> = std::iter::once(first).chain(rest).collect();
        self.house
            .credentials(caller)
            .create_batch(tokio_stream::iter(pieces))
            .await
            .map(tonic::Response::into_inner)
    }
    /// Sends a file with an idempotency key.
    async fn send_once(
        &self,
        key: &'static str,
        header: BatchHeader,
        file: &[u8],
    ) -> Result<Batch, platform::refusal::Refused> {
        let pieces = [
            CreateBatchRequest {
                header: Some(header),
                bytes: Vec::new(),
            },
            CreateBatchRequest {
                header: None,
                bytes: file.to_vec(),
            },
        ];
        let mut request = tonic::Request::new(tokio_stream::iter(pieces));
        let key = tonic::metadata::MetadataValue::from_static(key);
        request
            .metadata_mut()
            .insert(platform::rpc::IDEMPOTENCY_KEY, key);
        let answer = self
            .house
            .credentials(&self.owner)
            .create_batch(request)
            .await;
        answer.map(tonic::Response::into_inner).map_err(Into::into)
    }
    async fn batch(&self, id: &str) -> Batch {
        self.house
            .credentials(&self.owner)
            .get_batch(GetBatchRequest { id: id.into() })
            .await
            .unwrap()
            .into_inner()
    }
    pub async fn errors(&self, id: &str) -> ListBatchErrorsResponse {
        self.house
            .credentials(&self.owner)
            .list_batch_errors(ListBatchErrorsRequest {
                id: id.into(),
                page: None,
            })
            .await
            .unwrap()
            .into_inner()
    }
    /// Sends a file and waits until every row was dealt with.
    pub async fn import(&self, header: BatchHeader, file: &[u8]) -> Batch {
        let sent = self.send(header, file).await.unwrap();
        assert_eq!(sent.state, "received");
        let tasks = Tasks::new();
        jobs::run(
            &self.house.foundation.store,
            self.house.jobs.clone(),
            &tasks,
        );
        let done = self
            .wait(&sent.id, "the file is worked through", |batch| {
                ["finished", "failed"].contains(&batch.state.as_str())
            })
            .await;
        tasks.shutdown(PATIENCE).await;
        done
    }
    /// Lets jobs run until the file stands so.
    async fn until(&self, id: &str, state: &str) -> Batch {
        let tasks = Tasks::new();
        jobs::run(
            &self.house.foundation.store,
            self.house.jobs.clone(),
            &tasks,
        );
        let done = self.wait(id, state, |batch| batch.state == state).await;
        tasks.shutdown(PATIENCE).await;
        done
    }
    async fn apply(&self, id: &str) -> Result<Batch, platform::refusal::Refused> {
        let asked = ApplyBatchRequest { id: id.into() };
        let answer = self.house.credentials(&self.owner).apply_batch(asked).await;
        answer.map(tonic::Response::into_inner).map_err(Into::into)
    }
    async fn resume(&self, id: &str) -> Result<Batch, platform::refusal::Refused> {
        let asked = ResumeBatchRequest { id: id.into() };
        let answer = self
            .house
            .credentials(&self.owner)
            .resume_batch(asked)
            .await;
        answer.map(tonic::Response::into_inner).map_err(Into::into)
    }
    pub async fn search(&self, text: &str) -> Vec<contracts::issuance::v1::Credential> {
        badges(self.house, self, text).await
    }
    async fn wait(&self, id: &str, what: &str, holds: impl Fn(&Batch) -> bool) -> Batch {
        wait(self.house, &self.owner, id, what, holds).await
    }
}

/// A file once it stands so. How long that takes is the machine's affair, as long as something moves.
async fn wait(
    house: &House,
    owner: &Caller,
    id: &str,
    what: &str,
    holds: impl Fn(&Batch) -> bool,
) -> Batch {
    let (mut far, mut since) = (0, Instant::now());
    loop {
        let asked = GetBatchRequest { id: id.into() };
        let answer = house.credentials(owner).get_batch(asked).await;
        let batch = answer.unwrap().into_inner();
        if holds(&batch) {
            return batch;
        }
        if batch.done > far {
            (far, since) = (batch.done, Instant::now());
        }
        assert!(
            since.elapsed() < PATIENCE,
            "nothing moved for {PATIENCE:?} while waiting until {what}: {batch:?}"
        );
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}

async fn badges(
    house: &House,
    p: &Programme<'_>,
    search: &str,
) -> Vec<contracts::issuance::v1::Credential> {
    house
        .credentials(&p.owner)
        .list_credentials(ListCredentialsRequest {
            search: search.into(),
            ..Default::default()
        })
        .await
        .unwrap()
        .into_inner()
        .credentials
}

#[tokio::test(flavor = "multi_thread")]
async fn a_windows_file_with_semicolons_quoted_newlines_and_one_bad_row_is_awarded() {
    let house = house().await;
    let p = house.programme("guild").await;
    let text = "E-Mail;Full Name;Awarded on;Certificate number;narrative\r\n\
                zoe@example.org;Zoë Ågren;2026-01-15;PR-1;\"two\r\nlines; and more\"\r\n\
                not an address;Nobody;2026-01-15;PR-2;\r\n\
                jose@example.org;José Núñez;15.01.2026;PR-3;\r\n\
                ines@example.org;Inês Conceição;;PR-4;\r\n";
    let (file, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let done = p.import(p.header(), &file).await;
    assert_eq!(
        (
            done.state.as_str(),
            done.rows,
            done.done,
            done.awarded,
            done.repeated,
            done.refused
        ),
        ("finished", 4, 4, 2, 0, 2)
    );
    let zoe = badges(&house, &p, "zoe@example.org").await.remove(0);
    assert_eq!(
        (
            zoe.recipient.unwrap().name.as_str(),
            zoe.narrative.as_str(),
            zoe.reference.as_str()
        ),
        ("Zoë Ågren", "two\nlines; and more", "PR-1")
    );
    let errors = p.errors(&done.id).await;
    assert_eq!(
        errors.header,
        [
            "E-Mail",
            "Full Name",
            "Awarded on",
            "Certificate number",
            "narrative"
        ]
    );
    let told: Vec<_> = errors
        .errors
        .iter()
        .map(|e| (e.row, e.column.as_str(), e.value.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (3, "E-Mail", "not an address"),
            (4, "Awarded on", "15.01.2026")
        ]
    );
    assert!(
        errors.errors[1].reason.contains("2026-03-31"),
        "{}",
        errors.errors[1].reason
    );
    assert_eq!(
        errors
            .refused
            .iter()
            .map(|r| r.cells[3].as_str())
            .collect::<Vec<_>>(),
        ["PR-2", "PR-3"]
    );
    assert_eq!(house.facts(facts::BatchFinished::SUBJECT).await, 1);

    // The fix file, mended, awards the rest, and the first file again awards nothing.
    let rows: Vec<(Vec<String>, String)> = errors
        .refused
        .iter()
        .map(|r| (r.cells.clone(), r.reason.clone()))
        .collect();
    let fix = platform::csv::fix_file(
        &errors.header,
        rows.iter()
            .map(|(cells, reason)| (cells.as_slice(), reason.as_str())),
    );
    let mended = String::from_utf8(fix)
        .unwrap()
        .replace("not an address", "ann@example.org")
        .replace("15.01.2026", "2026-01-15");
    let fixed = p.import(p.header(), mended.as_bytes()).await;
    assert_eq!((fixed.awarded, fixed.repeated, fixed.refused), (2, 0, 0));
    let again = p.import(p.header(), &file).await;
    assert_eq!((again.awarded, again.repeated, again.refused), (0, 2, 2));
    assert_eq!(badges(&house, &p, "").await.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_row_900_is_told_and_the_rest_awarded_and_no_reference_is_needed_to_award_once() {
    let house = house().await;
    let p = house.programme("guild").await;
    let mut text = "\u{feff}email,name,awarded_at\n".to_owned();
    for row in 2..=1001 {
        let at = if row == 900 { "" } else { "@example.org" };
        text.push_str(&format!("person{row}{at},Person {row},2026-01-15\n"));
    }
    let dry = p
        .import(
            BatchHeader {
                dry_run: true,
                ..p.header()
            },
            text.as_bytes(),
        )
        .await;
    assert_eq!(
        (dry.rows, dry.awarded, dry.repeated, dry.refused),
        (1000, 999, 0, 1)
    );
    assert!(badges(&house, &p, "").await.is_empty());
    let done = p.import(p.header(), text.as_bytes()).await;
    assert_eq!(
        (done.rows, done.awarded, done.repeated, done.refused),
        (1000, 999, 0, 1)
    );
    assert_eq!(p.errors(&done.id).await.errors[0].row, 900);
    let dry = p
        .import(
            BatchHeader {
                dry_run: true,
                ..p.header()
            },
            text.as_bytes(),
        )
        .await;
    assert_eq!((dry.awarded, dry.repeated, dry.refused), (0, 999, 1));
    let again = p.import(p.header(), text.as_bytes()).await;
    assert_eq!((again.awarded, again.repeated, again.refused), (0, 999, 1));
    assert_eq!(house.facts(facts::CredentialIssued::SUBJECT).await, 999);
    // Each is a good badge with an entry of its own.
    let one = badges(&house, &p, "person1001@example.org").await.remove(0);
    assert_eq!(
        house
            .verify(p.form(&one.id, "png").await.body)
            .await
            .verdict,
        openbadges::verify::Verdict::ValidIssuerUnknown
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_name_their_achievement_by_id_or_name_and_doubles_within_a_file_count_once() {
    let house = house().await;
    let p = house.programme("guild").await;
    let header = BatchHeader {
        achievement_id: String::new(),
        ..p.header()
    };
    let text = format!(
        "achievement,email,reference\n{},a@example.org,R1\n practitioner ,b@example.org,R2\nUnheard of,c@example.org,R3\n,d@example.org,R4\npractitioner,a@example.org,R1\n",
        p.achievement.id
    );
    let done = p.import(header, text.as_bytes()).await;
    assert_eq!((done.awarded, done.repeated, done.refused), (2, 1, 2));
    let told: Vec<_> = p
        .errors(&done.id)
        .await
        .errors
        .into_iter()
        .map(|e| (e.row, e.column, e.value))
        .collect();
    assert_eq!(
        told,
        [
            (4, "achievement".into(), "Unheard of".into()),
            (5, "achievement".into(), String::new())
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn ndjson_and_utf16_are_read_too() {
    let house = house().await;
    let p = house.programme("guild").await;
    let lines = "{\"email\":\"a@example.org\",\"name\":\"Ana\"}\n\n{\"email\":\"b@example.org\",\"shoe\":1}\n{\"email\":\"c@example.org\"}";
    let done = p
        .import(
            BatchHeader {
                media_type: "application/x-ndjson".into(),
                ..p.header()
            },
            lines.as_bytes(),
        )
        .await;
    assert_eq!((done.rows, done.awarded, done.refused), (3, 2, 1));
    assert_eq!(p.errors(&done.id).await.errors[0].row, 3);
    let tabs: Vec<u8> = "\u{feff}email\tname\nwang@example.org\t王小明\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let done = p.import(p.header(), &tabs).await;
    assert_eq!((done.state.as_str(), done.awarded), ("finished", 1));
    assert_eq!(
        badges(&house, &p, "wang@example.org").await[0]
            .recipient
            .as_ref()
            .unwrap()
            .name,
        "王小明"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_with_the_reference_of_another_award_is_bad_in_the_dry_run_too() {
    use std::fmt::Write as _;
    let house = house().await;
    let p = house.programme("guild").await;
    // Long enough that the last rows are read in another step than the first.
    let mut file = String::from("email,member_number,Certificate Number\n");
    file += "ana@example.org,PG-1,PR-1\nana@example.org,PG-1,PR-1\nbea@example.org,,PR-1\n";
    for n in 0..600 {
        writeln!(file, "member{n}@example.org,,X-{n}").unwrap();
    }
    file += "moved@example.org,pg-1,PR-1\nana@example.org,PG-2,PR-1\nana@example.org,,PR-1\ncem@example.org,,X-7\n";
    let dry = BatchHeader {
        dry_run: true,
        ..p.header()
    };
    for header in [dry, p.header()] {
        let done = p.import(header, file.as_bytes()).await;
        assert_eq!((done.awarded, done.repeated, done.refused), (601, 3, 3));
        let errors = p.errors(&done.id).await.errors;
        let told: Vec<_> = errors
            .iter()
            .map(|e| (e.row, e.column.as_str(), e.value.as_str()))
            .collect();
        let column = "Certificate Number";
        assert_eq!(
            told,
            [
                (4, column, "PR-1"),
                (606, column, "PR-1"),
                (608, column, "X-7")
            ]
        );
    }
    let again = p.import(p.header(), file.as_bytes()).await;
    assert_eq!((again.awarded, again.repeated, again.refused), (0, 604, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_at_all_says_why() {
    let house = house().await;
    let p = house.programme("guild").await;
    for (file, words) in [
        (&b"PK\x03\x04 not a table"[..], "workbook"),
        (b"name,city\nAna,Lima\n", "`email` is missing"),
        (b"email,Mail\na@b.c,d@e.f\n", "both mean `email`"),
        (b"email,name\n", "no other row"),
    ] {
        let failed = p.import(p.header(), file).await;
        assert_eq!(failed.state, "failed");
        assert!(failed.failure.contains(words), "{}", failed.failure);
    }
    assert_eq!(
        refused(p.send(p.header(), b"").await.map(tonic::Response::new)).kind,
        Kind::Invalid
    );
    let other = BatchHeader {
        media_type: "application/pdf".into(),
        ..p.header()
    };
    assert_eq!(
        refused(p.send(other, b"x").await.map(tonic::Response::new)).kind,
        Kind::Invalid
    );
    assert!(badges(&house, &p, "").await.is_empty());
}

#[tokio::test]
async fn a_file_sent_twice_with_one_key_is_taken_once() {
    let house = house().await;
    let p = house.programme("guild").await;
    // No references here: taken twice, each row would be awarded twice.
    let file = b"email,name\nada@example.org,Ada\ngrace@example.org,Grace\n";
    let (first, twin) = tokio::join!(
        p.send_once("march", p.header(), file),
        p.send_once("march", p.header(), file)
    );
    let first = first.unwrap();
    assert_eq!(first.id, twin.unwrap().id);
    let done = p.until(&first.id, "finished").await;
    assert_eq!(done.awarded, 2);
    let again = p.send_once("march", p.header(), file).await.unwrap();
    assert_eq!(again.id, first.id);
    let other = p
        .send_once("march", p.header(), b"email\nx@example.org\n")
        .await;
    assert_eq!(other.unwrap_err().code, "idempotency_key_reused");
    let listed = house
        .credentials(&p.owner)
        .list_batches(ListBatchesRequest::default())
        .await
        .unwrap()
        .into_inner();
    assert_eq!(listed.batches.len(), 1, "what came twice is not kept");
}

#[tokio::test]
async fn a_file_of_another_tenant_does_not_exist() {
    let house = house().await;
    let ours = house.programme("guild").await;
    let theirs = house.programme("plant-society").await;
    let sent = ours
        .send(ours.header(), b"email\na@example.org\n")
        .await
        .unwrap();
    let mut by = house.credentials(&theirs.owner);
    assert_eq!(
        refused(
            by.get_batch(GetBatchRequest {
                id: sent.id.clone()
            })
            .await
        )
        .kind,
        Kind::NotFound
    );
    assert_eq!(
        refused(
            by.list_batch_errors(ListBatchErrorsRequest {
                id: sent.id.clone(),
                page: None
            })
            .await
        )
        .kind,
        Kind::NotFound
    );
    let foreign = BatchHeader {
        achievement_id: ours.achievement.id.clone(),
        ..theirs.header()
    };
    assert_eq!(
        refused(
            theirs
                .send(foreign, b"email\na@example.org\n")
                .await
                .map(tonic::Response::new)
        )
        .kind,
        Kind::NotFound
    );
}

/// The process dies again and again in the middle, ever later: its runtime is dropped at whatever it awaits. Each next
/// one goes on, and in the end each award exists once.
#[test]
fn a_file_is_finished_after_crashes_in_the_middle() {
    const ROWS: u64 = 400;
    let dir = tempfile::tempdir().unwrap();
    let runtime = || tokio::runtime::Runtime::new().unwrap();
    let mut text = "email,name,reference\n".to_owned();
    for row in 2..ROWS + 2 {
        text.push_str(&format!("person{row}@example.org,Person {row},R{row}\n"));
    }
    let (id, owner) = runtime().block_on(async {
        let house = house_at(dir.path(), BASE, &[]).await.unwrap();
        let p = house.programme("guild").await;
        let sent = p.send(p.header(), text.as_bytes()).await.unwrap();
        (sent.id, p.owner.clone())
    });
    let (mut looks, mut crashes) = (4, 0);
    loop {
        let finished = runtime().block_on(async {
            let house = house_at(dir.path(), BASE, &[]).await.unwrap();
            let (jobs, cut) = cut_off(house.jobs.clone(), looks);
            jobs::run(&house.foundation.store, jobs, &Tasks::new());
            let finished = wait(&house, &owner, &id, "the file is worked through", |batch| {
                batch.state == "finished"
            });
            tokio::select! {
                () = cut.over() => None,
                batch = finished => {
                    let told = house.facts(facts::CredentialIssued::SUBJECT).await;
                    Some((batch, told))
                }
            }
        });
        let Some((batch, told)) = finished else {
            (looks, crashes) = (looks * 2, crashes + 1);
            continue;
        };
        assert_eq!(
            (batch.rows, batch.done, batch.awarded, batch.refused),
            (ROWS, ROWS, ROWS, 0)
        );
        assert_eq!(told as u64, ROWS);
        break;
    }
    assert!(crashes >= 3, "it died {crashes} times");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_is_applied_as_it_was_sent_and_only_once() {
    let house = house().await;
    let p = house.programme("guild").await;
    let file = b"email,name\na@example.org,Ana\nnobody,Bo\nc@example.org,Cy\n";
    let header = BatchHeader {
        dry_run: true,
        ..p.header()
    };
    let dry = p.import(header, file).await;
    assert_eq!((dry.awarded, dry.refused, dry.dry_run), (2, 1, true));
    assert!(dry.applicable_until.is_some());
    assert!(badges(&house, &p, "").await.is_empty());

    let applied = p.apply(&dry.id).await.unwrap();
    assert_eq!(
        (applied.id.as_str(), applied.state.as_str(), applied.dry_run),
        (dry.id.as_str(), "running", false)
    );
    assert_eq!(p.apply(&dry.id).await.unwrap().id, dry.id, "asked twice");
    let done = p.until(&dry.id, "finished").await;
    assert_eq!(
        (
            done.rows,
            done.done,
            done.awarded,
            done.repeated,
            done.refused
        ),
        (3, 3, 2, 0, 1)
    );
    assert_eq!(p.errors(&dry.id).await.errors.len(), 1);
    assert_eq!(badges(&house, &p, "").await.len(), 2);
    assert_eq!(p.apply(&dry.id).await.unwrap().state, "finished");
    assert_eq!(house.facts(facts::CredentialIssued::SUBJECT).await, 2);

    // What was sent to be awarded, cannot be read, or is another tenant's is not applied.
    let sent = p.import(p.header(), file).await;
    assert_eq!(p.apply(&sent.id).await.unwrap_err().code, "not_a_dry_run");
    let unreadable = BatchHeader {
        dry_run: true,
        ..p.header()
    };
    let failed = p.import(unreadable, b"name\nAna\n").await;
    let refusal = p.apply(&failed.id).await.unwrap_err();
    assert_eq!(refusal.code, "file_unreadable");
    assert!(
        refusal.message.contains("`email` is missing"),
        "{}",
        refusal.message
    );
    let stranger = house.programme("plant-society").await;
    let refusal = stranger.apply(&dry.id).await.unwrap_err();
    assert_eq!(
        (refusal.kind, refusal.code.as_str()),
        (Kind::NotFound, "not_found")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_of_a_dry_run_is_thrown_away_after_a_week() {
    let house = house().await;
    let p = house.programme("guild").await;
    let header = BatchHeader {
        dry_run: true,
        ..p.header()
    };
    let dry = p.import(header, b"email\na@example.org\n").await;
    house
        .foundation
        .clock
        .advance(Duration::from_secs(7 * 86_400 + 60));
    let refusal = p.apply(&dry.id).await.unwrap_err();
    assert_eq!(
        (refusal.kind, refusal.code.as_str()),
        (Kind::Conflict, "file_gone")
    );
    assert!(
        refusal.message.contains("send it again"),
        "{}",
        refusal.message
    );
    let tasks = Tasks::new();
    jobs::run(&house.foundation.store, house.jobs.clone(), &tasks);
    let began = Instant::now();
    while house.rows("batch_piece").await > 0 {
        assert!(began.elapsed() < PATIENCE, "its bytes are still there");
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    tasks.shutdown(PATIENCE).await;
}

/// The bytes of a file cannot be opened: tried an hour long, it is given up with its reason; once mended, it goes on.
#[tokio::test(flavor = "multi_thread")]
async fn work_that_fails_again_and_again_ends_with_a_reason_and_can_be_resumed() {
    let house = house().await;
    let p = house.programme("guild").await;
    let sent = p
        .send(p.header(), b"email\na@example.org\nb@example.org\n")
        .await
        .unwrap();
    assert_eq!(
        p.resume(&sent.id).await.unwrap_err().code,
        "nothing_to_resume"
    );
    house
        .execute("ALTER TABLE batch_piece RENAME TO mislaid")
        .await;
    let tasks = Tasks::new();
    jobs::run(&house.foundation.store, house.jobs.clone(), &tasks);
    let mut stopped = Batch::default();
    for _ in 0..1500 {
        stopped = p.batch(&sent.id).await;
        if stopped.state == "partial" {
            break;
        }
        house.foundation.clock.advance(Duration::from_secs(600));
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    tasks.shutdown(PATIENCE).await;
    assert_eq!((stopped.state.as_str(), stopped.done), ("partial", 0));
    for words in ["after 12 tries", "a fault on our side (store)", "resume it"] {
        assert!(stopped.failure.contains(words), "{}", stopped.failure);
    }
    assert!(
        !stopped.failure.contains("batch_piece"),
        "{}",
        stopped.failure
    );

    house
        .execute("ALTER TABLE mislaid RENAME TO batch_piece")
        .await;
    assert_eq!(p.resume(&sent.id).await.unwrap().failure, "");
    let done = p.until(&sent.id, "finished").await;
    assert_eq!((done.rows, done.awarded, done.failure.as_str()), (2, 2, ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_listed_newest_first_and_only_to_their_own() {
    let house = house().await;
    let p = house.programme("guild").await;
    let mut sent = Vec::new();
    for n in 0..3 {
        let file = format!("email\nperson{n}@example.org\n");
        sent.insert(0, p.import(p.header(), file.as_bytes()).await.id);
    }
    let ask = async |p: &Programme<'_>, cursor: String| {
        let page = Some(contracts::common::v1::PageRequest { limit: 2, cursor });
        let asked = ListBatchesRequest {
            issuer_id: String::new(),
            page,
        };
        let mut door = p.house.credentials(&p.owner);
        let answer = door.list_batches(asked).await.unwrap().into_inner();
        let ids: Vec<String> = answer.batches.into_iter().map(|b| b.id).collect();
        (ids, answer.page.unwrap())
    };
    let (first, at) = ask(&p, String::new()).await;
    assert_eq!((first.as_slice(), at.total), (&sent[..2], Some(3)));
    let (second, at) = ask(&p, at.next_cursor).await;
    assert_eq!(
        (second.as_slice(), at.next_cursor.as_str()),
        (&sent[2..], "")
    );
    assert_eq!(ask(&p, at.previous_cursor).await.0, first);
    let stranger = house.programme("plant-society").await;
    assert!(ask(&stranger, String::new()).await.0.is_empty());
}
