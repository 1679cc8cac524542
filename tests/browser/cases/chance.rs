//! Work at random: commands of the page's own list by key or palette, labels, clicks and drags anywhere in the text,
//! fields. Whatever was done, undo leads back to the first file and redo to the last one.
//!
//! `cargo xtask test --browser-only --actions 5000 --seed 7 any_work` does more, and repeats a run.

use anyhow::{Context, Result, ensure};
use postil_browser::{ACTIONS_VARIABLE, Chord, Key, Page, SEED_VARIABLE};
use serde_json::{Value, json};

use crate::steps::{SAMPLE, export, with_article};

/// Actions in an ordinary run.
const ACTIONS: usize = 300;

/// Commands that leave the article or the page, ask the system, or change what is no part of the work: the marks that a
/// new run finds, and the threshold below which they are left out of the file.
const LEFT_OUT: &[&str] = &[
    "open-file",
    "new-article",
    "library",
    "next-article",
    "previous-article",
    "remove-article",
    "rename",
    "date",
    "detect-again",
    "remember",
    "letters",
    "suggest-more",
    "suggest-fewer",
    "export",
    "undo",
];

/// Keys of labels, and of labels only.
const LABEL_KEYS: &str = "123456789mckoyghdtls";

/// What is written into fields.
const WORDS: &[&str] = &["a note", "Q42", "14%", "seller", "7,000", ""];

/// Chance that can be repeated: splitmix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    fn of<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> Option<&'a T> {
        if list.is_empty() { None } else { Some(list[self.below(list.len())]) }
    }
}

/// A command of the page: its id, its name, and a key if it has one.
struct Command {
    name: String,
    key: Option<Chord>,
}

/// What the page says can be done, and with which keys.
async fn commands(page: &Page) -> Result<Vec<Command>> {
    page.click_testid("help").await?;
    page.testid("keys-accept").await?;
    let script = "return [...document.querySelectorAll('.keys-row')].map((row) => [row.dataset.testid.slice(5),
        row.querySelector('.keys-name').textContent, row.querySelector('kbd')?.textContent ?? null]);";
    let rows = page.call(script, &[]).await?;
    page.press(&[Chord::from(Key::Escape)]).await?;
    page.wait_for("no dialog", "!document.querySelector('dialog')").await?;
    let command = |row: &Value| {
        let (id, name) = (row[0].as_str()?, row[1].as_str()?.to_owned());
        let is_wanted = !LEFT_OUT.contains(&id) && !id.starts_with("label:");
        is_wanted.then(|| Command { name, key: row[2].as_str().and_then(|shown| written(shown).parse().ok()) })
    };
    let commands: Vec<Command> = rows.as_array().context("rows")?.iter().filter_map(command).collect();
    ensure!(commands.iter().filter(|command| command.key.is_some()).count() > 40, "too few commands have keys");
    Ok(commands)
}

/// A key as the page's commands write it, from what the page shows.
fn written(shown: &str) -> String {
    const SHOWN: [(&str, &str); 7] = [
        ("←", "ArrowLeft"),
        ("→", "ArrowRight"),
        ("↑", "ArrowUp"),
        ("↓", "ArrowDown"),
        ("Esc", "Escape"),
        ("Del", "Delete"),
        ("−", "-"),
    ];
    let at = shown.char_indices().rev().skip(1).find(|(_, sign)| *sign == '+').map_or(0, |(at, _)| at + 1);
    let (held, key) = shown.split_at(at);
    match SHOWN.iter().find(|(sign, _)| *sign == key) {
        Some((_, name)) => format!("{held}{name}"),
        // Shift is in the letter, but for those with Ctrl.
        None if key.chars().count() > 1 => shown.to_owned(),
        None if held.contains("Ctrl+") => format!("{held}{}", key.to_lowercase()),
        None => match held.strip_suffix("Shift+") {
            Some(held) => format!("{held}{key}"),
            None => format!("{held}{}", key.to_lowercase()),
        },
    }
}

/// A point in the text that is on the screen, by two shares; or in the middle of a mark there.
const POINT: &str = "
    const [x, y, onMark] = arguments;
    const inside = (box) => box.top > 60 && box.bottom < innerHeight - 60;
    const all = [...document.querySelectorAll(onMark ? '#article mark' : '#article .block')];
    const boxes = all.map((each) => each.getClientRects()[0]).filter((box) => box && inside(box));
    const box = boxes[Math.floor(x * boxes.length)];
    if (!box) return null;
    const at = [box.left + box.width * (onMark ? 0.5 : y), box.top + Math.min(box.height / 2, 12)];
    return document.elementFromPoint(...at)?.closest('#article') ? at.map(Math.round) : null;";

async fn point(page: &Page, chance: &mut Chance, on_mark: bool) -> Result<Option<(i64, i64)>> {
    let share = |chance: &mut Chance| json!(chance.below(1_000) as f64 / 1_000.0);
    let (x, y) = (share(chance), share(chance));
    let at = page.call(POINT, &[x, y, json!(on_mark)]).await?;
    Ok(at[0].as_i64().zip(at[1].as_i64()))
}

/// Closes what is open, and brings the keyboard back into the text.
async fn tidy_up(page: &Page) -> Result<()> {
    let state = "[Boolean(document.querySelector('dialog')), document.activeElement?.id === 'article']";
    for _ in 0..4 {
        let now = page.eval(state).await?;
        match (now[0] == true, now[1] == true) {
            (false, true) => return Ok(()),
            (true, _) => page.press(&[Chord::from(Key::Escape)]).await?,
            (false, false) => page.call("document.querySelector('#article').focus()", &[]).await.map(|_| ())?,
        }
    }
    page.wait_for("no dialog", "!document.querySelector('dialog')").await.map(|_| ())
}

/// Writes into a field of the card, if it shows one.
async fn write(page: &Page, chance: &mut Chance) -> Result<()> {
    let script = "const fields = [...document.querySelectorAll('.card :is(input:not([type=checkbox]), textarea)')]
            .filter((field) => field.checkVisibility());
        const field = fields[Math.floor(arguments[0] * fields.length)];
        field?.focus();
        field?.select?.();
        return Boolean(field);";
    let share = chance.below(1_000) as f64 / 1_000.0;
    if page.call(script, &[json!(share)]).await? == true {
        let words = chance.of(WORDS).unwrap_or_default();
        page.press(&[Chord::from(Key::Backspace)]).await?;
        page.keys(&format!("{words}\t")).await?;
    }
    Ok(())
}

/// One thing that a person could do, in words for the report.
async fn act(page: &Page, chance: &mut Chance, commands: &[Command]) -> Result<String> {
    match chance.below(20) {
        0..=4 => {
            let keys: Vec<char> = LABEL_KEYS.chars().collect();
            let key = keys[chance.below(keys.len())];
            page.press(&[Chord::from(key)]).await?;
            Ok(format!("label key {key}"))
        }
        5..=7 => {
            let Some(at) = point(page, chance, true).await? else { return Ok("no mark".to_owned()) };
            page.driver().action_chain().move_to(at.0, at.1).click().perform().await?;
            Ok(format!("click a mark at {at:?}"))
        }
        8..=9 => {
            let (from, to) = (point(page, chance, false).await?, point(page, chance, false).await?);
            let Some((from, to)) = from.zip(to) else { return Ok("no text".to_owned()) };
            let actions = page.driver().action_chain().move_to(from.0, from.1).click_and_hold().move_to(to.0, to.1);
            actions.release().perform().await?;
            Ok(format!("drag from {from:?} to {to:?}"))
        }
        10 => {
            let Some(at) = point(page, chance, false).await? else { return Ok("no text".to_owned()) };
            page.driver().action_chain().move_to(at.0, at.1).double_click().perform().await?;
            Ok(format!("double click at {at:?}"))
        }
        11 => write(page, chance).await.map(|()| "write".to_owned()),
        12 => {
            page.press(&[Chord::ctrl('z')]).await?;
            Ok("undo".to_owned())
        }
        _ => {
            let command = &commands[chance.below(commands.len())];
            match &command.key {
                Some(key) => page.press(std::slice::from_ref(key)).await?,
                None => {
                    page.press(&[Chord::ctrl('k')]).await?;
                    page.testid("palette-field").await?;
                    page.keys(&command.name).await?;
                    page.press(&[Chord::from(Key::Enter)]).await?;
                }
            }
            Ok(command.name.clone())
        }
    }
}

/// Presses Undo or Redo until there is no more.
async fn all_the_way(page: &Page, button: &str) -> Result<usize> {
    let script = "
        const [button, done] = arguments;
        let steps = 0;
        const step = () => {
            const it = document.querySelector(`[data-testid=${button}]`);
            if (it.disabled || steps === 400) return done([it.disabled, steps]);
            it.click();
            steps++;
            setTimeout(step);
        };
        step();";
    let mut steps = 0;
    loop {
        let came = page.call_async(script, &[json!(button)]).await?;
        steps += came[1].as_u64().context("steps")? as usize;
        if came[0] == true {
            return Ok(steps);
        }
    }
}

/// The file without what says when it was made.
async fn file(page: &Page) -> Result<Value> {
    tidy_up(page).await?;
    let file = export(page).await?;
    tidy_up(page).await?;
    Ok(file)
}

pub(crate) async fn any_work_is_undone_to_the_start_and_redone_to_the_end(page: Page) -> Result<()> {
    let setting = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let (actions, seed) = (setting(ACTIONS_VARIABLE).unwrap_or(ACTIONS as u64), setting(SEED_VARIABLE).unwrap_or(1));
    println!("    {actions} actions by chance, seed {seed}");
    with_article(&page, SAMPLE).await?;
    let commands = commands(&page).await?;
    let first = file(&page).await?;
    let mut chance = Chance(seed);
    let mut done = Vec::new();
    for at in 0..actions {
        let last = |done: &[String]| done[done.len().saturating_sub(12)..].join("; ");
        let what = act(&page, &mut chance, &commands).await.with_context(|| format!("after {}", last(&done)))?;
        done.push(what);
        tidy_up(&page).await.with_context(|| format!("after {}", last(&done)))?;
        if at % 50 == 49 {
            let errors = page.console_errors().await?;
            ensure!(errors.is_empty(), "{errors:?} within {}", done[done.len() - 50..].join("; "));
        }
    }
    all_the_way(&page, "redo").await?;
    let last = file(&page).await?;
    let undone = all_the_way(&page, "undo").await?;
    println!("    {undone} steps to undo");
    ensure!(undone > actions as usize / 10, "only {undone} steps came of {actions} actions");
    ensure!(file(&page).await? == first, "undone, the file is not the first one");
    ensure!(all_the_way(&page, "redo").await? == undone, "other steps came back than had gone");
    ensure!(file(&page).await? == last, "redone, the file is not the last one");
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    assert_eq!(page.policy_violations().await?, Vec::<String>::new());
    Ok(())
}
