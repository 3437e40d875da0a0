//! SVG to PNG.

use resvg::{tiny_skia, usvg};

/// Why a picture could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The SVG is not one.
    #[error("the drawing cannot be read: {0}. Draw it anew from its design")]
    Svg(#[from] usvg::Error),
    /// The size asked for cannot be drawn.
    #[error("size is {0}: ask for 1 to {MAXIMUM_SIZE} pixels")]
    Size(u32),
    /// A PNG could not be read or written.
    #[error("the PNG cannot be read or written: {0}. Upload the picture again")]
    Png(String),
}

/// The largest side of a picture in pixels.
pub const MAXIMUM_SIZE: u32 = 4096;

/// Draws a self-contained SVG (text as paths, as [`crate::badge_svg`] makes it) into a square PNG of `size` pixels with a
/// transparent ground, fitted and centred. Nothing is loaded from anywhere.
pub fn render_png(svg: &str, size: u32) -> Result<Vec<u8>, RenderError> {
    if size == 0 || size > MAXIMUM_SIZE {
        return Err(RenderError::Size(size));
    }
    let tree = usvg::Tree::from_str(svg, &closed_options())?;
    let pixmap = raster(&tree, size, size)?;
    pixmap
        .encode_png()
        .map_err(|e| RenderError::Png(e.to_string()))
}

/// The art of an achievement: drawn from a design, or uploaded and cleaned.
#[derive(Clone, Copy, Debug)]
pub enum Art<'a> {
    /// A self-contained SVG from [`crate::badge_svg`] or [`crate::intake`].
    Svg(&'a str),
    /// A PNG from [`crate::intake`].
    Png(&'a [u8]),
}

/// Wraps a PNG in an SVG of its size, so that uploaded art has an SVG form too (a baked SVG needs one). [`render_png`] does
/// not draw embedded pictures: to draw such art, take the PNG.
pub fn svg_around_png(png: &[u8], width: u32, height: u32, title: &str) -> String {
    use base64::Engine as _;
    let data = base64::engine::general_purpose::STANDARD.encode(png);
    let title = escape(title);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img"><title>{title}</title><image width="{width}" height="{height}" href="data:image/png;base64,{data}"/></svg>"#
    )
}

/// Draws art into a square of a larger picture.
pub(crate) fn draw_art(
    onto: &mut tiny_skia::Pixmap,
    art: Art<'_>,
    (x, y, size): (f32, f32, f32),
    opacity: f32,
) -> Result<(), RenderError> {
    let picture = match art {
        Art::Svg(svg) => {
            let side = size.round().max(1.0) as u32;
            raster(&usvg::Tree::from_str(svg, &closed_options())?, side, side)?
        }
        Art::Png(png) => {
            tiny_skia::Pixmap::decode_png(png).map_err(|e| RenderError::Png(e.to_string()))?
        }
    };
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let scale = size / width.max(height);
    let transform = tiny_skia::Transform::from_scale(scale, scale).post_translate(
        x + (size - width * scale) / 2.0,
        y + (size - height * scale) / 2.0,
    );
    let paint = tiny_skia::PixmapPaint {
        opacity,
        quality: tiny_skia::FilterQuality::Bicubic,
        ..tiny_skia::PixmapPaint::default()
    };
    onto.draw_pixmap(0, 0, picture.as_ref(), &paint, transform, None);
    Ok(())
}

/// Options under which a document can reach neither files nor nested documents. usvg's own default opens local files.
pub(crate) fn closed_options() -> usvg::Options<'static> {
    usvg::Options {
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    }
}

/// A tree fitted into a box of pixels.
pub(crate) fn raster(
    tree: &usvg::Tree,
    width: u32,
    height: u32,
) -> Result<tiny_skia::Pixmap, RenderError> {
    let mut pixmap = tiny_skia::Pixmap::new(width, height).ok_or(RenderError::Size(width))?;
    let (w, h) = (width as f32, height as f32);
    let scale = (w / tree.size().width()).min(h / tree.size().height());
    let transform = tiny_skia::Transform::from_scale(scale, scale).post_translate(
        (w - tree.size().width() * scale) / 2.0,
        (h - tree.size().height() * scale) / 2.0,
    );
    resvg::render(tree, transform, &mut pixmap.as_mut());
    Ok(pixmap)
}

/// Text for an element or attribute of XML 1.0; characters that XML forbids are left out.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c < ' ' && !matches!(c, '\t' | '\n' | '\r') => {}
            c => escaped.push(c),
        }
    }
    escaped
}
