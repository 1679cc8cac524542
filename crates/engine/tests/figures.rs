//! Figures, as tables of cases.

mod notation;

#[test]
fn prose_without_figures_stays_unmarked() {
    notation::check(None, &["she may go there for a second, or sat on a bench."]);
}
