//! What holds of the journal: whatever is done comes back, and what is damaged costs no more than it holds.
