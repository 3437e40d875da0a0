//! A QR code in a picture leads to a badge.

use crate::support::{Guild, House, Site, house};
use contracts::verification::v1::verify_request::Badge;
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use qrcode::{EcLevel, QrCode};
use std::io::Cursor;

/// A page of paper with a QR code on it, at a place and as large as wanted.
fn page(text: &str, dot: u32, margin: u32) -> GrayImage {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
    let width = code.width() as u32;
    let side = width * dot + 2 * margin;
    let mut page = GrayImage::from_pixel(side, side + 300, Luma([255]));
    for (n, colour) in code.to_colors().into_iter().enumerate() {
        let (x, y) = (n as u32 % width, n as u32 / width);
        if colour == qrcode::Color::Dark {
            for dx in 0..dot {
                for dy in 0..dot {
                    page.put_pixel(margin + x * dot + dx, margin + y * dot + dy, Luma([0]));
                }
            }
        }
    }
    page
}

fn file(page: GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageLuma8(page)
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

/// A house beside a site with a badge at `/b/1`.
async fn house_with_a_badge() -> (Site, Guild, House, tempfile::TempDir) {
    let (site, guild, house, dir) = house().await;
    site.put("/b/1", guild.badge(1).to_string());
    (site, guild, house, dir)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_in_a_qr_code_is_followed_and_the_report_says_so() {
    let (site, _guild, house, _dir) = house_with_a_badge().await;
    let link = site.at("/b/1");
    for (dot, margin, format) in [
        (4, 40, ImageFormat::Png),
        (6, 40, ImageFormat::Jpeg),
        // A large scan with a small code on it, and one that is all code.
        (10, 1200, ImageFormat::Jpeg),
        (90, 360, ImageFormat::Png),
    ] {
        let report = house
            .verify(Badge::File(file(page(&link, dot, margin), format)))
            .await;
        assert_eq!(
            report.verdict, "valid_issuer_unknown",
            "{dot} {margin}: {}",
            report.summary
        );
        assert_eq!(report.qr_code, link);
        let read = &report.steps[0];
        assert!(read.sentence.contains("but a QR code"), "{}", read.sentence);
        let json: serde_json::Value = serde_json::from_str(&report.json).unwrap();
        assert_eq!(json["inputs"][0]["purpose"], "picture");
        assert_eq!(json["inputs"][0]["sha256"].as_str().unwrap().len(), 64);
        assert_eq!(json["qr_code"], link.as_str());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_baked_badge_counts_before_a_qr_code_beside_it() {
    let (site, guild, house, _dir) = house_with_a_badge().await;
    let picture = file(page(&site.at("/nowhere"), 4, 40), ImageFormat::Png);
    let baked = openbadges::bake::png::bake(
        &picture,
        &guild.badge(1).to_string(),
        openbadges::bake::Version::V3,
        openbadges::bake::Existing::Refuse,
    )
    .unwrap();
    let report = house.verify(Badge::File(baked)).await;
    assert_eq!(
        (report.verdict.as_str(), report.qr_code.as_str()),
        ("valid_issuer_unknown", "")
    );
    assert_eq!(report.carrier, "png");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_without_either_says_that_both_were_looked_for() {
    let (_site, _guild, house, _dir) = house_with_a_badge().await;
    let blank = || GrayImage::from_pixel(300, 300, Luma([200]));
    let png = house
        .verify(Badge::File(file(blank(), ImageFormat::Png)))
        .await;
    assert_eq!(png.verdict, "invalid");
    assert!(
        png.steps[0]
            .sentence
            .contains("There is no QR code in it either."),
        "{:?}",
        png.steps
    );
    let jpeg = house
        .verify(Badge::File(file(blank(), ImageFormat::Jpeg)))
        .await;
    assert_eq!(
        (jpeg.verdict.as_str(), jpeg.steps[0].code.as_str()),
        ("invalid", "read.no_badge")
    );
    assert!(
        jpeg.steps[0].sentence.contains("A JPEG carries no badge"),
        "{:?}",
        jpeg.steps
    );
    // A code about something else.
    let wifi = file(
        page("WIFI:S:guild;T:WPA;P:secret;;", 6, 40),
        ImageFormat::Png,
    );
    let report = house.verify(Badge::File(wifi)).await;
    assert_eq!(
        (report.verdict.as_str(), report.steps[0].code.as_str()),
        ("invalid", "read.unknown_format")
    );
    // A private address is no more reachable by a QR code than by a link.
    let inside = file(
        page("http://169.254.169.254/latest/meta-data/", 6, 40),
        ImageFormat::Png,
    );
    let report = house.verify(Badge::File(inside)).await;
    assert_eq!(report.verdict, "unverifiable");
    assert!(
        report.summary.contains("may not be fetched"),
        "{}",
        report.summary
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_claims_to_be_huge_costs_nothing() {
    let (_site, _guild, house, _dir) = house_with_a_badge().await;
    // A PNG of 60,000 by 60,000 in a hundred bytes: refused by its header, before any pixel.
    let mut png = file(GrayImage::from_pixel(1, 1, Luma([0])), ImageFormat::Png);
    png[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let crc = crc(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    let report = house.verify(Badge::File(png)).await;
    assert_eq!(report.verdict, "invalid");
    // A JPEG header without an end.
    let report = house
        .verify(Badge::File(b"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00".to_vec()))
        .await;
    assert_eq!(report.verdict, "invalid");
}

/// CRC-32 as PNG has it.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                0xEDB8_8320 ^ (crc >> 1)
            } else {
                crc >> 1
            }
        })
    })
}
