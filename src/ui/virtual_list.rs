//! A list of which only the rows in view are in the page, whatever its length. Rows have one height in pixels, which
//! the styles give them too (`--row`).

use yew::prelude::*;

/// Rows kept above and below the view.
const SPARE: usize = 6;
/// Rows before anything has been measured.
const FIRST_ROWS: usize = 8;

#[derive(Properties, PartialEq)]
pub(crate) struct VirtualListProps {
    /// Rows in all.
    pub count: usize,
    /// Pixels a row.
    pub row_height: u32,
    /// The row to keep in view.
    pub current: Option<usize>,
    pub label: AttrValue,
    /// Draws a row; must be keyed by something that stays with the row.
    pub row: Callback<usize, Html>,
}

#[component]
pub(crate) fn VirtualList(props: &VirtualListProps) -> Html {
    let node = use_node_ref();
    let (above, below) = (use_node_ref(), use_node_ref());
    let view = use_state_eq(|| (0_usize, FIRST_ROWS));
    let height = props.row_height.max(1) as usize;
    let measure = {
        let (node, view) = (node.clone(), view.setter());
        move || {
            if let Some(list) = node.cast::<web_sys::HtmlElement>() {
                let first = list.scroll_top().max(0) as usize / height;
                let rows = list.client_height().max(0) as usize / height + 1;
                // Steps of a few rows, so that most scroll events draw nothing.
                view.set((first / 4 * 4, rows + 4));
            }
        }
    };
    let on_scroll = {
        let measure = measure.clone();
        Callback::from(move |_: Event| measure())
    };
    use_effect_with((props.count, height), move |_| measure());
    let (first, rows) = *view;
    let first = first.saturating_sub(SPARE).min(props.count);
    let last = (first + rows + 2 * SPARE).min(props.count);
    {
        let (above, below) = (above.clone(), below.clone());
        use_effect_with((first, last, props.count), move |&(first, last, count)| {
            for (spacer, rows) in [(above, first), (below, count - last)] {
                if let Some(spacer) = spacer.cast::<web_sys::HtmlElement>() {
                    drop(spacer.style().set_property("height", &format!("{}px", rows * height)));
                }
            }
        });
    }
    {
        let node = node.clone();
        use_effect_with((props.current, props.count), move |(current, _)| {
            let (Some(current), Some(list)) = (current, node.cast::<web_sys::HtmlElement>()) else { return };
            let (top, view) = (current * height, list.client_height().max(0) as usize);
            let scrolled = list.scroll_top().max(0) as usize;
            if top < scrolled || top + height > scrolled + view {
                list.set_scroll_top(top.saturating_sub(view / 2) as i32);
            }
        });
    }
    html! {
        <div ref={node} class="rows" onscroll={on_scroll} role="list" aria-label={props.label.clone()} tabindex="-1">
            <div ref={above} aria-hidden="true" />
            <div class="rows-shown" role="presentation">
                { for (first..last).map(|index| props.row.emit(index)) }
            </div>
            <div ref={below} aria-hidden="true" />
        </div>
    }
}
