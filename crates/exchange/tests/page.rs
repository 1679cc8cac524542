//! The web page and the table of figures: what is in them, that nothing in an article becomes markup, and that their
//! proof finds what is wrong.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;
mod rich;

use postil_exchange::{Export, Format, Options, export, import, recognise};
use postil_formats::Library;
use proptest::prelude::*;

fn written(id: &str, library: &Library) -> Export {
    export(Format::by_id(id).unwrap(), &library.documents, &library.labels, &Options::default()).unwrap()
}

fn text(export: &Export) -> &str {
    std::str::from_utf8(&export.files[0].bytes).unwrap()
}

#[test]
fn the_page_holds_the_article_and_its_marks() {
    let export = written("html", &rich::rich());
    assert_eq!((export.report.verified, export.report.total), (7, 7));
    assert_eq!(export.report.losses.iter().map(|loss| loss.what).collect::<Vec<_>>(), ["ids of documents"]);
    let page = text(&export);
    for wanted in [
        "<title>A &quot;title&quot;, &amp; more</title>",
        "content=\"default-src 'none'; style-src 'unsafe-inline'\"",
        "<li class=\"l1\" title=\"Companies, agencies, institutions, teams, media\"><b>ORG</b> 3</li>",
        // Two marks that cross: the second is cut where the first ends.
        "<mark class=\"l0 k1\" data-a=\"1\">Ana <mark class=\"l3 k0\" data-a=\"2\">Ruiz</mark><sup dir=\"ltr\">PERSON</sup></mark>\
         <mark class=\"l3 k0\" data-a=\"2\"> met</mark></h2>",
        "<b dir=\"auto\">€5m</b> = 5,000,000 EUR</p>",
        "<q>the | boss,\n=first</q>",
        "works for <bdi>Bea &lt;Sun&gt; &amp; Co.</bdi>",
        "<mark class=\"l1 k0 suggested\" data-a=\"4\">",
    ] {
        assert!(page.contains(wanted), "{wanted}\n{page}");
    }
    for never in ["<script", "<Sun>", "src=", "http-equiv=\"refresh\"", "style=\""] {
        assert!(!page.contains(never), "{never}");
    }
}

#[test]
fn the_figures_are_these() {
    let mut library = rich::rich();
    let export = written("figures-md", &library);
    let wanted = "## A \"title\", \\& more\n\n| words | label | value | unit | where |\n|---|---|---|---|---|\n\
        | €5m | MONEY | 5,000,000 | EUR | 54–57 |\n";
    assert_eq!(text(&export), wanted);
    assert_eq!((export.report.verified, export.report.total), (1, 1));
    assert_eq!((export.report.losses[0].what, export.report.losses[0].count), ("marks that such a file leaves out", 6));
    library.documents[0].annotations = Default::default();
    assert_eq!(text(&written("figures-md", &library)), "## A \"title\", \\& more\n\nNo figures.\n");
}

#[test]
fn they_are_not_read() {
    for id in ["html", "figures-md"] {
        let format = Format::by_id(id).unwrap();
        let files = written(id, &common::library()).files;
        assert!(format.writes() && !format.reads());
        assert_ne!(recognise(&files[0]).map(|format| format.id), Some(id));
        let error = import(&files, Some(format), "d").unwrap_err().to_string();
        assert_eq!(error, format!("{} files can be written, not read.", format.name));
    }
}

proptest! {
    #[test]
    fn any_marks_are_drawn_and_proved(
        text in "[a \n🚀é<&\"'|>*]{1,30}",
        marks in prop::collection::vec((0_usize..30, 1_usize..12, "[A-Za-z|人<&\"]{1,3}"), 0..9),
    ) {
        let mut library = common::marked(&text, &marks);
        let count = library.documents[0].annotations.len();
        prop_assert_eq!(written("html", &library).report.verified, count);
        let value = Some(std::sync::Arc::new(postil_engine::Value::number(1.0)));
        let valued = library.documents[0].annotations.iter().map(|it| {
            std::sync::Arc::new(postil_engine::Annotation { value: value.clone(), ..postil_engine::Annotation::clone(it) })
        });
        library.documents[0].annotations = std::sync::Arc::new(valued.collect());
        prop_assert_eq!(written("figures-md", &library).report.verified, count);
    }
}
