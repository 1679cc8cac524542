//! The reading column: the article, its margin, and the card that floats below what is in hand. Turns pointer work
//! into actions and keeps the browser's selection in step with the state's.

use std::sync::Arc;

use postil_engine::{Annotation, Document, Id};
use web_sys::Element;
use yew::prelude::*;

use super::annotation_card::AnnotationCard;
use super::arcs::Arcs;
use super::article::Article;
use super::article_date::ArticleDate;
use super::article_foot::ArticleFoot;
use super::card_more::CardMore;
use super::handles::Handles;
use super::margin::Margin;
use super::reading_hooks::{Pressed, place_card, use_live_selection, use_pointer, use_window};
use super::reading_parts::{use_mounted, use_paragraphs};
use super::relate_card::RelateCard;
use super::selection_card::SelectionCard;
use super::{Labels, Shared, label_class, status_word};
use crate::effects::{focus, selection, viewport};
use crate::state::relations::Relating;
use crate::state::store::use_dispatcher;
use crate::state::{Explained, Filter, Segmenter, Selection, caret, currency, why};

/// Characters of the mark in hand that are said.
const SPOKEN: usize = 100;

#[derive(Properties, PartialEq)]
pub(crate) struct ReadingProps {
    pub document: Shared<Document>,
    pub labels: Labels,
    pub filter: Filter,
    pub selected: Option<Id>,
    /// What speaks for the mark in hand, once that is known.
    pub explained: Option<Explained>,
    pub selection: Option<Selection>,
    pub show_tags: bool,
    /// Whether the mouse selects any characters.
    pub any_characters: bool,
    /// How far the detection has come, 0 to 1.
    pub progress: Option<f64>,
    /// Whether the detection is still to come to its end.
    pub pending: bool,
    pub segmenter: Segmenter,
    /// Whether a dialog has the keyboard, and with it the browser's selection.
    pub is_covered: bool,
    /// The relation that is being made.
    pub relating: Option<Relating>,
    /// The types that it may have.
    pub types: Shared<Vec<Arc<str>>>,
    /// The marks that lie where the mark in hand does, the innermost first.
    pub pile: Vec<Id>,
    /// Whether the selected text can join a mark nearby, or leave it, and its words.
    pub part: Option<(bool, AttrValue)>,
    /// Whether the article is done.
    pub is_done: bool,
}

#[component]
pub(crate) fn Reading(props: &ReadingProps) -> Html {
    let dispatcher = use_dispatcher();
    let scroller = use_node_ref();
    let article = use_node_ref();
    let card = use_node_ref();
    let caret_mark = use_node_ref();
    let paragraphs = use_paragraphs(&props.document, &props.filter, props.selected);
    let pressed: Pressed = use_mut_ref(|| false);
    let wanted = props.selected.and_then(|id| props.document.annotation(id)).map(|annotation| annotation.span.end());
    let wanted = wanted.max(props.selection.map(|selection| selection.ends().1));
    let mounted = use_mounted(&paragraphs, wanted);
    let (window, layout) = use_window(&scroller, &article, &paragraphs, mounted, &pressed);
    use_pointer(&article, &dispatcher, &pressed);

    let document = &props.document;
    let in_hand = props.selected.and_then(|id| document.annotation(id));
    let picked = props.selection.filter(|selection| !selection.is_caret());
    let picked_span = picked.and_then(|picked| {
        let (start, end) = picked.ends();
        caret::snapped(document.text.as_str(), start, end, props.segmenter)
    });
    let relating = props.relating.as_ref().and_then(|relating| Some((relating, document.annotation(relating.from)?)));
    let anchor = picked_span.or_else(|| in_hand.or(relating.map(|(_, from)| from)).map(|annotation| annotation.span));

    use_live_selection(&article, &caret_mark, props.selection, &paragraphs, props.is_covered);
    {
        let (article, card, scroller) = (article.clone(), card.clone(), scroller.clone());
        // The card grows when it is known what speaks for its mark.
        let deps = (anchor, paragraphs.clone(), window, layout, props.explained.clone(), props.relating.clone());
        use_effect_with(deps, move |(anchor, ..)| {
            let Some(anchor) = anchor else { return };
            place_card(&article, &card, &scroller, anchor.start(), anchor.end());
        });
    }
    {
        let (article, scroller, card) = (article.clone(), scroller.clone(), card.clone());
        let has_mark = in_hand.is_some();
        // A selection, or a mark under the mouse, is where the person looks already, unless the card lies over it.
        use_effect_with((anchor, props.selected), move |(anchor, _)| {
            let (Some(article), Some(scroller), Some(span)) =
                (article.cast::<Element>(), scroller.cast::<Element>(), anchor.as_ref())
            else {
                return;
            };
            let card = card.cast::<Element>();
            let is_hovered = || article.query_selector("mark[data-selected]:hover").is_ok_and(|mark| mark.is_some());
            if card.as_ref().is_some_and(viewport::is_pinned) || has_mark && !is_hovered() {
                let ends = selection::ends(&article, span.start(), span.end());
                if let Some((first, last)) = ends {
                    viewport::bring(&scroller, (first.y, last.bottom()), card.as_ref());
                }
            }
        });
    }
    let pinned = props.selection.map(|selection| {
        let (start, end) = selection.ends();
        let first = paragraphs.partition_point(|paragraph| paragraph.span.end() < start);
        (first, first + paragraphs[first.min(paragraphs.len())..].partition_point(|p| p.span.start() <= end))
    });
    let entity_name = in_hand.and_then(|annotation| {
        let name = document.entity(annotation.entity?)?.name.to_string();
        (name != annotation.words(&document.text)).then(|| AttrValue::from(name))
    });
    let bare = use_memo((document.clone(), in_hand.cloned()), |(document, in_hand)| {
        in_hand.as_ref().and_then(|annotation| currency::bare(document, annotation))
    });
    let spoken = |mark: &Arc<Annotation>| {
        let words: String = mark.words(&document.text).chars().take(SPOKEN).collect();
        format!("{words}, {}, {}", mark.label, status_word(mark.status))
    };
    let arcs_article = article.clone();
    let share = props.progress.unwrap_or(0.0);
    html! {
        <main class="reading" ref={scroller.clone()}>
            <progress class="progress" max="1" value={share.to_string()} hidden={!props.pending}
                aria-label="Finding entities and figures" data-testid="progress" />
            <div class="page">
                <ArticleDate document={document.clone()} pending={props.pending} />
                <Article node={article.clone()} document={document.clone()} paragraphs={paragraphs.clone()}
                    {mounted} labels={props.labels.clone()} {window} {pinned} selected={props.selected}
                    show_tags={props.show_tags} done={!props.pending} />
                <Margin article={article.clone()} document={document.clone()} paragraphs={paragraphs.clone()} {window} labels={props.labels.clone()}
                    selected={props.selected} {layout} />
                <span ref={caret_mark} class="caret" aria-hidden="true"
                    hidden={!props.selection.is_some_and(Selection::is_caret)} />
                <Handles {article} {scroller} document={document.clone()} segmenter={props.segmenter}
                    span={in_hand.filter(|_| picked_span.is_none()).map(|annotation| annotation.span)}
                    class={in_hand.map(|annotation| label_class(&props.labels, &annotation.label)).unwrap_or_default()}
                    any_characters={props.any_characters} paragraphs={paragraphs.clone()} layout={(window, layout)} />
                <Arcs article={arcs_article} document={document.clone()} selected={props.selected} {paragraphs}
                    layout={(window, layout)} />
                <ArticleFoot is_done={props.is_done} />
                // Those who do not see it hear which mark is in hand; the keyboard is with the article.
                <p class="visually-hidden" role="status" data-testid="in-hand">{ in_hand.map(spoken) }</p>
                <div ref={card} class="card" hidden={anchor.is_none()} onclick={|_: MouseEvent| focus::give_back(None)}>
                    if let Some(span) = picked_span {
                        <SelectionCard labels={props.labels.clone()} words={document.text.slice(span).to_owned()} part={props.part.clone()} />
                    } else if let Some((relating, from)) = relating {
                        <RelateCard relating={relating.clone()} types={props.types.clone()}
                            from={from.words(&document.text).into_owned()}
                            to={in_hand.filter(|to| to.id != from.id).map(|to| (to.id, to.words(&document.text).into_owned().into()))} />
                    } else if let Some(annotation) = in_hand {
                        <AnnotationCard annotation={annotation.clone()} labels={props.labels.clone()}
                            words={annotation.words(&document.text).into_owned()} why={why::why(document, annotation, &props.labels, props.explained.as_ref())} name={entity_name} bare={(*bare).clone()} />
                        <CardMore annotation={annotation.clone()} document={document.clone()} labels={props.labels.clone()}
                            pile={props.pile.clone()} />
                    }
                </div>
            </div>
        </main>
    }
}
