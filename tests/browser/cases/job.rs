//! The whole job, as a newcomer does it: paste, look, correct with the mouse, download. And again with keys alone.

use anyhow::{Result, ensure};
use postil_browser::{Chord, Key, Kind, Page};
use serde_json::json;

use crate::steps::{SAMPLE, annotations, click_mark, detected, download, export, marks, wait_for_marks, with_article};

pub(crate) async fn paste_correct_download(page: Page) -> Result<()> {
    with_article(&page, SAMPLE).await?;
    page.requests().await?;
    let found = page.count("[data-testid=article] mark").await?;
    ensure!(found > 40, "only {found} marks in the sample");

    // Relabel what is marked.
    let words = "Coldwater Storage NV";
    click_mark(&page, words).await?;
    page.click_testid("card-label").await?;
    page.click_testid("label-FAC").await?;
    wait_for_marks(&page, words, &[("FAC", "accepted")]).await?;
    // Mark what is not.
    page.select_text("[data-testid=article]", "newest bonds", 0).await?;
    page.click_testid("label-PRODUCT").await?;
    wait_for_marks(&page, "newest bonds", &[("PRODUCT", "accepted")]).await?;
    // Move an end, there and further.
    page.click_testid("end-right").await?;
    wait_for_marks(&page, "newest bonds were", &[("PRODUCT", "accepted")]).await?;
    page.click_testid("end-left").await?;
    page.click_testid("start-right").await?;
    wait_for_marks(&page, "bonds", &[("PRODUCT", "accepted")]).await?;
    // Correct a figure's value and write a note.
    click_mark(&page, "2,700").await?;
    page.click_testid("value-value").await?;
    page.press(&[Chord::ctrl('a')]).await?;
    page.keys("2,800\t").await?;
    page.testid("note").await?.send_keys("the paper says 2,800\t").await?;
    wait_for_marks(&page, "2,700", &[("CARDINAL", "accepted")]).await?;
    // Reject and delete.
    click_mark(&page, "Hull").await?;
    page.click_testid("reject").await?;
    page.wait_for(
        "the rejected mark to go",
        "![...document.querySelectorAll('mark')].some((m) => m.textContent === 'Hull')",
    )
    .await?;
    click_mark(&page, "bonds").await?;
    page.click_testid("delete").await?;
    wait_for_marks(&page, "bonds", &[]).await?;
    page.click_testid("undo").await?;
    wait_for_marks(&page, "bonds", &[("PRODUCT", "accepted")]).await?;

    let file = export(&page).await?;
    let of = |text: &str| annotations(&file).iter().find(|annotation| annotation["text"] == text);
    assert_eq!(of(words).map(|a| &a["label"]), Some(&json!("FAC")));
    assert_eq!(of("bonds").map(|a| &a["source"]), Some(&json!({ "by": "human" })));
    assert_eq!(of("Hull").map(|a| &a["status"]), Some(&json!("rejected")));
    let corrected = of("2,700").cloned().unwrap_or_default();
    assert_eq!(corrected["value"]["value"], 2800);
    assert_eq!(corrected["value"]["comparator"], ">");
    assert_eq!(corrected["note"], "the paper says 2,800");
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    assert_eq!(page.policy_violations().await?, Vec::<String>::new());
    let requests = page.requests().await?;
    // Firefox records what the worker loads as well.
    let is_worker = |url: &str| url.starts_with("blob:") || page.kind() == Kind::Firefox && url.starts_with(page.url());
    ensure!(requests.iter().all(|request| is_worker(&request.url)), "the page asked for {requests:?}");
    Ok(())
}

pub(crate) async fn the_same_with_keys_alone(page: Page) -> Result<()> {
    with_article(&page, "Acme Corp paid $3m to Beta Ltd on Tuesday.\n\nThe deal is large.").await?;
    let focus = "document.querySelector('[data-testid=article]').focus()";
    page.wait_for("focus to be in the article", &format!("({focus}, document.activeElement.id === 'article')")).await?;
    // Step through what is to be reviewed; accepting goes on by itself.
    page.press(&[Chord::from('u')]).await?;
    page.wait_for(
        "the first mark in hand",
        "document.querySelector('mark[data-selected]')?.textContent === 'Acme Corp'",
    )
    .await?;
    page.press(&[Chord::from('a')]).await?;
    wait_for_marks(&page, "Acme Corp", &[("ORG", "accepted")]).await?;
    page.wait_for("the next mark in hand", "document.querySelector('mark[data-selected]')?.textContent === '$3m'")
        .await?;
    // Relabel by key, reject, undo.
    page.press(&[Chord::from('k')]).await?;
    wait_for_marks(&page, "$3m", &[("CARDINAL", "accepted")]).await?;
    page.press(&[Chord::ctrl('z')]).await?;
    wait_for_marks(&page, "$3m", &[("MONEY", "suggested")]).await?;
    page.press(&[Chord::from('r')]).await?;
    wait_for_marks(&page, "$3m", &[]).await?;
    page.press(&[Chord::ctrl('z'), Chord::ctrl_shift('z')]).await?;
    wait_for_marks(&page, "$3m", &[]).await?;
    // Select words with the cursor and label them.
    page.press(&[Chord::from(Key::Escape), Chord::ctrl(Key::End)]).await?;
    page.press(&[Chord::ctrl(Key::Left)]).await?;
    let back = Chord::ctrl_shift(Key::Left);
    page.press(&[back.clone(), back.clone(), back]).await?;
    page.wait_for("a selection", "getSelection().toString().trim() === 'The deal is' || getSelection().toString()")
        .await?;
    page.press(&[Chord::from('8')]).await?;
    page.wait_for("the new mark", "document.querySelector('mark[data-label=EVENT]')").await?;
    // Move an end of it by a character and by a word.
    page.press(&[Chord::from('}')]).await?;
    page.press(&[Chord::from(']')]).await?;
    // Out.
    page.press(&[Chord::ctrl('s')]).await?;
    page.testid("export-dialog").await?;
    page.wait_for("the button", "document.activeElement.dataset.testid === 'download'").await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    let file = crate::steps::checked(&page.download().await?)?;
    let statuses: Vec<_> = annotations(&file).iter().map(|a| (a["text"].clone(), a["status"].clone())).collect();
    ensure!(statuses.contains(&(json!("$3m"), json!("rejected"))), "{statuses:?}");
    ensure!(annotations(&file).iter().any(|a| a["label"] == "EVENT"), "{statuses:?}");
    Ok(())
}

/// Presses the keys and waits until this text lies before the cursor and this much is selected.
async fn cursor(page: &Page, keys: &[Chord], before: &str, selected: &str) -> Result<()> {
    page.press(keys).await?;
    let place = "(() => {
        const [range, live] = [document.createRange(), getSelection()];
        range.selectNodeContents(document.querySelector('[data-testid=article]'));
        range.setEnd(live.focusNode, live.focusOffset);
        return JSON.stringify([range.toString(), live.toString()]);
    })()";
    let wanted = json!([before, selected]).to_string();
    let condition = format!("{place} === {}", json!(wanted));
    page.wait_for(&format!("the cursor at {wanted}"), &condition).await.map(|_| ())
}

pub(crate) async fn the_cursor_goes_by_characters_and_words(page: Page) -> Result<()> {
    with_article(&page, "hi 👩‍👩‍👧 it's (late) now").await?;
    let focus = "document.querySelector('[data-testid=article]').focus()";
    page.wait_for("focus to be in the article", &format!("({focus}, document.activeElement.id === 'article')")).await?;
    let (left, right) = (Chord::from(Key::Left), Chord::from(Key::Right));
    let word = Chord::ctrl(Key::Right);
    cursor(&page, &[Chord::ctrl(Key::Home)], "", "").await?;
    cursor(&page, &[right.clone(), right.clone(), right.clone()], "hi ", "").await?;
    cursor(&page, std::slice::from_ref(&right), "hi 👩‍👩‍👧", "").await?;
    cursor(&page, &[left], "hi ", "").await?;
    cursor(&page, &[Chord::shift(Key::Right)], "hi 👩‍👩‍👧", "👩‍👩‍👧").await?;
    cursor(&page, &[Chord::ctrl_shift(Key::Right)], "hi 👩‍👩‍👧 it's", "👩‍👩‍👧 it's").await?;
    cursor(&page, &[Chord::ctrl_shift(Key::Left)], "hi 👩‍👩‍👧 ", "👩‍👩‍👧 ").await?;
    cursor(&page, &[word.clone(), word], "hi 👩‍👩‍👧 it's (late", "").await?;
    cursor(&page, &[Chord::ctrl_shift(Key::Left)], "hi 👩‍👩‍👧 it's (", "late").await
}

/// As in a browser of some years ago: whole words still, if by simpler rules.
pub(crate) async fn the_cursor_goes_on_without_a_segmenter(page: Page) -> Result<()> {
    with_article(&page, "hi 👩‍👩‍👧 it's (late) now").await?;
    page.call("delete Intl.Segmenter", &[]).await?;
    let (left, right) = (Chord::ctrl(Key::Left), Chord::ctrl_shift(Key::Right));
    cursor(&page, &[Chord::ctrl(Key::Home), Chord::from(Key::Right)], "h", "").await?;
    cursor(&page, &[Chord::ctrl(Key::End), left.clone(), left], "hi 👩‍👩‍👧 it's (", "").await?;
    cursor(&page, &[right], "hi 👩‍👩‍👧 it's (late", "late").await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

pub(crate) async fn exports_what_is_chosen(page: Page) -> Result<()> {
    with_article(&page, SAMPLE).await?;
    let all = export(&page).await?;
    click_mark(&page, "2,700").await?;
    page.click_testid("accept").await?;
    page.click_testid("export").await?;
    page.click_testid("export-accepted").await?;
    page.wait_for("one span", "document.querySelector('[data-testid=proof]').textContent.startsWith('1 of 1')").await?;
    let accepted = download(&page).await?;
    assert_eq!(annotations(&accepted).len(), 1);
    page.click_testid("export").await?;
    page.click_testid("export-all").await?;
    page.click_testid("export-asides").await?;
    let fewer = format!(
        "!document.querySelector('[data-testid=proof]').textContent.startsWith('{} ')",
        annotations(&all).len()
    );
    page.wait_for("fewer spans", &fewer).await?;
    let without = download(&page).await?;
    let kinds = |file: &serde_json::Value| {
        let blocks = file["documents"][0]["blocks"].as_array().cloned().unwrap_or_default();
        blocks.iter().map(|block| block["kind"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    ensure!(kinds(&all).contains(&"promo".to_owned()) && !kinds(&without).contains(&"promo".to_owned()));
    assert_eq!(all["documents"][0]["text"], without["documents"][0]["text"]);
    Ok(())
}

pub(crate) async fn lists_and_text_show_the_same_mark(page: Page) -> Result<()> {
    with_article(&page, SAMPLE).await?;
    // From the list to the text.
    page.click_testid("row").await?;
    page.wait_for("a mark in hand", "document.querySelector('mark[data-selected]')").await?;
    // From the text to the list, in both of its orders.
    click_mark(&page, "2,700").await?;
    let row = "document.querySelector('.list-row[data-selected] .list-words')?.textContent";
    page.wait_for("its row", &format!("{row} === '2,700'")).await?;
    page.click_testid("tab-entities").await?;
    page.wait_for("its group", &format!("{row} === '2,700'")).await?;
    // An alias is one thing with its full name. The card may lie over it.
    page.press(&[Chord::from(Key::Escape)]).await?;
    click_mark(&page, "ECFP").await?;
    page.wait_for("the full name", &format!("{row} === 'European Council for Flexible Power'")).await?;
    // A label that is switched off goes from text and list.
    let money = "document.querySelectorAll('mark[data-label=MONEY]').length";
    page.wait_for("money", money).await?;
    page.click_testid("legend-MONEY").await?;
    page.wait_for("no money", &format!("{money} === 0")).await?;
    page.click_testid("show-all").await?;
    page.wait_for("money again", money).await?;
    Ok(())
}

pub(crate) async fn nested_and_crossing_marks_are_drawn(page: Page) -> Result<()> {
    with_article(&page, "we met at the old town hall of bruges.").await?;
    for (words, label) in [("old town hall of bruges", "FAC"), ("bruges", "GPE"), ("the old town", "LOC")] {
        page.select_text("[data-testid=article]", words, 0).await?;
        page.click_testid(&format!("label-{label}")).await?;
        page.testid("annotation-card").await?;
    }
    for (words, label) in [("old town hall of bruges", "FAC"), ("bruges", "GPE"), ("the old town", "LOC")] {
        assert_eq!(marks(&page, words).await?.first().map(|mark| mark.0.as_str()), Some(label), "{words}");
    }
    let text = page.eval("document.querySelector('[data-testid=article]').textContent").await?;
    assert_eq!(text, "we met at the old town hall of bruges.");
    Ok(())
}

pub(crate) async fn a_sample_is_one_click_away(page: Page) -> Result<()> {
    page.open().await?;
    page.click_testid("sample").await?;
    detected(&page).await?;
    ensure!(page.count("mark").await? > 40);
    Ok(())
}
