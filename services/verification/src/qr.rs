//! A QR code in a picture that carries no badge itself: on a printed certificate, in a screenshot.

use image::{DynamicImage, ImageFormat, ImageReader, Limits, imageops::FilterType};
use openbadges::bake::{BakeError, png};
use std::io::Cursor;

/// The widest and highest picture.
const LONGEST_SIDE: u32 = 10_000;
/// Memory for the pixels.
const MOST_BYTES: u64 = 192 << 20;
/// The sides to which a picture is made smaller before it is searched: what is small is found in the larger one,
/// what is blurred or grainy in the smaller one.
const SIDES: [u32; 2] = [1000, 2400];
/// The longest text: a QR code holds 7,089 digits at most.
const LONGEST_TEXT: usize = 8192;

/// Whether to look for a QR code: a JPEG, or a PNG without a badge.
pub(crate) fn is_worth_a_look(bytes: &[u8]) -> bool {
    match kind(bytes) {
        Some(ImageFormat::Png) => matches!(png::read(bytes), Err(BakeError::NoBadge)),
        Some(_) => true,
        None => false,
    }
}

/// The kinds of picture that are searched.
pub(crate) fn kind(bytes: &[u8]) -> Option<ImageFormat> {
    if png::is_png(bytes) {
        Some(ImageFormat::Png)
    } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Some(ImageFormat::Jpeg)
    } else {
        None
    }
}

/// The text of the first QR code in the picture that speaks of a badge, or else of the first one. Computes: not for
/// the reactor.
pub(crate) fn find(bytes: &[u8]) -> Option<String> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind(bytes)?);
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let picture = reader.decode().ok()?;
    let longest = picture.width().max(picture.height());
    let mut first = None;
    for side in SIDES {
        let texts = if longest > side {
            texts(&picture.resize(side, side, FilterType::Triangle))
        } else {
            texts(&picture)
        };
        if let Some(badge) = texts.iter().find(|text| speaks_of_a_badge(text)) {
            return Some(badge.clone());
        }
        first = first.or_else(|| texts.into_iter().next());
        if longest <= side {
            break;
        }
    }
    first
}

fn texts(picture: &DynamicImage) -> Vec<String> {
    // What is transparent is paper.
    let mut page = image::RgbaImage::from_pixel(
        picture.width(),
        picture.height(),
        image::Rgba([255, 255, 255, 255]),
    );
    image::imageops::overlay(&mut page, picture, 0, 0);
    let grey = DynamicImage::ImageRgba8(page).into_luma8();
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        let place = y.saturating_mul(width).saturating_add(x);
        grey.as_raw().get(place).copied().unwrap_or(255)
    });
    prepared
        .detect_grids()
        .into_iter()
        .take(16)
        .filter_map(|grid| Some(grid.decode().ok()?.1))
        .filter(|text| !text.trim().is_empty() && text.len() <= LONGEST_TEXT)
        .collect()
}

fn speaks_of_a_badge(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("https://")
        || text.starts_with("http://")
        || text.starts_with('{')
        || text.starts_with("eyJ")
}
