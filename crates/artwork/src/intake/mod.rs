//! Pictures that people upload instead of a drawn badge: checked before they are decoded, and rewritten so that nothing of
//! the file itself survives but what can be seen.
//!
//! Decoding is bounded but may take a second and a few hundred megabytes: call it from a small pool.

mod vector;
mod weight;

use crate::fonts::Fonts;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Largest upload in bytes.
pub const LARGEST_FILE: usize = 10 * 1024 * 1024;
/// Most pixels a picture may have.
pub const MOST_PIXELS: u64 = 40_000_000;
/// Least width and height in pixels.
pub const LEAST_SIDE: u32 = 200;
/// A larger picture is scaled down to this side in pixels.
pub const KEPT_SIDE: u32 = 1200;
/// The longer side may be this many times the shorter.
pub const LARGEST_RATIO: f32 = 1.34;

/// A cleaned picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// RGBA PNG without metadata, at most [`KEPT_SIDE`] pixels a side.
    pub png: Vec<u8>,
    /// Width of the PNG in pixels.
    pub width: u32,
    /// Height of the PNG in pixels.
    pub height: u32,
    /// Where the upload was an SVG: a new one with the same shapes, text as paths, and nothing that acts or loads.
    pub svg: Option<String>,
}

/// Why a picture is not taken, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// Nothing was sent.
    #[error("the file is empty: choose a PNG, JPEG, WebP or SVG")]
    Empty,
    /// Too many bytes.
    #[error(
        "the file has {0} bytes, more than the {LARGEST_FILE} (10 MiB) allowed: save it smaller, for example as a PNG of 1200 by 1200 pixels"
    )]
    TooManyBytes(usize),
    /// Not a format that is read.
    #[error("the file is not a PNG, JPEG, WebP or SVG: export the picture in one of these formats")]
    UnknownFormat,
    /// Too many pixels, by the header alone.
    #[error(
        "the picture is {width} by {height} pixels, more than 40 megapixels: scale it down, 1200 by 1200 is enough"
    )]
    TooManyPixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Too small to be sharp.
    #[error(
        "the picture is {width} by {height} pixels: a badge needs at least {LEAST_SIDE} by {LEAST_SIDE}, better 600 by 600"
    )]
    TooSmall {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Too long and narrow.
    #[error(
        "the picture is {width} by {height}: a badge is about square. Crop it, or give it a transparent margin, until the longer side is at most a third longer than the shorter"
    )]
    NotSquare {
        /// Width in pixels or SVG units.
        width: u32,
        /// Height in pixels or SVG units.
        height: u32,
    },
    /// The file says it is a picture but cannot be decoded.
    #[error("the file is damaged or cut off ({0}): export it again and upload the new file")]
    Damaged(String),
    /// Decoding would need too much memory.
    #[error(
        "the picture needs more memory to decode than is allowed: save it with 8 bits a channel and at most 1200 by 1200 pixels"
    )]
    TooMuchMemory,
    /// An SVG with something that cannot be kept.
    #[error("the SVG has {found}: {fix}")]
    Unsupported {
        /// What was found.
        found: String,
        /// What to do.
        fix: &'static str,
    },
    /// An SVG too intricate to draw safely.
    #[error(
        "the SVG is too complex ({0}): simplify it in the drawing program, or export it as a PNG of 1200 by 1200 pixels"
    )]
    TooComplex(String),
    /// Nothing to be seen.
    #[error(
        "nothing can be seen in the picture: check that its shapes are visible and inside the page, and export it again"
    )]
    Blank,
}

/// Checks and cleans an upload. The format is told from the content, never from a name.
pub fn picture(fonts: &Fonts, bytes: &[u8]) -> Result<Picture, IntakeError> {
    if bytes.is_empty() {
        return Err(IntakeError::Empty);
    }
    if bytes.len() > LARGEST_FILE {
        return Err(IntakeError::TooManyBytes(bytes.len()));
    }
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) => {
            raster(bytes, format)
        }
        _ if vector::looks_like_svg(bytes) => vector::clean(fonts, bytes),
        _ => Err(IntakeError::UnknownFormat),
    }
}

fn raster(bytes: &[u8], format: ImageFormat) -> Result<Picture, IntakeError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(256 * 1024 * 1024);
    reader.limits(limits);
    // The header alone gives the size: nothing is decoded before it is checked.
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(IntakeError::TooManyPixels { width, height });
    }
    check_shape(width, height)?;
    if width < LEAST_SIDE || height < LEAST_SIDE {
        return Err(IntakeError::TooSmall { width, height });
    }
    let orientation = decoder.orientation().map_err(refusal)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    picture.apply_orientation(orientation);
    if width.max(height) > KEPT_SIDE {
        picture = picture.resize(KEPT_SIDE, KEPT_SIDE, image::imageops::FilterType::Lanczos3);
    }
    let pixels = picture.into_rgba8();
    if pixels.pixels().all(|pixel| pixel.0[3] == 0) {
        return Err(IntakeError::Blank);
    }
    let (width, height) = pixels.dimensions();
    let mut png = Vec::new();
    pixels
        .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
        .map_err(refusal)?;
    Ok(Picture {
        png,
        width,
        height,
        svg: None,
    })
}

fn check_shape(width: u32, height: u32) -> Result<(), IntakeError> {
    let (long, short) = (width.max(height) as f32, width.min(height) as f32);
    if long > short * LARGEST_RATIO {
        Err(IntakeError::NotSquare { width, height })
    } else {
        Ok(())
    }
}

fn refusal(error: image::ImageError) -> IntakeError {
    match error {
        image::ImageError::Limits(_) => IntakeError::TooMuchMemory,
        image::ImageError::Unsupported(_) => IntakeError::UnknownFormat,
        other => IntakeError::Damaged(other.to_string()),
    }
}

#[cfg(test)]
mod tests;
