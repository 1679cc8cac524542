// What a page without any framework takes for the same work, as the measure of what is possible: the whole text in
// paragraphs of one text node each, marks only near the view, annotations in one sorted array.
"use strict";
const scroller = document.querySelector("#scroll");
const article = document.querySelector("#article");
const labels = ["PERSON", "ORG", "GPE", "LOC", "FAC"];
let text = "";
let paragraphs = [];
let annotations = [];
let inHand = null;
let history = [];

const first = (from, isBefore) => {
    let [low, high] = [0, from.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (isBefore(from[middle])) low = middle + 1; else high = middle;
    }
    return low;
};

const draw = (paragraph) => {
    const parts = [];
    let at = paragraph.start;
    for (let i = first(annotations, (it) => it.start < paragraph.start); i < annotations.length; i++) {
        const it = annotations[i];
        if (it.start >= paragraph.end) break;
        if (it.start < at) continue;
        if (it.start > at) parts.push(text.slice(at, it.start));
        const mark = document.createElement("mark");
        mark.textContent = text.slice(it.start, it.end);
        mark.title = it.label;
        if (it === inHand) mark.className = "in-hand";
        parts.push(mark);
        at = it.end;
    }
    parts.push(text.slice(at, paragraph.end));
    paragraph.element.replaceChildren(...parts);
    paragraph.drawn = true;
};

const clear = (paragraph) => {
    paragraph.element.textContent = text.slice(paragraph.start, paragraph.end);
    paragraph.drawn = false;
};

const watcher = new IntersectionObserver((entries) => {
    // Asked for once: it may lay the page out anew.
    const holder = getSelection().anchorNode;
    for (const { target, isIntersecting } of entries) {
        const paragraph = paragraphs[target.number];
        if (isIntersecting && !paragraph.drawn) draw(paragraph);
        else if (!isIntersecting && paragraph.drawn && !target.contains(holder)) clear(paragraph);
    }
}, { root: scroller, rootMargin: "100%" });

const open = (file) => {
    const document_ = JSON.parse(file).documents[0];
    text = document_.text;
    // Files count code points, JavaScript counts UTF-16 units.
    const units = new Uint32Array(text.length + 1);
    let points = 0;
    for (let unit = 0; unit < text.length; unit += text.codePointAt(unit) > 0xffff ? 2 : 1) units[points++] = unit;
    units[points] = text.length;
    annotations = document_.annotations.map(({ start, end, label }) => ({ start: units[start], end: units[end], label }));
    let start = 0;
    paragraphs = text.split("\n").map((words, number) => {
        const element = document.createElement("p");
        element.number = number;
        element.textContent = words;
        const paragraph = { start, end: start + words.length, element, drawn: false };
        start += words.length + 1;
        return paragraph;
    });
    article.replaceChildren(...paragraphs.map(({ element }) => element));
    paragraphs.forEach(({ element }) => watcher.observe(element));
};

const paragraphOf = (at) => paragraphs[first(paragraphs, (paragraph) => paragraph.end < at)];
const put = (it) => annotations.splice(first(annotations, (other) => other.start < it.start), 0, it);
const take = (it) => annotations.splice(annotations.indexOf(it, first(annotations, (other) => other.start < it.start)), 1);

const change = (before, after) => {
    if (before) take(before);
    if (after) put(after);
    inHand = after;
    draw(paragraphOf((after ?? before).start));
};

const edit = (before, after) => {
    history.push([before, after]);
    change(before, after);
};

const selected = () => {
    const selection = getSelection();
    if (selection.isCollapsed || !article.contains(selection.anchorNode)) return null;
    const range = selection.getRangeAt(0);
    const element = range.startContainer.parentElement.closest("p");
    const before = document.createRange();
    before.setStart(element, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = paragraphs[element.number].start + before.toString().length;
    return { start, end: start + range.toString().length };
};

addEventListener("keydown", (event) => {
    const label = event.key === "m" ? "MONEY" : labels[Number(event.key) - 1];
    if (label) {
        const stretch = selected();
        getSelection().removeAllRanges();
        if (stretch) edit(null, { ...stretch, label });
        else if (inHand) edit(inHand, { ...inHand, label });
    } else if (event.key === "Delete" && inHand) {
        edit(inHand, null);
    } else if (event.key === "z" && event.ctrlKey && history.length) {
        const [before, after] = history.pop();
        change(after, before);
    }
});

document.querySelector("#files").addEventListener("change", async (event) => open(await event.target.files[0].text()));
