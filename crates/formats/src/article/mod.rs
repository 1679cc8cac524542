//! Articles out of what people paste and open: plain text, HTML, Markdown. The text is kept as it came; only line
//! ends become LF, and markup becomes blocks.

mod blocks;
mod elements;
#[cfg(feature = "html")]
mod html;
mod markdown;
mod page;
mod style;

use std::sync::Arc;

use postil_engine::{Block, Document, Text, article_date, structure, text, title};

pub use page::PageReader;

/// Reads a web page: [`Article::from_html`], or what a browser offers.
pub type HtmlParser = fn(&str) -> Article;

/// A text with its parts, not yet annotated.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The headline, else the first words.
    pub title: String,
    /// The text, with LF line ends.
    pub text: Text,
    /// The text's parts, sorted, not overlapping; only white space lies between them.
    pub blocks: Arc<[Block]>,
    /// The day (ISO 8601) on which it says that it appeared, in its words or in its markup.
    pub date: Option<String>,
}

impl Article {
    /// Plain text. CRLF and CR become LF; nothing else is changed. Linear.
    #[must_use]
    pub fn from_text(plain: &str) -> Self {
        let text = Self::plain(plain);
        let blocks = structure(text.as_str());
        Self::of(text, blocks)
    }

    /// The first part of [`Article::from_text`], for who does other things in between: the text alone. Linear.
    #[must_use]
    pub fn plain(plain: &str) -> Text {
        Text::new(text::lf(plain).as_ref())
    }

    /// The second part is [`structure`], which can be done in steps; this is the last one, and costs next to nothing.
    #[must_use]
    pub fn of(text: Text, blocks: Vec<Block>) -> Self {
        let date = article_date(&text, &blocks);
        Self { title: title(text.as_str(), &blocks), text, blocks: blocks.into(), date }
    }

    /// A web page or a fragment of one, such as the clipboard holds. Headings, paragraphs, list items, captions and
    /// table cells become blocks with blank lines between them (cells: tab and line feed). Scripts, styles, navigation, form controls and
    /// what is hidden is dropped, white space collapses as in a browser, and nothing is ever run or loaded. Linear.
    #[cfg(feature = "html")]
    #[must_use]
    pub fn from_html(html: &str) -> Self {
        html::article(html)
    }

    /// Markdown (CommonMark with tables and strike-through). Marks are dropped, the words of links are kept, HTML in
    /// it is read as in a page. Linear.
    #[must_use]
    pub fn from_markdown(markdown: &str) -> Self {
        markdown::article(markdown)
    }

    /// Whether there is anything to read in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The document without annotations, with the date that the article says of itself.
    #[must_use]
    pub fn into_document(self, id: &str) -> Document {
        Document { date: self.date.map(Arc::from), ..Document::new(id, &self.title, self.text, self.blocks) }
    }
}
