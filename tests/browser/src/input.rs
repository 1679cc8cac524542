//! What a person does to the page: keys, mouse, clipboard. All of it goes through the browser's own input, so the page
//! sees trusted events, focus moves as it does for a person, and what is covered cannot be clicked.

use std::str::FromStr;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::prelude::*;
use thirtyfour::{RequestData, SessionId};

use crate::page::Page;

/// Keys held down together: `Chord::from('a')`, `Chord::ctrl('z')`, `Chord::shift(Key::Right)`.
#[derive(Clone, Debug)]
pub struct Chord {
    held: Vec<Key>,
    key: char,
}

impl<K: Into<char>> From<K> for Chord {
    fn from(key: K) -> Self {
        Self { held: Vec::new(), key: key.into() }
    }
}

impl Chord {
    /// A key with Ctrl.
    #[must_use]
    pub fn ctrl(key: impl Into<char>) -> Self {
        Self { held: vec![Key::Control], key: key.into() }
    }

    /// A key with Shift.
    #[must_use]
    pub fn shift(key: impl Into<char>) -> Self {
        Self { held: vec![Key::Shift], key: key.into() }
    }

    /// A key with Ctrl and Shift.
    #[must_use]
    pub fn ctrl_shift(key: impl Into<char>) -> Self {
        Self { held: vec![Key::Control, Key::Shift], key: key.into() }
    }

    /// A key with Alt.
    #[must_use]
    pub fn alt(key: impl Into<char>) -> Self {
        Self { held: vec![Key::Alt], key: key.into() }
    }
}

/// Keys that have no sign of their own, by their names.
const NAMED: [(&str, Key); 11] = [
    ("Enter", Key::Enter),
    ("Escape", Key::Escape),
    ("Delete", Key::Delete),
    ("Backspace", Key::Backspace),
    ("Home", Key::Home),
    ("End", Key::End),
    ("ArrowLeft", Key::Left),
    ("ArrowRight", Key::Right),
    ("ArrowUp", Key::Up),
    ("ArrowDown", Key::Down),
    ("F2", Key::F2),
];

/// As the page's commands write them: `n`, `A` (Shift is in the letter), `Ctrl+Shift+z`, `Alt+ArrowDown`.
impl FromStr for Chord {
    type Err = anyhow::Error;

    fn from_str(written: &str) -> Result<Self> {
        let (mut held, mut rest) = (Vec::new(), written);
        for (name, key) in [("Ctrl+", Key::Control), ("Alt+", Key::Alt), ("Shift+", Key::Shift)] {
            if let Some(after) = rest.strip_prefix(name).filter(|after| !after.is_empty()) {
                held.push(key);
                rest = after;
            }
        }
        let named = NAMED.iter().find(|(name, _)| *name == rest).map(|(_, key)| key.value());
        let mut signs = rest.chars();
        let key = named.or(signs.next().filter(|_| signs.next().is_none()));
        let key = key.with_context(|| format!("{written:?} is no key"))?;
        // With Alt it is the place of the key that counts, which Shift alone does not change.
        if written.contains("Alt+") && (key.is_uppercase() || "{}".contains(key)) {
            held.push(Key::Shift);
        }
        Ok(Self { held, key })
    }
}

/// A command of the driver's that its library has no words for.
#[derive(Debug)]
pub(crate) struct Plain {
    /// The end of its address.
    pub(crate) path: &'static str,
    pub(crate) body: Value,
}

impl FormatRequestData for Plain {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let uri = format!("/session/{session}/{}", self.path).into();
        RequestData { method: "POST".parse().unwrap_or_default(), uri, body: Some(self.body.clone()) }
    }
}

/// What another program has put on the clipboard.
#[derive(Clone, Copy, Debug)]
pub struct Clipboard<'a> {
    /// The `text/plain` flavour.
    pub text: &'a str,
    /// The `text/html` flavour, as it is: nothing is cleaned.
    pub html: Option<&'a str>,
}

impl Page {
    /// Presses keys one after the other; they go to the element that has the focus.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn press(&self, chords: &[Chord]) -> Result<()> {
        let mut actions = self.driver.action_chain();
        for chord in chords {
            for held in &chord.held {
                actions = actions.key_down(held.value());
            }
            actions = actions.key_down(chord.key).key_up(chord.key);
            for held in chord.held.iter().rev() {
                actions = actions.key_up(held.value());
            }
        }
        Ok(actions.perform().await?)
    }

    /// Does what mouse or wheel do, in the words of the driver's protocol. What is held down stays so until it is let go.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn hand(&self, device: &str, actions: &[Value]) -> Result<()> {
        let body = json!({ "actions": [{ "type": device, "id": device, "actions": actions }] });
        self.driver.handle().cmd(Plain { path: "actions", body }).await?;
        Ok(())
    }

    /// Types text into the element that has the focus.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn keys(&self, text: &str) -> Result<()> {
        // A tab and a new line in a text are the keys, as Chromium takes them by itself.
        let text = text.replace('\t', &Key::Tab.value().to_string()).replace('\n', &Key::Enter.value().to_string());
        Ok(self.driver.action_chain().send_keys(text.as_str()).perform().await?)
    }

    /// Puts something on the clipboard, as another program would. Page and policy have no say in it.
    ///
    /// # Errors
    /// The browser copies nothing.
    pub async fn set_clipboard(&self, content: Clipboard<'_>) -> Result<()> {
        // The key press lets the page write to the clipboard; the listener, first of all, decides what is written.
        let script = "
            const [text, html] = arguments;
            window.__copied = false;
            window.addEventListener('copy', (event) => {
                event.preventDefault();
                event.stopImmediatePropagation();
                event.clipboardData.setData('text/plain', text);
                if (html !== null) event.clipboardData.setData('text/html', html);
                window.__copied = true;
            }, { capture: true, once: true });";
        self.call(script, &[json!(content.text), json!(content.html)]).await?;
        self.press(&[Chord::ctrl('c')]).await?;
        let copied = self.eval("window.__copied").await?;
        ensure!(copied == Value::Bool(true), "the browser copied nothing");
        Ok(())
    }

    /// Pastes with the keyboard, into what has the focus.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn paste(&self, content: Clipboard<'_>) -> Result<()> {
        self.set_clipboard(content).await?;
        self.press(&[Chord::ctrl('v')]).await
    }

    /// Pastes plain text with the keyboard.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn paste_text(&self, text: &str) -> Result<()> {
        self.paste(Clipboard { text, html: None }).await
    }

    /// Pastes rich text with the keyboard; `text` is the plain flavour that goes with it.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn paste_html(&self, html: &str, text: &str) -> Result<()> {
        self.paste(Clipboard { text, html: Some(html) }).await
    }

    /// Hands files to a file input (`<input type="file">`), shown or not.
    ///
    /// # Errors
    /// There is no such input.
    pub async fn choose_file(&self, selector: &str, path: &std::path::Path) -> Result<()> {
        let input = self.driver.find(By::Css(selector)).await?;
        Ok(input.send_keys(path.display().to_string()).await?)
    }

    /// Drops a file with this name and content on the element that a CSS selector finds. The events are made by script:
    /// a real drag starts outside the browser.
    ///
    /// # Errors
    /// There is no such element.
    pub async fn drop_file(&self, selector: &str, name: &str, content: &str) -> Result<()> {
        self.drop_files(selector, &[(name, content.as_bytes())]).await
    }

    /// The same with several files at once, of any bytes.
    ///
    /// # Errors
    /// There is no such element.
    pub async fn drop_files(&self, selector: &str, files: &[(&str, &[u8])]) -> Result<()> {
        self.shown(selector).await?;
        let script = "
            const [selector, files] = arguments;
            const data = new DataTransfer();
            for (const [name, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name));
            const target = document.querySelector(selector);
            for (const type of ['dragenter', 'dragover', 'drop']) {
                target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
            }";
        self.call(script, &[json!(selector), json!(files)]).await.map(|_| ())
    }

    /// Selects the `nth` (from 0) occurrence of `text` inside the element that a CSS selector finds, by dragging the
    /// mouse from its start to its end. Scrolls there first.
    ///
    /// # Errors
    /// The text is not there, or it does not lie where the mouse can reach it.
    pub async fn select_text(&self, selector: &str, text: &str, nth: usize) -> Result<()> {
        self.shown(selector).await?;
        let script = "
            const [selector, text, nth] = arguments;
            const root = document.querySelector(selector);
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            const nodes = [];
            for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node);
            const whole = nodes.map((node) => node.data).join('');
            let at = -1;
            for (let n = 0; n <= nth; n++) at = whole.indexOf(text, at + 1);
            if (at < 0) return null;
            const place = (offset, atEnd) => {
                for (const node of nodes) {
                    if (offset < node.length || (atEnd && offset === node.length)) return [node, offset];
                    offset -= node.length;
                }
            };
            const range = document.createRange();
            range.setStart(...place(at, false));
            range.setEnd(...place(at + text.length, true));
            range.startContainer.parentElement.scrollIntoView({ block: 'center' });
            const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
            const [first, last] = [rects[0], rects[rects.length - 1]];
            return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];";
        let found = self.call(script, &[json!(selector), json!(text), json!(nth)]).await?;
        let corners: Vec<f64> = found.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
        let [left, top, right, bottom] = corners[..] else {
            anyhow::bail!("{text:?} (number {nth}) is not in {selector}");
        };
        // Half a pixel inside, so that rounding does not reach the letter next to it.
        let [left, top, right, bottom] = [left + 0.5, top, right - 0.5, bottom].map(|number| number.round() as i64);
        let actions = self.driver.action_chain().move_to(left, top).click_and_hold().move_to(right, bottom).release();
        actions.perform().await.with_context(|| format!("cannot drag over {text:?}"))
    }
}
