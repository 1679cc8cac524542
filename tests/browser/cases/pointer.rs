//! Mouse and finger: ends that are dragged, selections over lines and paragraphs, the sheet of labels on a phone.

use anyhow::{Context, Result, ensure};
use postil_browser::{Chord, Key, Kind, Page};
use serde_json::{Value, json};

use crate::steps::{annotations, click_mark, export, wait_for_marks, with_article};

const TEXT: &str = "Acme Corp paid $3m to Beta Ltd on Tuesday.\n\nThe deal is large. It was signed late.";

/// A point in client coordinates.
pub(crate) type Point = (i64, i64);

/// Where a script says that something is: an array of two numbers.
pub(crate) async fn point(page: &Page, script: &str, arguments: &[Value]) -> Result<Point> {
    let found = page.call(script, arguments).await?;
    let at = |index: usize| found[index].as_f64().map(|pixels| pixels.round() as i64);
    at(0).zip(at(1)).with_context(|| format!("nothing at {arguments:?}"))
}

/// The point inside a word of the article, so far from its left edge in shares of its width.
pub(crate) async fn word(page: &Page, words: &str, share: f64) -> Result<Point> {
    let script = "
        const walker = document.createTreeWalker(document.querySelector('[data-testid=article]'), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(arguments[0]);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + arguments[0].length);
            const box = range.getBoundingClientRect();
            return [box.left + box.width * arguments[1], box.top + box.height / 2];
        }";
    point(page, script, &[json!(words), json!(share)]).await
}

/// The knob of a handle, once it can be gripped; and how far it is from the boundary that it moves.
async fn grip(page: &Page, handle: &str) -> Result<(Point, Point)> {
    let shown = format!("document.querySelector('[data-testid={handle}]')");
    let is_ready = format!("{shown}?.checkVisibility() && getComputedStyle({shown}).pointerEvents !== 'none'");
    page.wait_for(&format!("{handle} to be there"), &is_ready).await?;
    let script = "
        const handle = document.querySelector(`[data-testid=${arguments[0]}]`);
        const box = handle.getBoundingClientRect();
        const line = parseFloat(handle.style.getPropertyValue('--line-height'));
        const edge = box.left - parseFloat(getComputedStyle(handle).marginLeft);
        return arguments[1] ? [edge, box.top + line / 2] : [box.left + box.width / 2, box.top + line + 4];";
    let knob = point(page, script, &[json!(handle), json!(false)]).await?;
    let edge = point(page, script, &[json!(handle), json!(true)]).await?;
    Ok((knob, (knob.0 - edge.0, knob.1 - edge.1)))
}

async fn selected(page: &Page, words: &str) -> Result<()> {
    let condition = format!("getSelection().toString() === {}", json!(words));
    page.wait_for(&format!("{words:?} selected"), &condition).await.map(|_| ())
}

/// Drags a handle into `words`, so far in shares of their width, and holds it there.
async fn hold(page: &Page, handle: &str, words: &str, share: f64) -> Result<()> {
    let (knob, away) = grip(page, handle).await?;
    let to = word(page, words, share).await?;
    let actions = page.driver().action_chain().move_to(knob.0, knob.1).click_and_hold();
    Ok(actions.move_to(to.0 + away.0, to.1 + away.1).perform().await?)
}

/// Drags a handle into `words`, so far in shares of their width, and lets it go.
pub(crate) async fn drag(page: &Page, handle: &str, words: &str, share: f64) -> Result<()> {
    hold(page, handle, words, share).await?;
    release(page).await
}

async fn release(page: &Page) -> Result<()> {
    Ok(page.driver().action_chain().release().perform().await?)
}

pub(crate) async fn an_end_is_dragged_in_one_step(page: Page) -> Result<()> {
    with_article(&page, TEXT).await?;
    click_mark(&page, "Acme Corp").await?;
    // What it would become is shown, and nothing is changed before the handle is let go.
    hold(&page, "handle-end", "paid", 0.6).await?;
    selected(&page, "Acme Corp paid").await?;
    wait_for_marks(&page, "Acme Corp", &[("ORG", "suggested")]).await?;
    release(&page).await?;
    wait_for_marks(&page, "Acme Corp paid", &[("ORG", "accepted")]).await?;
    selected(&page, "").await?;
    // The other end, inwards.
    hold(&page, "handle-start", "Acme", 0.6).await?;
    selected(&page, "Corp paid").await?;
    release(&page).await?;
    wait_for_marks(&page, "Corp paid", &[("ORG", "accepted")]).await?;
    // Escape leaves it, and keeps the mark in hand.
    hold(&page, "handle-start", "Acme", 0.3).await?;
    selected(&page, "Acme Corp paid").await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    release(&page).await?;
    selected(&page, "").await?;
    wait_for_marks(&page, "Corp paid", &[("ORG", "accepted")]).await?;
    page.testid("annotation-card").await?;
    page.press(&[Chord::ctrl('z'), Chord::ctrl('z')]).await?;
    wait_for_marks(&page, "Acme Corp", &[("ORG", "suggested")]).await?;
    ensure!(page.attribute("undo", "disabled").await?.is_some(), "each drag was one step");
    // Alt cuts words.
    let (knob, away) = grip(&page, "handle-end").await?;
    let to = word(&page, "Co", 1.0).await?;
    let actions = page.driver().action_chain().key_down(Key::Alt.value()).move_to(knob.0, knob.1).click_and_hold();
    actions.move_to(to.0 + away.0, to.1 + away.1).release().key_up(Key::Alt.value()).perform().await?;
    wait_for_marks(&page, "Acme Co", &[("ORG", "accepted")]).await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

pub(crate) async fn handles_stand_at_the_ends_of_right_to_left_text(page: Page) -> Result<()> {
    with_article(&page, "שלום לעולם. חברת אלקטרה שילמה לבנק גדול ביום שני.").await?;
    page.select_text("[data-testid=article]", "אלקטרה", 0).await?;
    page.click_testid("label-ORG").await?;
    wait_for_marks(&page, "אלקטרה", &[("ORG", "accepted")]).await?;
    // The start is on the right, and neither handle lies over the words.
    let outside = "(() => {
        const box = (selector) => document.querySelector(selector).getBoundingClientRect();
        const [mark, start, end] = ['mark[data-selected]', '[data-testid=handle-start]', '[data-testid=handle-end]'].map(box);
        return start.left > mark.right - 8 && start.right > mark.right && end.right < mark.left + 8 && end.left < mark.left;
    })()";
    page.wait_for("the handles beside the mark", outside).await?;
    drag(&page, "handle-end", "שילמה", 0.3).await?;
    wait_for_marks(&page, "אלקטרה שילמה", &[("ORG", "accepted")]).await?;
    drag(&page, "handle-start", "חברת", 0.7).await?;
    wait_for_marks(&page, "חברת אלקטרה שילמה", &[("ORG", "accepted")]).await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}

pub(crate) async fn the_mouse_selects_whole_words_over_lines_and_paragraphs(page: Page) -> Result<()> {
    page.set_view(800, 900).await?;
    let line = "the long and winding story of a small firm that was sold to a larger one in the end";
    with_article(&page, &format!("{line}.\n\n{line}.")).await?;
    // Over lines, from inside a word to inside a word.
    page.select_text(
        "[data-testid=article]",
        "inding story of a small firm that was sold to a larger one in the en",
        0,
    )
    .await?;
    selected(&page, "winding story of a small firm that was sold to a larger one in the end").await?;
    let lines = "new Set([...getSelection().getRangeAt(0).getClientRects()].map((box) => Math.round(box.top))).size";
    ensure!(page.eval(lines).await?.as_u64() > Some(1), "the selection stands on one line");
    page.click_testid("label-EVENT").await?;
    wait_for_marks(
        &page,
        "winding story of a small firm that was sold to a larger one in the end",
        &[("EVENT", "accepted")],
    )
    .await?;
    // Over paragraphs, which is one mark in the file.
    page.press(&[Chord::from(Key::Escape)]).await?;
    page.wait_for("no card over the text", "document.querySelector('.card').hidden").await?;
    page.select_text("[data-testid=article]", "the end.the long", 0).await?;
    page.testid("selection-card").await?;
    page.click_testid("label-ORG").await?;
    let blocks =
        "new Set([...document.querySelectorAll('mark[data-label=ORG]')].map((mark) => mark.closest('.block'))).size";
    page.wait_for("a mark in both", &format!("{blocks} === 2")).await?;
    let file = export(&page).await?;
    let texts: Vec<_> = annotations(&file).iter().map(|annotation| annotation["text"].clone()).collect();
    ensure!(texts.contains(&json!("the end.\n\nthe long")), "{texts:?}");
    // A double click takes the word and offers labels; with the switch off, any characters do.
    let at = word(&page, "small", 0.5).await?;
    page.driver().action_chain().move_to(at.0, at.1).double_click().perform().await?;
    selected(&page, "small").await?;
    page.testid("selection-card").await?;
    page.press(&[Chord::from(Key::Escape), Chord::ctrl('k')]).await?;
    page.keys("whole words\u{e007}").await?;
    page.testid("notice").await?;
    page.select_text("[data-testid=article]", "inding", 1).await?;
    page.click_testid("label-FAC").await?;
    wait_for_marks(&page, "inding", &[("FAC", "accepted")]).await
}

pub(crate) async fn a_selection_lives_while_the_page_scrolls(page: Page) -> Result<()> {
    let line = "Acme Corp paid $3m to Beta Ltd, and the story goes on for a while so that it fills a line or two.\n\n";
    with_article(&page, &format!("Start here.\n\n{}Stop there.", line.repeat(80))).await?;
    // Chromium's driver lets go of the button when the wheel turns, so there it is done by the browser's own protocol.
    let mouse = async |kind: &str, (x, y): Point| {
        if page.kind() == Kind::Firefox {
            let (device, done) = match kind {
                "mousePressed" => ("pointer", json!({ "type": "pointerDown", "button": 0 })),
                "mouseReleased" => ("pointer", json!({ "type": "pointerUp", "button": 0 })),
                "mouseWheel" => ("wheel", json!({ "type": "scroll", "x": x, "y": y, "deltaX": 0, "deltaY": 20_000 })),
                _ => ("pointer", json!({ "type": "pause", "duration": 0 })),
            };
            let moved = (device == "pointer").then(|| json!({ "type": "pointerMove", "x": x, "y": y }));
            return page.hand(device, &moved.into_iter().chain([done]).collect::<Vec<_>>()).await;
        }
        let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1,
            "deltaX": 0, "deltaY": if kind == "mouseWheel" { 20_000 } else { 0 } });
        page.cdp("Input.dispatchMouseEvent", event).await
    };
    let from = word(&page, "Start", 0.1).await?;
    let away = (from.0 + 99, from.1 + 99);
    mouse("mousePressed", from).await?;
    mouse("mouseMoved", away).await?;
    mouse("mouseWheel", away).await?;
    // The paragraph where it began is many screens away then.
    let is_there = "(() => { const box = [...document.querySelectorAll('.block')].at(-1).getBoundingClientRect();
        return box.top > 0 && box.bottom < innerHeight && document.querySelectorAll('mark').length > 200; })()";
    page.wait_for("the end to be drawn", is_there).await?;
    let to = word(&page, "there", 0.9).await?;
    mouse("mouseMoved", to).await?;
    mouse("mouseReleased", to).await?;
    page.testid("selection-card").await?;
    let ends = "(() => { const text = getSelection().toString(); return text.startsWith('Start') && text.endsWith('there'); })()";
    page.wait_for("all to be selected", ends).await?;
    page.click_testid("label-EVENT").await?;
    page.wait_for("the mark", "document.querySelector('mark[data-label=EVENT]')").await?;
    let file = export(&page).await?;
    let whole = annotations(&file).iter().find(|annotation| annotation["label"] == "EVENT");
    let text = whole.and_then(|annotation| annotation["text"].as_str()).unwrap_or_default();
    ensure!(text.starts_with("Start here") && text.ends_with("Stop there"), "{} characters", text.len());
    Ok(())
}

async fn touch(page: &Page, kind: &str, at: Option<Point>) -> Result<()> {
    let points: Vec<_> = at.iter().map(|(x, y)| json!({ "x": x, "y": y })).collect();
    page.cdp("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points })).await
}

pub(crate) async fn a_finger_selects_labels_and_drags(page: Page) -> Result<()> {
    let phone = json!({ "width": 360, "height": 780, "deviceScaleFactor": 2, "mobile": true });
    page.cdp("Emulation.setDeviceMetricsOverride", phone).await?;
    page.cdp("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 5 })).await?;
    with_article(&page, TEXT).await?;
    // A long press, after which the browser selects a word of its own accord; this one's driver has no such gesture.
    let at = word(&page, "deal", 0.5).await?;
    touch(&page, "touchStart", Some(at)).await?;
    let select = "
        const walker = document.createTreeWalker(document.querySelector('[data-testid=article]'), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf('deal');
            if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + 4);
        }";
    page.call(select, &[]).await?;
    page.testid("selection-card").await?;
    touch(&page, "touchCancel", None).await?;
    let sizes =
        "[...document.querySelectorAll('.card .chip')].every((chip) => chip.getBoundingClientRect().height >= 44)";
    assert_eq!(page.eval(sizes).await?, true, "labels are large enough for a finger");
    let label = "const box = document.querySelector('[data-testid=label-EVENT]').getBoundingClientRect();
        return [box.left + box.width / 2, box.top + box.height / 2];";
    let label = point(&page, label, &[]).await?;
    touch(&page, "touchStart", Some(label)).await?;
    touch(&page, "touchEnd", None).await?;
    wait_for_marks(&page, "deal", &[("EVENT", "accepted")]).await?;
    // The sheet does not lie over the mark, and its handles are within reach.
    let clear = "document.querySelector('mark[data-selected]').getBoundingClientRect().bottom
        < document.querySelector('.card').getBoundingClientRect().top";
    page.wait_for("the mark clear of its sheet", clear).await?;
    let (knob, away) = grip(&page, "handle-end").await?;
    let wide = "document.querySelector('.handle').getBoundingClientRect().width";
    ensure!(page.eval(wide).await?.as_f64() >= Some(44.0), "a handle is large enough for a finger");
    let to = word(&page, "large", 0.6).await?;
    touch(&page, "touchStart", Some(knob)).await?;
    touch(&page, "touchMove", Some(((knob.0 + to.0 + away.0) / 2, to.1 + away.1))).await?;
    touch(&page, "touchMove", Some((to.0 + away.0, to.1 + away.1))).await?;
    selected(&page, "deal is large").await?;
    touch(&page, "touchEnd", None).await?;
    wait_for_marks(&page, "deal is large", &[("EVENT", "accepted")]).await?;
    // A tap on another mark opens its sheet.
    let at = word(&page, "Beta", 0.5).await?;
    touch(&page, "touchStart", Some(at)).await?;
    touch(&page, "touchEnd", None).await?;
    page.wait_for("Beta Ltd in hand", "document.querySelector('mark[data-selected]')?.textContent === 'Beta Ltd'")
        .await?;
    page.wait_for("the mark clear of its sheet", clear).await?;
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}
