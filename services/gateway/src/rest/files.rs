//! Files that are streamed on, and files that are answered.

use crate::problem::Problem;
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::{StreamExt as _, future::BoxFuture};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// The largest file of rows.
const FILE_LIMIT: usize = 1 << 30;
/// How much goes into one message.
const PIECE: usize = 256 << 10;

/// The media type of a body, without parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let text = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    text.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase()
}

/// The name a caller gave a file: `Content-Disposition: attachment; filename="members.csv"`.
pub(crate) fn file_name(headers: &HeaderMap, otherwise: &str) -> String {
    let text = headers
        .get(header::CONTENT_DISPOSITION)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let named = text
        .split(';')
        .map(str::trim)
        .find_map(|part| part.strip_prefix("filename="))
        .map(|v| v.trim_matches('"'));
    named
        .filter(|n| !n.is_empty())
        .unwrap_or(otherwise)
        .chars()
        .take(200)
        .collect()
}

/// Streams a request's body as messages into `call`. If the body breaks off or is too large the call is
/// abandoned, so that no service takes half a file for a whole one.
pub(crate) async fn stream_into<M: Send + 'static, T>(
    body: Body,
    first: M,
    piece: fn(Vec<u8>) -> M,
    call: impl FnOnce(
        ReceiverStream<M>,
    ) -> BoxFuture<'static, Result<tonic::Response<T>, tonic::Status>>,
) -> Result<T, Problem> {
    let (messages, received) = mpsc::channel(4);
    let mut answer = call(ReceiverStream::new(received));
    // The sender lives on here when the file breaks off: while it does, half a file never looks whole.
    let keep = messages.clone();
    let mut sending = std::pin::pin!(send(body, first, piece, messages));
    tokio::select! {
        done = &mut answer => return Ok(done?.into_inner()),
        sent = &mut sending => sent?,
    }
    drop(keep);
    Ok(answer.await?.into_inner())
}

async fn send<M>(
    body: Body,
    first: M,
    piece: fn(Vec<u8>) -> M,
    messages: mpsc::Sender<M>,
) -> Result<(), Problem> {
    let (mut data, mut sent) = (body.into_data_stream(), 0usize);
    let mut open = messages.send(first).await.is_ok();
    while let Some(part) = data.next().await {
        let bytes = part.map_err(|error| {
            Problem::new(StatusCode::BAD_REQUEST, "broken_off", format!("the file broke off after {sent} bytes, nothing was kept; send it again ({error})"))
        })?;
        sent += bytes.len();
        if sent > FILE_LIMIT {
            return Err(Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "a file may have up to 1 GiB; split it and send the parts",
            ));
        }
        for chunk in bytes.chunks(PIECE) {
            // The service has answered already, with a refusal: that answer is what counts.
            open = open && messages.send(piece(chunk.to_vec())).await.is_ok();
        }
    }
    Ok(())
}

/// A CSV to be saved.
pub(crate) fn csv_answer(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, Bytes::from(bytes)).into_response()
}
