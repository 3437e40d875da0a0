//! Draws samples of everything into a folder, to be looked at: `cargo run -p artwork --example samples -- FOLDER`.

#![expect(clippy::print_stdout, reason = "an example tells its sizes and times")]

use artwork::{
    Art, CardData, CardState, CardWords, Design, Emblem, Fonts, LineWeight, RosetteOptions,
    Silhouette, badge_svg, issuer_mark_svg, render_png, rosette_svg, social_card_png,
};
use std::path::PathBuf;
use std::time::Instant;

const TITLES: [(&str, &str, &str); 13] = [
    (
        "Certified Practitioner",
        "Guild of Proposal Managers",
        "Practitioner",
    ),
    ("Fellow", "Plant Society", "Fellow"),
    (
        "Professional in Strategic Bid and Proposal Management",
        "International Association of Proposal Management Professionals",
        "Professional",
    ),
    (
        "Πιστοποιημένος Επαγγελματίας",
        "Ελληνική Εταιρεία Βοτανικής",
        "Ειδικός",
    ),
    (
        "Сертифікований фахівець",
        "Товариство ботаніків",
        "Фахівець",
    ),
    (
        "خبير معتمد في إدارة العطاءات",
        "الجمعية المهنية لإدارة المشاريع",
        "خبير",
    ),
    ("מומחית מוסמכת רמה 2", "האגודה לניהול פרויקטים", "מומחית"),
    ("प्रमाणित परियोजना विशेषज्ञ", "भारतीय प्रबंधन संस्था", "विशेषज्ञ"),
    ("上級認定提案管理専門家", "日本提案管理協会", "上級"),
    ("高级注册项目管理师", "中国项目管理协会", "高级"),
    ("공인 프로젝트 전문가", "한국 프로젝트 협회", "전문가"),
    (
        "ผู้เชี่ยวชาญด้านการจัดการข้อเสนอ",
        "สมาคมผู้จัดการโครงการ",
        "ชำนาญการ",
    ),
    (
        "Zażółć gęślą jaźń – Nguyễn",
        "Towarzystwo Botaniczne w Łodzi",
        "Mistrz",
    ),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: samples FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    let started = Instant::now();
    let fonts = Fonts::bundled();
    println!("fonts {:?}", started.elapsed());
    let accent = "#2b4acb".parse()?;
    let words = ["Foundation", "Practitioner", "Professional", "Fellow"];
    let write = |name: String, design: &Design| -> Result<(), Box<dyn std::error::Error>> {
        let started = Instant::now();
        let svg = badge_svg(&fonts, design);
        let drawn = started.elapsed();
        let png = render_png(&svg, 600)?;
        println!(
            "{name}: svg {} bytes in {drawn:?}, png {} bytes in {:?}",
            svg.len(),
            png.len(),
            started.elapsed() - drawn
        );
        std::fs::write(folder.join(format!("{name}-600.png")), png)?;
        std::fs::write(folder.join(format!("{name}-90.png")), render_png(&svg, 90)?)?;
        std::fs::write(folder.join(format!("{name}.svg")), svg)?;
        Ok(())
    };
    for silhouette in Silhouette::ALL {
        for (rank, word) in (1..).zip(words) {
            let mut design = Design::default_for(
                "Certified Practitioner",
                "Guild of Proposal Managers",
                accent,
                rank,
                4,
            )
            .with_level_word(word);
            design.silhouette = silhouette;
            design.emblem = Emblem::Icon(
                ["feather", "compass", "scroll-text", "crown"][usize::from(rank) - 1].to_owned(),
            );
            write(format!("levels-{silhouette:?}-{rank}"), &design)?;
        }
    }
    for (number, (title, issuer, word)) in TITLES.iter().enumerate() {
        let colour = [
            "#2b4acb", "#1c6b4f", "#a4262c", "#5b4b9a", "#8a5a00", "#0f5e78",
        ][number % 6]
            .parse()?;
        let mut design = Design::default_for(title, issuer, colour, (number % 4) as u8 + 1, 4)
            .with_level_word(word);
        design.silhouette = Silhouette::ALL[number % 5];
        design.line = if number % 2 == 0 {
            LineWeight::Strong
        } else {
            LineWeight::Fine
        };
        write(format!("scripts-{number:02}"), &design)?;
    }
    for (number, silhouette) in Silhouette::ALL.into_iter().enumerate() {
        let mut design = Design::default_for(
            "Micro-Certification",
            "Guild of Proposal Managers",
            ["#2b4acb", "#1c6b4f", "#a4262c", "#5b4b9a", "#8a5a00"][number].parse()?,
            1,
            1,
        );
        design.silhouette = silhouette;
        write(format!("single-{number}"), &design)?;
    }
    for number in 0..12 {
        let svg = rosette_svg(
            format!("0k2j3h4g5f6d7s8a9q1w2e3r4{number}did:web:example.org").as_bytes(),
            &RosetteOptions {
                stroke: "#2b4acb",
                ..RosetteOptions::default()
            },
        );
        println!("rosette {number}: {} bytes", svg.len());
        std::fs::write(
            folder.join(format!("rosette-{number:02}-600.png")),
            render_png(&svg, 600)?,
        )?;
    }
    for (number, (title, issuer, word)) in TITLES.iter().enumerate() {
        let accent = [
            "#2b4acb", "#1c6b4f", "#a4262c", "#5b4b9a", "#8a5a00", "#0f5e78",
        ][number % 6]
            .parse()?;
        let mut design = Design::default_for(title, issuer, accent, (number % 4) as u8 + 1, 4)
            .with_level_word(word);
        design.silhouette = Silhouette::ALL[number % 5];
        let names = [
            "Zoë Nguyễn-Łukasiewicz",
            "Anna Maria Wei",
            "O’Brien",
            "Ελένη Παπαδοπούλου",
            "Дмитро Шевченко",
            "أحمد بن محمد العلي",
            "שרה כהן",
            "प्रिया शर्मा",
            "山田 太郎",
            "张伟",
            "김철수",
            "สมชาย ใจดี",
            "Wolfeschlegelsteinhausenbergerdorff Junior the Third of Somewhere",
        ];
        let rtl = number == 5 || number == 6;
        let words = match number {
            5 => CardWords {
                state: "سارية",
                awarded_to: "مُنحت إلى",
                issued_by: "صادرة عن",
            },
            6 => CardWords {
                state: "בתוקף",
                awarded_to: "הוענק ל",
                issued_by: "הונפק על ידי",
            },
            _ => CardWords {
                state: ["Valid", "Expired on 31 March 2026", "Suspended", "Revoked"][number % 4],
                awarded_to: "Awarded to",
                issued_by: "Issued by",
            },
        };
        let state = if rtl {
            CardState::Valid
        } else {
            [
                CardState::Valid,
                CardState::Expired,
                CardState::Suspended,
                CardState::Revoked,
            ][number % 4]
        };
        let svg = badge_svg(&fonts, &design);
        let started = Instant::now();
        let png = social_card_png(
            &fonts,
            &CardData {
                issuer,
                title,
                recipient: (number != 1).then_some(names[number]),
                state,
                words,
                art: Art::Svg(&svg),
                rosette_seed: title.as_bytes(),
                accent,
                right_to_left: rtl,
            },
        )?;
        println!(
            "card {number}: {} bytes in {:?}",
            png.len(),
            started.elapsed()
        );
        std::fs::write(folder.join(format!("card-{number:02}.png")), png)?;
        let mark = issuer_mark_svg(&fonts, issuer, issuer.as_bytes(), accent);
        std::fs::write(
            folder.join(format!("mark-{number:02}-600.png")),
            render_png(&mark, 600)?,
        )?;
        std::fs::write(
            folder.join(format!("mark-{number:02}-90.png")),
            render_png(&mark, 90)?,
        )?;
    }
    Ok(())
}
