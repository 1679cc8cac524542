//! An article is corrected from its first mark to its last, as on a working day: half with the keyboard alone, half with
//! the mouse. The file that comes out is compared with what a person wrote down beforehand.

use anyhow::{Context, Result, bail, ensure};
use postil_browser::{Chord, Key, Page};
use serde_json::{Value, json};

use crate::notation::{self, parse};
use crate::pointer;
use crate::steps::{annotations, detected, export};

/// The article as it comes: nothing of it has been looked at.
const BEFORE: &str = include_str!("corrections-before.txt");

/// The same when all is done.
const AFTER: &str = include_str!("corrections-after.txt");

/// The mark to step to with the keyboard, keys to press there, and a mark that is there then.
const BY_KEYS: &[(&str, &str, &str)] = &[
    ("Harrow Mills|ORG", "a", "Harrow Mills|ORG+"),
    ("Danish|NORP", "a", "Danish|NORP+"),
    ("$340 million|MONEY", "a", "$340 million|MONEY+"),
    ("Petra Lindgaard|PERSON", "Enter", "Petra Lindgaard|PERSON+"),
    ("LEEDS|GPE", "a", "LEEDS|GPE+"),
    ("4 March 2024|DATE", "a", "4 March 2024|DATE+"),
    ("Harrow Mills plc|ORG", "}", "Harrow Mills|ORG+"),
    ("Monday|DATE", "a", "Monday|DATE+"),
    ("Aarhus|GPE", "a", "Aarhus|GPE+"),
    // Taught once: the label reaches the other two.
    ("Nordbrod|PERSON", "2 z", "Nordbrod|ORG+"),
    ("$340|MONEY", "]", "$340 million|MONEY+"),
    ("third|ORDINAL", "r", ""),
    ("two|CARDINAL", "V l", "two years|DURATION+"),
    ("Danish Competition|ORG", "]", "Danish Competition Council|ORG+"),
    ("58|CARDINAL", "a", "58|CARDINAL+"),
    ("Denmark|GPE", "a", "Denmark|GPE+"),
    ("Norway|GPE", "a", "Norway|GPE+"),
    ("northern|LOC", "]", "northern Germany|LOC+"),
    ("Executive Ida Holm|PERSON", "{", "Ida Holm|PERSON+"),
    ("Morning Post|WORK_OF_ART", "[ T T", "The Morning Post|ORG+"),
    ("1,240|CARDINAL", "a", "1,240|CARDINAL+"),
    ("2025|DATE", "a", "2025|DATE+"),
    ("1962|DATE", "a", "1962|DATE+"),
    ("Frida|DATE", "Alt+]", "Friday|DATE+"),
    ("Ida Holm’|PERSON", "Alt+}", "Ida Holm|PERSON+"),
    ("Rune Dahl|ORG", "1", "Rune Dahl|PERSON+"),
    ("onday|DATE", "Alt+[", "Monday|DATE+"),
    ("“Rye Day|EVENT", "Alt+{", "Rye Day|EVENT+"),
    ("9,000|CARDINAL", "a", "9,000|CARDINAL+"),
    ("Baltic|GPE", "T", "Baltic|LOC+"),
    // A mark inside of a mark, and the one around it taken in turn.
    ("University of Leeds|ORG", "b D D X X 3", "Leeds|GPE+"),
    ("University of Leeds|ORG", "a", "University of Leeds|ORG+"),
    ("Seagate|ORG", "x Ctrl+z Ctrl+Shift+z", ""),
    // A mark in two pieces, with another one between them.
    ("North|LOC", "b V V V X X X B", "NorthSeas|LOC+"),
];

/// The mark to click, the button to press on its card, and a mark that is there then.
const BY_MOUSE: &[(&str, &str, &str)] = &[
    ("Mersey Foods|ORG", "accept", "Mersey Foods|ORG+"),
    ("May|PERSON", "reject", ""),
    ("Kvist|GPE", "card-label label-PERSON", "Kvist|PERSON+"),
    ("Grain Board|ORG", "start-left", "Norwegian Grain Board|ORG+"),
    ("the Salt Works|FAC", "start-right", "Salt Works|FAC+"),
    ("Lundby Bridge on|FAC", "end-left", "Lundby Bridge|FAC+"),
    ("12|CARDINAL", "end-right card-label label-QUANTITY", "12 tonnes|QUANTITY+"),
    ("Meanwhile|GPE", "delete undo redo", ""),
    // What lies inside first, then the one around it.
    ("Sweden|GPE", "here accept", "Bank of Sweden|ORG+"),
];

/// Keys as they are written in the tables.
fn chords(keys: &str) -> Result<Vec<Chord>> {
    keys.split_whitespace().map(str::parse).collect()
}

/// The marks as they are drawn, in the notation of the tables; `which` narrows them down.
fn drawn(which: &str) -> String {
    format!(
        "(() => {{
            const found = new Map();
            for (const mark of document.querySelectorAll('[data-testid=article] mark{which}')) {{
                const sign = {{ suggested: '', accepted: '+', rejected: '-' }}[mark.dataset.status];
                const known = found.get(mark.dataset.id) ?? ['', `|${{mark.dataset.label}}${{sign}}`];
                known[0] += mark.textContent;
                found.set(mark.dataset.id, known);
            }}
            return [...found.values()].map((mark) => mark.join(''));
        }})()"
    )
}

async fn wait_for(page: &Page, which: &str, mark: &str) -> Result<()> {
    let condition = format!("{}.includes({})", drawn(which), json!(mark));
    page.wait_for(&format!("{mark:?} ({which})"), &condition).await.map(|_| ())
}

async fn in_hand(page: &Page, mark: &str) -> Result<()> {
    wait_for(page, "[data-selected]", mark).await
}

/// Waits until a mark has gone where none is to be there, or else until that one is there.
async fn becomes(page: &Page, before: &str, after: &str) -> Result<()> {
    if after.is_empty() {
        let condition = format!("!{}.includes({})", drawn(""), json!(before));
        return page.wait_for(&format!("{before:?} to go"), &condition).await.map(|_| ());
    }
    wait_for(page, "", after).await.with_context(|| format!("from {before:?}"))
}

/// Steps on, mark by mark, until that one is in hand.
async fn step_to(page: &Page, mark: &str) -> Result<()> {
    const ID: &str = "document.querySelector('mark[data-selected]')?.dataset.id ?? ''";
    for _ in 0..100 {
        if page.eval(&drawn("[data-selected]")).await? == json!([mark]) {
            return Ok(());
        }
        let now = page.eval(ID).await?;
        page.press(&[Chord::from('n')]).await?;
        page.wait_for("another mark in hand", &format!("{ID} !== {now}")).await?;
    }
    bail!("{mark:?} was never in hand; there are {}", page.eval(&drawn("")).await?)
}

/// Clicks a mark that is drawn.
async fn click(page: &Page, mark: &str) -> Result<()> {
    let (words, label) = mark.split_once('|').context("a mark")?;
    let (start, end) = (json!(words), json!(label.trim_end_matches('+')));
    let script = "
        const mark = [...document.querySelectorAll('[data-testid=article] mark')]
            .find((mark) => mark.textContent === arguments[0] && mark.dataset.label === arguments[1]);
        mark?.scrollIntoView({ block: 'center' });
        const box = mark?.getClientRects()[0];
        return box ? [box.left + box.width / 2, box.top + box.height / 2] : null;";
    let at = pointer::point(page, script, &[start, end]).await?;
    page.driver().action_chain().move_to(at.0, at.1).click().perform().await?;
    in_hand(page, mark).await
}

/// Marks words with the mouse.
async fn mark(page: &Page, words: &str, label: &str) -> Result<()> {
    page.select_text("[data-testid=article]", words, 0).await?;
    page.click_testid(&format!("label-{label}")).await?;
    wait_for(page, "", &format!("{words}|{label}+")).await
}

async fn let_go(page: &Page) -> Result<()> {
    page.press(&[Chord::from(Key::Escape)]).await?;
    page.wait_for("no card", "document.querySelector('.card').hidden").await.map(|_| ())
}

async fn closed(page: &Page) -> Result<()> {
    page.press(&[Chord::from(Key::Escape)]).await?;
    page.wait_for("no dialog", "!document.querySelector('dialog')").await.map(|_| ())
}

/// What is written in fields, related and searched, with the keyboard alone.
async fn more_by_keys(page: &Page) -> Result<()> {
    step_to(page, "2021|DATE").await?;
    page.press(&chords("E")?).await?;
    page.wait_for("the note", "document.activeElement?.dataset.testid === 'note'").await?;
    page.keys("the paper appeared in 2022\t").await?;
    // A note decides nothing.
    in_hand(page, "2021|DATE").await?;
    page.press(&chords("a")?).await?;
    wait_for(page, "", "2021|DATE+").await?;
    step_to(page, "Halden Institute|ORG").await?;
    page.press(&chords("H")?).await?;
    page.wait_for("the link", "document.activeElement?.dataset.testid === 'link'").await?;
    page.keys("Q4242\t").await?;
    page.testid("open-link").await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    step_to(page, "Eva Moe|PERSON").await?;
    page.press(&chords("R")?).await?;
    page.wait_for("the types", "document.activeElement?.dataset.testid === 'type-counts'").await?;
    page.press(&[Chord::from(Key::Tab), Chord::from(Key::Tab), Chord::from(Key::Enter)]).await?;
    page.wait_for("the text", "document.activeElement?.id === 'article'").await?;
    page.press(&chords("p")?).await?;
    page.testid("relate-done").await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    page.wait_for("the line", "document.querySelector('[data-testid=arc] path')?.getAttribute('d')").await?;
    // A new mark: to the paragraph's first word, and on.
    let_go(page).await?;
    page.press(&[Chord::ctrl(Key::Home), Chord::ctrl(Key::Down), Chord::ctrl(Key::Down), Chord::ctrl(Key::Down)])
        .await?;
    page.press(&[Chord::ctrl(Key::Down)]).await?;
    page.press(&chords("b V X X V")?).await?;
    page.wait_for("words", "getSelection().toString().trim() === 'bakery opened'").await?;
    page.press(&chords("C 5")?).await?;
    wait_for(page, "", "bakery|FAC+").await?;
    // All mentions of a name, from the palette.
    let_go(page).await?;
    step_to(page, "Skagen|GPE").await?;
    page.press(&[Chord::ctrl('k')]).await?;
    page.testid("palette-field").await?;
    page.keys("accept all mentions").await?;
    page.press(&[Chord::from(Key::Enter)]).await?;
    becomes(page, "Skagen|GPE", "").await?;
    // What is searched is labelled.
    page.press(&chords("/")?).await?;
    page.wait_for("the field", "document.activeElement?.id === 'find'").await?;
    page.keys("flour").await?;
    let say =
        |words: &str| format!("document.querySelector('[data-testid=find-apply]')?.textContent === {}", json!(words));
    page.wait_for("three results", &say("Label 3")).await?;
    page.testid("find-label").await?.send_keys("PRODUCT").await?;
    page.testid("find-apply").await?.send_keys(Key::Enter).await?;
    let all = format!("{}.filter((mark) => mark === 'flour|PRODUCT+').length === 3", drawn(""));
    page.wait_for("all three", &all).await.map(|_| ())
}

/// Dragging, new marks, and what is beside the text, with the mouse.
async fn more_by_mouse(page: &Page) -> Result<()> {
    click(page, "Port|ORG").await?;
    pointer::drag(page, "handle-end", "Authority", 0.7).await?;
    wait_for(page, "", "Port Authority|ORG+").await?;
    click(page, "Coast|LOC").await?;
    pointer::drag(page, "handle-start", "West", 0.3).await?;
    wait_for(page, "", "West Coast|LOC+").await?;
    let_go(page).await?;
    // A double click takes a word.
    let at = pointer::word(page, "Ulvik", 0.5).await?;
    page.driver().action_chain().move_to(at.0, at.1).double_click().perform().await?;
    page.testid("selection-card").await?;
    page.click_testid("label-GPE").await?;
    wait_for(page, "", "Ulvik|GPE+").await?;
    // Over the end of a line.
    let title = "A Short History of the Long Loaf and of Those Who Bake It in the Small Hours of the Morning";
    mark(page, title, "WORK_OF_ART").await?;
    // In two pieces.
    click(page, "Karl|PERSON").await?;
    page.select_text("[data-testid=article]", "Olsen", 0).await?;
    page.click_testid("add-part").await?;
    wait_for(page, "", "KarlOlsen|PERSON+").await?;
    // Related.
    click(page, "Kvist|PERSON+").await?;
    page.click_testid("relate").await?;
    page.click_testid("type-works for").await?;
    click(page, "Mersey Foods|ORG+").await?;
    page.click_testid("relate-done").await?;
    page.testid("card-relation").await?;
    let_go(page).await?;
    // Rejected once, and the other mentions too.
    click(page, "Page|PERSON").await?;
    page.click_testid("reject").await?;
    page.click_testid("offer-apply").await?;
    becomes(page, "Page|PERSON", "").await?;
    // In the list.
    page.click_testid("tab-annotations").await?;
    page.shown("[aria-label='Accept Tove Berg']").await?.click().await?;
    wait_for(page, "", "Tove Berg|PERSON+").await?;
    // A label goes into another one.
    page.click_testid("labels").await?;
    page.click_testid("row-EVENT").await?;
    page.click_testid("label-remove").await?;
    page.testid("fate-label").await?.send_keys("PRODUCT").await?;
    page.click_testid("fate-do").await?;
    page.wait_for("the label to go", "!document.querySelector('[data-testid=row-EVENT]')").await?;
    // Another one gets an attribute, which a mark is given.
    page.click_testid("row-FAC").await?;
    page.click_testid("label-attributes").await?;
    page.click_testid("attribute-add").await?;
    page.click_testid("attribute-name-0").await?;
    page.press(&[Chord::ctrl('a')]).await?;
    page.keys("state\t").await?;
    page.click_testid("attribute-values-0").await?;
    page.keys("planned, built\t").await?;
    closed(page).await?;
    click(page, "Salt Works|FAC+").await?;
    page.testid("attribute-state").await?.send_keys("built").await?;
    page.press(&[Chord::from(Key::Tab)]).await?;
    page.wait_for("the choice", "document.querySelector('[data-testid=attribute-state]').value === 'built'")
        .await
        .map(|_| ())
}

pub(crate) async fn an_article_is_corrected_by_keyboard_and_mouse(page: Page) -> Result<()> {
    page.open().await?;
    page.drop_file("main", "article.postil.json", &notation::file("Bakery", BEFORE.trim_end())?).await?;
    detected(&page).await?;
    let focus = "(document.querySelector('[data-testid=article]').focus(), document.activeElement.id === 'article')";
    page.wait_for("focus to be in the article", focus).await?;
    for (before, keys, after) in BY_KEYS {
        step_to(&page, before).await.with_context(|| format!("to press {keys}"))?;
        page.press(&chords(keys)?).await?;
        becomes(&page, before, after).await?;
        if keys.ends_with(" 3") {
            page.press(&chords("I")?).await?;
        }
    }
    more_by_keys(&page).await.context("by keys")?;
    let_go(&page).await?;
    for (before, buttons, after) in BY_MOUSE {
        click(&page, before).await?;
        for button in buttons.split(' ') {
            page.click_testid(button).await?;
        }
        becomes(&page, before, after).await?;
    }
    more_by_mouse(&page).await.context("by mouse")?;
    let file = export(&page).await?;
    let (text, wanted) = parse(AFTER.trim_end())?;
    assert_eq!(file["documents"][0]["text"], text);
    let found = notation::marks(&file)?;
    let only = |these: &[notation::Mark], those: &[notation::Mark]| -> Vec<_> {
        these.iter().filter(|mark| !those.contains(mark)).cloned().collect()
    };
    ensure!(
        found == wanted,
        "in the file only: {:?}; in the notation only: {:?}",
        only(&found, &wanted),
        only(&wanted, &found)
    );
    let of = |words: &str| annotations(&file).iter().find(|annotation| annotation["text"] == words).cloned();
    let has = |words: &str, key: &str| of(words).map(|annotation| annotation[key].clone()).unwrap_or_default();
    assert_eq!(has("2021", "note"), "the paper appeared in 2022");
    assert_eq!(has("Salt Works", "attributes"), json!([{ "name": "state", "value": "built" }]));
    let link = |words: &str| {
        let entities = file["documents"][0]["entities"].as_array().cloned().unwrap_or_default();
        entities.into_iter().find(|entity| entity["id"] == has(words, "entity")).map(|entity| entity["link"].clone())
    };
    assert_eq!(link("Halden Institute"), Some(json!("Q4242")));
    assert_eq!(has("North and Baltic Seas", "fragments").as_array().map(Vec::len), Some(2));
    assert_eq!(has("Karl and Mona Olsen", "fragments").as_array().map(Vec::len), Some(2));
    let related: Vec<Value> = file["documents"][0]["relations"].as_array().cloned().unwrap_or_default();
    let related: Vec<_> = related.iter().map(|it| (it["from"].clone(), it["type"].clone(), it["to"].clone())).collect();
    let wanted = [("Eva Moe", "Halden Institute"), ("Kvist", "Mersey Foods")];
    assert_eq!(related, wanted.map(|(from, to)| (has(from, "id"), json!("works for"), has(to, "id"))));
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    Ok(())
}
