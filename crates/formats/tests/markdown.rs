//! Articles out of Markdown: which marks go, which stay, and what the blocks are.

use postil_formats::Article;
use proptest::prelude::*;

/// The text that is left, and that its blocks hold all of it.
#[track_caller]
fn check(markdown: &str, wanted: &str) {
    let article = Article::from_markdown(markdown);
    check_laws(&article);
    assert_eq!(article.text.as_str().trim_end(), wanted, "{markdown:?}");
}

fn check_laws(article: &Article) {
    let text = article.text.as_str();
    let mut at = 0;
    for block in article.blocks.iter() {
        assert!(text[at..block.span.start()].trim().is_empty(), "text outside of blocks in {text:?}");
        at = block.span.end();
    }
    assert!(text[at..].trim().is_empty() && !text.contains('\r'), "{text:?}");
}

#[track_caller]
fn check_blocks(markdown: &str, wanted: &[(&str, &str)]) {
    let article = Article::from_markdown(markdown);
    let found: Vec<_> =
        article.blocks.iter().map(|block| (block.kind.name(), article.text.slice(block.span))).collect();
    assert_eq!(found, wanted, "{markdown:?}");
}

#[test]
fn blocks_are_told_apart() {
    for (markdown, wanted) in [
        ("# One #\n## Two\nthree\n###### Six", "One\n\nTwo\n\nthree\n\nSix"),
        ("#hashtag\n####### seven\n\n# C#", "#hashtag ####### seven\n\nC#"),
        ("One\ntwo\n===\nthree\n---\n***\nfour", "One two\n\nthree\n\nfour"),
        ("a\nb  \nc\\\nd\n\n\n e", "a b\nc\nd\n\ne"),
        ("a\r\nb\r\rc", "a b\n\nc"),
        ("* a\n+ b\n- c\n1. d\n2) e", "a\n\nb\n\nc\n\nd\n\ne"),
        ("- a\n\n  b\n  - c\n\n    d\n- e\nf\n\ng", "a\n\nb\n\nc\n\nd\n\ne f\n\ng"),
        ("It was founded in\n1986. It has\n-5 of them", "It was founded in 1986. It has -5 of them"),
        ("It has\n1. one\n", "It has\n\none"),
        ("1986. A year\n-no item\n1.no item", "A year -no item 1.no item"),
        ("- a\n\t- b\n\t\t- c", "a\n\nb\n\nc"),
        ("> a\nb\n> c\n>\n> > d\n\ne", "a b c\n\nd\n\ne"),
        ("> - a\n>   b\n> c\n- d", "a b c\n\nd"),
        ("```\n*a*  b\n\n<b>\n```\nc", "*a*  b\n\n<b>\n\nc"),
        ("~~~~ rust\n~~~\na\n~~~~\n- ```\n  b\n c", "~~~\na\n\nb\n\nc"),
        ("    a  *b*\n\n      c\nd\n    e", "a  *b*\n\n  c\n\nd e"),
        ("a\n***\nb\n_ _ _\nc\n- - -", "a\n\nb\n\nc"),
        ("|a|b|\n|:-|-:|\n|*1*|2\\|3|4|\n|5\n\n6", "a\tb\n1\t2|3\t4\n5\n\n6"),
        ("Sales\na | b\n--|--\nc | d\n> e", "Sales\n\na\tb\nc\td\n\ne"),
        ("a | b\n--|--|--\nc", "a | b --|--|-- c"),
    ] {
        check(markdown, wanted);
    }
    check_blocks(
        "# T\n- a\n> b\n\n    c\n\n|d|\n|-|\n",
        &[("headline", "T"), ("list_item", "a"), ("paragraph", "b"), ("other", "c"), ("other", "d")],
    );
}

#[test]
fn marks_of_words_are_taken_off() {
    for (markdown, wanted) in [
        ("*a* **b** ***c*** _d_ __e__ ~~f~~ `g`", "a b c d e f g"),
        ("*a **b** c* **d*e*f** **g*", "a b c def *g"),
        ("snake_case_name 5*3*2 2 * 3 * 4 a**b**c", "snake_case_name 532 2 * 3 * 4 abc"),
        ("from ~5 to ~10, a~~ b ~~c ~d~ ~~~e~~~", "from ~5 to ~10, a~~ b ~~c ~d~ ~~~e~~~"),
        ("**“a”**b *é*, (*c*)", "**“a”**b é, (c)"),
        ("\\*a\\* \\# \\a \\\\ 1\\. \\[b](c)", "*a* # \\a \\ 1. [b](c)"),
        ("`` a`b `` `c` ` d ` `e\nf` ``g`", "a`b c d e f ``g`"),
        ("`*a*` `\\` *`b*`*", "*a* \\ b*"),
        ("[a *b*](c) [d](<e f> \"g\") [h](i(j) 'k') [](l)", "a b d h"),
        ("[a](b c) [d] (e) [f]( [sic] [1]", "[a](b c) [d] (e) [f]( [sic] [1]"),
        ("[a][b] [B][] [b] [c][d]\n\n[b]: http://x 'y'\n[c]: <z>", "a B b [c][d]"),
        ("[A  b]: x\n\"title\"\n[c]: y z\n\n[a B]", "[c]: y z\n\na B"),
        ("[[a](b)](c) [![d](e)](f)", "[a](c)"),
        ("a ![b *c*](d) ![e][f] ![g] !\n\n[f]: x", "a ![g] !"),
        ("a[^1] b\n\n[^1]: Note", "a[^1] b\n\n[^1]: Note"),
        ("<http://a.b/c_d_e> <me@x.y> https://a.b/c_d_e?f=*", "http://a.b/c_d_e me@x.y https://a.b/c_d_e?f=*"),
        ("- [ ] a\n- [x] b", "[ ] a\n\n[x] b"),
        ("&amp; &lt;b&gt; &quot;&apos; a&nbsp;b &#65;&#x42; &mdash;&euro;", "& <b> \"' a\u{a0}b AB —€"),
        ("AT&T &bogus; &#; &#+5; &#xFFFFFF; &#0; R&D;", "AT&T &bogus; &#; &#+5; \u{fffd} \u{fffd} R&D;"),
    ] {
        check(markdown, wanted);
    }
}

#[test]
fn html_in_it_is_read_as_in_a_page() {
    for (markdown, wanted) in [
        ("a<b>b</b><br>c<br/>d <!-- no *x* --> <i class='x'\ny=z>*e*</i>", "ab\nc\nd e"),
        ("a < b <3 c<d a<>b </> <!x <!-- y", "a < b <3 c<d a<>b </> <!x <!-- y"),
        ("<div class=\"x\">\n*a*\n\n*b*\n</div>\nc\n\n*d*", "*a*\n\nb\n\nc\n\nd"),
        ("<div hidden>no</div>\n\na <span style='display:none'>no</span>b", "a b"),
        ("<script>\nif (a<b) '</p>'\n\nno</script>\n\n<style>no\n", ""),
        ("<!-- no\n\nno -->\n<p>a &mdash; &copy;<p>b\n\nc", "a — ©\n\nb\n\nc"),
        ("<table><tr><td>a<td>b</table>\n\n<h2>c</h2>", "a\tb\n\nc"),
        ("<!DOCTYPE html>\n<?no?>\n<custom-tag>\n*a*\n</custom-tag>", "*a*"),
        ("a\n<custom-tag>\n*b*", "a b"),
        ("<a href=\"*\">a*</a> <pre>b  c</pre>", "a*\n\nb  c"),
    ] {
        check(markdown, wanted);
    }
}

#[test]
fn a_yaml_head_gives_the_title() {
    for (markdown, wanted) in [
        ("---\ntitle: \"A \\\"b\\\"\"\ndate: x\n---\nc", "A \"b\"\n\nc"),
        ("---\ntitle: 'It''s'\n...\nc", "It's\n\nc"),
        ("---\ntitle: no\n---\n# Yes\n", "Yes"),
        ("---\ntitle: >\n  no\n---\nc", "c"),
        ("---\nOne day.\n\n---\ntwo: x", "One day.\n\ntwo: x"),
        ("---\ntwo: x\n", "two: x"),
    ] {
        check(markdown, wanted);
    }
}

#[test]
fn long_runs_cost_no_more_than_their_length() {
    let many = 100_000;
    for run in [
        "*",
        "_",
        "~",
        "~~",
        "`",
        "``a`",
        "[",
        "]",
        "![",
        "[]",
        "[a](",
        "[a](b",
        "[a](<b",
        "[a](b \"",
        "[a][",
        "[a]: b\n",
        ">",
        "> ",
        "- ",
        "1. ",
        "* - + ",
        "#",
        "\\",
        "&",
        "&#",
        "<",
        "<a ",
        "<a b=\"",
        "<a b='",
        "<!--",
        "<!a",
        "<?",
        "</",
        "*a _b ",
        "a**b",
        "*a_",
        "**x_ ",
        "_a__",
        "(",
        ")",
        "|",
        "|-",
        "|\n",
        "\n",
        " ",
        "\t",
        "- \n",
        " -\n",
        ">\n",
        "    \n",
        "```\n",
        "~",
        "=",
        "---\n",
        "a\n",
        "a\n|-|\n",
        "<div>\n",
        "<script>",
        "<script></",
        "<b>",
        "[a]\n",
        "![a](",
        "a  \n",
        "[[a](b)",
    ] {
        let text = run.repeat(many / run.len());
        check_laws(&Article::from_markdown(&text));
        check_laws(&Article::from_markdown(&format!("a {text} a\n\n[a]: b\n\n<div>{text}")));
    }
    let ticks: String = (1..400).map(|len| "`".repeat(len) + " ").collect();
    check(&ticks, ticks.trim_end());
    let deep = format!("{}{}", "- ".repeat(1000), "a\n\n".repeat(many));
    check_laws(&Article::from_markdown(&deep));
}

proptest! {
    #[test]
    fn any_soup_of_marks_keeps_the_laws(pieces in prop::collection::vec(prop_oneof![
        "[*_~`]{1,4}",
        "[\\[\\]()!<>\\\\|&;:\"'-]{1,3}",
        "(\n|\r\n|\n\n)( {0,5}|\t)([>#+-]|[0-9]\\.|```|\\|-\\|)? ?",
        "[ \n\ta-cé😀]{0,4}",
        "</?(div|b|pre|script|!--)( hidden)?>|-->|&(amp|#65|bogus);|---\n",
    ], 0..40)) {
        check_laws(&Article::from_markdown(&pieces.concat()));
    }

    #[test]
    fn words_without_marks_are_kept(words in prop::collection::vec("[a-zA-Zé]{1,8}[,.]?", 1..20)) {
        let text = words.join(" ");
        let article = Article::from_markdown(&text);
        prop_assert_eq!(article.text.as_str(), text);
    }
}
