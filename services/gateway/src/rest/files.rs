//! Files that are streamed on, and files that are answered.

use crate::problem::Problem;
use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::{Stream, StreamExt as _};
use tokio::sync::oneshot;

/// The largest file of rows.
const FILE_LIMIT: usize = 1 << 30;
/// How much goes into one message.
const PIECE: usize = 256 << 10;

/// The media type of a body, without parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let text = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    text.split(';').next().unwrap_or_default().trim().to_lowercase()
}

/// The name a caller gave a file: `Content-Disposition: attachment; filename="members.csv"`.
pub(crate) fn file_name(headers: &HeaderMap, otherwise: &str) -> String {
    let text = headers.get(header::CONTENT_DISPOSITION).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let named = text.split(';').map(str::trim).find_map(|part| part.strip_prefix("filename=")).map(|v| v.trim_matches('"'));
    named.filter(|n| !n.is_empty()).unwrap_or(otherwise).chars().take(200).collect()
}

/// Streams a request's body as messages into `call`. If the body breaks off or is too large the call is
/// abandoned, so that no service takes half a file for a whole one.
pub(crate) async fn stream_into<M, T, F>(body: Body, first: M, piece: impl Fn(Vec<u8>) -> M + Send + 'static, call: impl FnOnce(std::pin::Pin<Box<dyn Stream<Item = M> + Send>>) -> F) -> Result<T, Problem>
where
    M: Send + 'static,
    F: Future<Output = Result<tonic::Response<T>, tonic::Status>>,
{
    let (broke, broken) = oneshot::channel::<Problem>();
    let state = (body.into_data_stream(), Some(broke), 0usize, piece);
    let rest = futures::stream::unfold(state, |(mut data, mut broke, mut sent, piece)| async move {
        let problem = match data.next().await {
            None => return None,
            Some(Ok(bytes)) => {
                sent += bytes.len();
                if sent <= FILE_LIMIT {
                    let pieces: Vec<M> = bytes.chunks(PIECE).map(|c| piece(c.to_vec())).collect();
                    return Some((futures::stream::iter(pieces), (data, broke, sent, piece)));
                }
                Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "a file may have up to 1 GiB; split it and send the parts")
            }
            Some(Err(error)) => Problem::new(StatusCode::BAD_REQUEST, "broken_off", format!("the file broke off after {sent} bytes, nothing was kept; send it again ({error})")),
        };
        if let Some(broke) = broke.take() {
            let _nobody_waits = broke.send(problem);
        }
        // The call is dropped now; until then the stream must not end, or half a file would look whole.
        std::future::pending().await
    });
    let messages = futures::stream::once(async move { first }).chain(rest.flatten());
    tokio::select! {
        answer = call(Box::pin(messages)) => Ok(answer?.into_inner()),
        Ok(problem) = broken => Err(problem),
    }
}

/// A CSV to be saved.
pub(crate) fn csv_answer(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, Bytes::from(bytes)).into_response()
}
