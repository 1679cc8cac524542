//! Articles out of text, HTML and Markdown: what is kept, what is dropped, what the blocks are.

#![allow(clippy::unwrap_used)] // a test fails by panicking

use postil_engine::BlockKind;
use postil_formats::{Article, Opened, open};
use proptest::prelude::*;

/// Blocks are sorted, have no white space at their ends and nothing but white space between them.
fn check_laws(article: &Article) {
    let text = article.text.as_str();
    let mut at = 0;
    for block in article.blocks.iter() {
        assert!(text[at..block.span.start()].trim().is_empty(), "text outside of blocks in {text:?}");
        let words = article.text.slice(block.span);
        assert!(!words.is_empty() && words == words.trim(), "{words:?}");
        at = block.span.end();
    }
    assert!(text[at..].trim().is_empty(), "text after the last block of {text:?}");
    assert!(!text.contains('\r'));
}

fn shown(article: &Article) -> Vec<(&'static str, &str)> {
    article.blocks.iter().map(|block| (block.kind.name(), article.text.slice(block.span))).collect()
}

#[track_caller]
fn check(html: &str, wanted: &[(&str, &str)]) {
    let article = Article::from_html(html);
    check_laws(&article);
    assert_eq!(shown(&article), wanted, "{html}");
}

#[test]
fn markup_says_the_day() {
    for (html, wanted) in [
        ("<time datetime='2025-05-14T09:30:00Z'>2 hours ago</time><p>It said so.", Some("2025-05-14")),
        ("<time datetime='2025-05-14'>May</time><time datetime='2024-01-01'>Old</time>", Some("2025-05-14")),
        (
            "<meta property='article:published_time' content='2025-05-14T09:30:00+02:00'><p>It said so.",
            Some("2025-05-14"),
        ),
        ("<meta content=2025-05-14 itemprop=datePublished><time datetime=2024-01-01>then</time>", Some("2025-05-14")),
        ("<p>Published 14 May 2025<p>Since <time datetime=1931-05-04>then</time> it flows.", Some("2025-05-14")),
        ("<p>Published 14 May 2025", Some("2025-05-14")),
        ("<nav><time datetime=2024-01-01>then</time></nav><p>It said so.", None),
        (
            "<meta name=viewport content=2025-05-14><time datetime=PT5M>5 min</time><time datetime=2025-13-14>x</time>",
            None,
        ),
    ] {
        assert_eq!(Article::from_html(html).date.as_deref(), wanted, "{html}");
    }
}

/// The text alone, where what the blocks are is up to the words.
#[track_caller]
fn check_text(html: &str, wanted: &str) {
    let article = Article::from_html(html);
    check_laws(&article);
    assert_eq!(article.text.as_str(), wanted, "{html}");
}

#[test]
fn a_page_becomes_blocks() {
    let page = r#"<!DOCTYPE html><html><head><meta charset=utf-8><title>Acme grows | The Daily</title>
        <style>p { color: red }</style><script>var a = "<p>no</p>";</script></head>
        <body><nav><ul><li><a href=/>Home</a><li>News</ul></nav>
        <main><article><h1>Acme   grows
          fast</h1>
        <p>Acme&nbsp;Corp <b>earned</b> <a href="x">$3&thinsp;million</a>,<br>it said&mdash;again.</p>
        <figure><img src=a.jpg alt="no"><figcaption>The plant in <i>Ohio</i>.</figcaption></figure>
        <h2>What is next</h2>
        <blockquote><p>We will see what the year brings.</p></blockquote>
        <ul><li>One item of the list<li>Another item<ol><li>an inner one</ol>its tail</ul>
        <form><label>Your address</label><input value=no><button>Subscribe</button><select><option>no</select><textarea>no</textarea></form>
        <iframe src=x>no</iframe><noscript><p>no</noscript><template><p>no</template><svg><title>no</title><text>no</text></svg>
        <p hidden>no<p style="color:red; DISPLAY : none !important">no<p>The story ends here.
        </article></main></body></html>"#;
    check(
        page,
        &[
            ("headline", "Acme grows fast"),
            ("paragraph", "Acme\u{a0}Corp earned $3\u{2009}million,\nit said—again."),
            ("caption", "The plant in Ohio."),
            ("subheading", "What is next"),
            ("paragraph", "We will see what the year brings."),
            ("list_item", "One item of the list"),
            ("list_item", "Another item"),
            ("list_item", "an inner one"),
            ("list_item", "its tail"),
            ("paragraph", "Your address"),
            ("paragraph", "The story ends here."),
        ],
    );
    assert_eq!(Article::from_html(page).title, "Acme grows fast");
    check_text("<h1>One</h1><p>two</p>\n<div>three<div>four</div>five</div>", "One\n\ntwo\n\nthree\n\nfour\n\nfive");
}

#[test]
fn the_title_is_the_headline_of_a_page_without_one() {
    let body = "<body><h2>Part one</h2><p>It was a dark and stormy night.</body>";
    let rest = [("subheading", "Part one"), ("paragraph", "It was a dark and stormy night.")];
    let with = [&[("headline", "The book")][..], &rest].concat();
    check(&format!("<html><head><title> The\nbook </title></head>{body}</html>"), &with);
    check(
        &format!("<html><head><title>The book</title></head><!--StartFragment-->{body}<!--EndFragment--></html>"),
        &rest,
    );
    check("<h1>One</h1><h1>Two</h1>", &[("headline", "One"), ("subheading", "Two")]);
    check("<h1><img src=logo.png></h1><h1>Two</h1>", &[("headline", "Two")]);
}

#[test]
fn white_space_collapses_as_in_a_browser() {
    check_text("<p>  a \n\t b<b> c </b> d</p>  <p>\n</p> e", "a b c d\n\ne");
    check_text("<p>a<span> </span>b<em>c</em><!-- no -->d</p>", "a bcd");
    check_text(
        "<p>a &nbsp; b\u{200b}c\u{3000}d &amp;amp; &#x1F600; &lt;b&gt; e\u{301}</p>",
        "a \u{a0} b\u{200b}c\u{3000}d &amp; 😀 <b> e\u{301}",
    );
    check_text("a<br>b <br/> c<br><br>d<br> <br><br>e<br>", "a\nb\nc\n\nd\n\ne");
    check_text("<p>&nbsp;</p><p>a&nbsp;</p><p> &nbsp; </p><p>b</p>", "a\u{a0}\n\nb");
    check_text("<pre>\n  one\n\n    two &lt;3\r\n</pre>after", "  one\n\n    two <3\n\nafter");
    check_text("<span style='white-space:pre-wrap'>two  spaces </span><span>end</span>", "two  spaces end");
    check_text("<div style='white-space: pre-wrap'>\n <p style='white-space: normal'>a   b</p></div>", "a b");
}

#[test]
fn tables_keep_their_cells_apart() {
    check(
        "<h1>T</h1><table><caption>Sales</caption><thead><tr><th>Year<th>Sum</thead><tr><td>2023<td><p>$5</p><p>up</p><tr><td>2024</td><td></td><td>$6</td></table>end of it all.",
        &[
            ("headline", "T"),
            ("caption", "Sales"),
            ("other", "Year"),
            ("other", "Sum"),
            ("other", "2023"),
            ("other", "$5"),
            ("other", "up"),
            ("other", "2024"),
            ("other", "$6"),
            ("paragraph", "end of it all."),
        ],
    );
    check_text(
        "<h1>T</h1><table><tr><th>Year<th>Sum<tr><td>2023<td><p>$5</p><p>up</p></table>end",
        "T\n\nYear\tSum\n2023\t$5\nup\n\nend",
    );
}

#[test]
fn what_word_copies_is_read() {
    check(
        r#"<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>no</title><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->
        <style><!-- p.MsoNormal {margin:0} --></style></head><body lang=EN-GB><!--StartFragment-->
        <p class=MsoTitle>The report<o:p></o:p></p>
        <p class=MsoNormal><span lang=EN-US style='mso-fareast-language:EN-US'>Sales rose by
        14%<o:p></o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
        <p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>The first of them</p>
        <!--EndFragment--></body></html>"#,
        &[("headline", "The report"), ("paragraph", "Sales rose by 14%"), ("list_item", "The first of them")],
    );
}

#[test]
fn what_google_docs_copies_is_read() {
    check(
        r#"<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h1 dir="ltr"><span style="white-space:pre-wrap;">Q3 review</span></h1><p dir="ltr"><span style="white-space:pre-wrap;">Sales  rose in </span><span style="white-space:pre-wrap;">Kraków.</span></p><br /><ul><li dir="ltr"><p dir="ltr" role="presentation"><span>The first of them</span></p></li></ul></b><br class="Apple-interchange-newline">"#,
        &[("headline", "Q3 review"), ("paragraph", "Sales  rose in Kraków."), ("list_item", "The first of them")],
    );
}

#[test]
fn hostile_markup_is_only_text() {
    check_text("<p>a<img src=x onerror=alert(1)>b<svg/onload=alert(1)>no</p>c", "ab\n\nc");
    check_text("a<script>alert('</p>')</script><style>@import 'x'</style>b<script>never ends <p>no", "ab");
    check_text("<div><p>a<b>b<div>c</b>d</p></span></table>e", "ab\n\ncd\n\ne");
    check_text("<span hidden>no<p>no</p></span>a<x-y hidden>no<x-y>no</x-y>no</x-y>b", "ab");
    check_text("<nav>no<table><tr><td></nav>no</table></nav>a", "a");
    check_text("</p></div></td>a < b <3 && c <", "a < b <3 && c <");
    check_text("<math><mi>no</mi><script>no</script></math><a href='javascript:x'>a</a>", "a");
    check_text("a\0b\u{1}c", "a\0b\u{1}c");
    check_text("<table><tr><td>a</div>b<td>c</table>", "a\nb\tc");
}

#[test]
fn depth_and_disorder_cost_nothing() {
    let deep = 100_000;
    check_text(&("<div>".repeat(deep) + "a" + &"</div>".repeat(deep)), "a");
    check_text(&("<div><span>".repeat(deep) + "a" + &"</b></span>".repeat(deep)), "a");
    check_text(&("<b>".repeat(deep) + "<p>" + &"</b>".repeat(deep) + "a"), "a");
    check_text(&("<ul><li>".repeat(deep) + "a" + &"</li>".repeat(deep)), "a");
    check_text(&("<table><tr><td>".repeat(deep) + "a" + &"</div></p>".repeat(deep)), "a");
    let many = Article::from_html(&"<p>a<td><li>".repeat(deep));
    assert_eq!(many.blocks.len(), deep);
    assert_eq!(Article::from_markdown(&(">".repeat(deep) + " a")).text.as_str(), "a");
}

#[test]
fn words_say_what_markup_does_not() {
    let kinds = |html| Article::from_html(html).blocks.iter().map(|block| block.kind).collect::<Vec<_>>();
    let by_words = |text| Article::from_text(text).blocks.iter().map(|block| block.kind).collect::<Vec<_>>();
    let story = "The company said on Monday that it will open three more shops this year, two of them abroad.";
    let html = format!("<h1>Acme grows fast</h1><p>{story}</p><p>READ ALSO: Zeta sinks</p><p>{story}</p>");
    let text = format!("Acme grows fast\n\n{story}\n\nREAD ALSO: Zeta sinks\n\n{story}");
    assert_eq!(kinds(&html)[1..], by_words(&text)[1..]);
    assert_eq!(kinds(&html)[0], BlockKind::Headline);
}

#[test]
fn plain_text_is_kept_but_for_its_line_ends() {
    let article = Article::from_text("\u{feff}A  title \r\n\r\n\tb\u{a0}\0\r c\u{2028}e\u{301} ");
    check_laws(&article);
    assert_eq!(article.text.as_str(), "\u{feff}A  title \n\n\tb\u{a0}\0\n c\u{2028}e\u{301} ");
    assert!(Article::from_text(" \n").is_empty());
    let document = Article::from_text("One thing.").into_document("d7");
    assert_eq!((document.id.as_ref(), document.next_id), ("d7", 1));
}

#[test]
fn markdown_loses_its_marks() {
    let markdown = "---\ntags: no\n---\n# Acme *grows*\n\nIt [earned](http://x) **$3**\nin `2023` -- ~~no~~ \"yes\" &copy;\\*.\n\n## Next\n\n* one item\n* another\n  1. an inner one\n\n> said the boss to us.\n\n```rust\nlet a  = 1;\n\n```\n\n| Year | Sum |\n|---|---|\n| 2023 | $5 |\n\n<div hidden>no</div>\n\n![no](x.png)\n";
    let article = Article::from_markdown(markdown);
    check_laws(&article);
    let wanted = [
        ("headline", "Acme grows"),
        ("paragraph", "It earned $3 in 2023 -- no \"yes\" ©*."),
        ("subheading", "Next"),
        ("list_item", "one item"),
        ("list_item", "another"),
        ("list_item", "an inner one"),
        ("paragraph", "said the boss to us."),
        ("other", "let a  = 1;"),
        ("other", "Year"),
        ("other", "Sum"),
        ("other", "2023"),
        ("other", "$5"),
    ];
    assert_eq!(shown(&article), wanted);
    assert_eq!(article.title, "Acme grows");
}

#[track_caller]
fn check_open(name: &str, bytes: &[u8], wanted: &str) {
    let found = match open(name, bytes, Article::from_html) {
        Ok(Opened::Article(article)) => article.text.as_str().to_owned(),
        Ok(Opened::Library(library)) => format!("{} documents", library.documents.len()),
        Ok(Opened::Labels(set)) => format!("{} labels", set.labels.len()),
        Err(error) => error.to_string(),
    };
    assert_eq!(found, wanted, "{name}");
}

#[test]
fn files_are_opened_by_content_and_name() {
    let native = br#"{ "format": "postil", "version": 1, "offset_unit": "code_point", "documents": [] }"#;
    check_open("a.txt", b"<p>a</p>\r\n", "<p>a</p>\n");
    check_open("a.HTML", b"<p>a</p>", "a");
    check_open("a.md", b"# a", "a");
    check_open("README", b"# a", "# a");
    check_open("page", b"\n<!DOCTYPE HTML><p>a", "a");
    check_open("a.postil.json", native, "0 documents");
    check_open("a.txt", native, "0 documents");
    check_open(
        "a.json",
        b"[]",
        "This is not a Postil file: it looks like a JSON list, such as Label Studio, GLiNER and spaCy use.",
    );
    check_open("a.txt", b"\xFF\xFEa\0\r\0\n\0b\0", "a\nb");
    check_open("a.txt", b"", "The file is empty.");
    check_open("a.txt", b" \n\t", "There is no text in the file.");
    check_open("a.html", b"<script>x</script>", "There is no text in the file.");
    check_open("a.txt", b"%PDF-1.4", "This is a PDF; save it as text first.");
    check_open(
        "a.docx",
        b"PK\x03\x04...",
        "This is a zip or an Office document; unpack it, or save the document as text first.",
    );
    check_open("a.txt", b"caf\xE9", "Not UTF-8: byte 0xE9 at position 3, line 1. Save the file as UTF-8.");
    check_open("\u{e9}.", b"a", "a");
}

proptest! {
    #[test]
    fn any_soup_of_tags_keeps_the_laws(pieces in prop::collection::vec(prop_oneof![
        "</?(p|div|span|b|li|ul|td|tr|table|pre|br|h1|h2|nav|title|script|template|svg|x)( hidden| style=display:none| style=white-space:pre)?/?>",
        "[ \n\r\ta-c\u{a0}é😀&<>]{0,4}",
        "&(nbsp|#13|#0|amp|#x20|bogus);?",
    ], 0..40)) {
        check_laws(&Article::from_html(&pieces.concat()));
    }

    #[test]
    fn no_bytes_make_open_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), name in "a\\.(txt|html|md|json)") {
        let _ = open(&name, &bytes, Article::from_html);
    }

    #[test]
    fn any_text_is_kept(text in "(?s).{0,80}") {
        let article = Article::from_text(&text);
        check_laws(&article);
        prop_assert_eq!(article.text.as_str(), text.replace("\r\n", "\n").replace('\r', "\n"));
        check_laws(&Article::from_markdown(&text));
        check_laws(&Article::from_html(&text));
    }
}
