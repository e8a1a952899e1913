// An article: a statement's record while it is pointed at or focused, pinned when it is clicked; keys; the filter.
const paper = document.querySelector(".paper");
const popover = document.querySelector("#popover");
const cards = [...document.querySelectorAll(".margin .card")];
const numbers = cards.map((card) => card.dataset.number);
const card = (number) => document.getElementById(`s${number}`);
const parts = (number) => paper.querySelectorAll(`.s${number}`);
let pinned = null;

const marked = (element) => element?.closest?.("[data-s]");
const innermost = (element) => element.dataset.s.split(" ").at(-1);

function light(element) {
  dim();
  const own = element.dataset.s.split(" ").reverse();
  own.slice(0, 1).forEach((number) => parts(number).forEach((part) => part.classList.add("lit")));
  popover.replaceChildren(...own.map((number) => {
    const copy = card(number).cloneNode(true);
    copy.removeAttribute("id");
    copy.classList.remove("pinned");
    return copy;
  }));
  popover.hidden = false;
  const [first] = element.getClientRects();
  const room = document.documentElement.clientWidth;
  const left = Math.max(8, Math.min(first.left, room - popover.offsetWidth - 16));
  const below = element.getBoundingClientRect().bottom + 14;
  const above = first.top - popover.offsetHeight - 10;
  const top = below + popover.offsetHeight > innerHeight && above > 0 ? above : below;
  popover.style.left = `${left + scrollX}px`;
  popover.style.top = `${top + scrollY}px`;
}

function dim() {
  paper.querySelectorAll(".lit").forEach((part) => part.classList.remove("lit"));
  popover.hidden = true;
}

function pin(number, { scroll = true } = {}) {
  document.querySelectorAll(".pinned").forEach((part) => part.classList.remove("pinned"));
  dim();
  pinned = number;
  history.replaceState(null, "", number ? `#s${number}` : location.pathname + location.search);
  if (!number) return;
  parts(number).forEach((part) => part.classList.add("pinned"));
  document.getElementById(`t${number}`)?.classList.add("pinned");
  card(number).classList.add("pinned");
  card(number).hidden = false;
  if (scroll) reveal(card(number));
}

// Within the margin where it scrolls by itself; the page stays where it is read.
function reveal(element) {
  const margin = element.closest(".margin");
  if (getComputedStyle(margin).overflowY !== "auto") return;
  const head = margin.querySelector(".margin-head").offsetHeight;
  margin.scrollTop += element.getBoundingClientRect().top - margin.getBoundingClientRect().top - head - 12;
}

paper.addEventListener("pointerover", (event) => {
  const element = marked(event.target);
  if (element && event.pointerType !== "touch") light(element);
});
paper.addEventListener("pointerout", (event) => { if (!marked(event.relatedTarget)) dim(); });
paper.addEventListener("focusin", (event) => { const element = marked(event.target); if (element) light(element); });
paper.addEventListener("focusout", dim);
paper.addEventListener("click", (event) => {
  const element = marked(event.target);
  if (!element || String(getSelection())) return;
  event.preventDefault();
  const number = innermost(element);
  pin(pinned === number ? null : number);
});
document.querySelector(".cards")?.addEventListener("click", (event) => {
  const chosen = event.target.closest(".card");
  if (!chosen || event.target.closest("details, a:not(.no)")) return;
  event.preventDefault();
  pin(chosen.dataset.number, { scroll: false });
  document.getElementById(`t${chosen.dataset.number}`)?.scrollIntoView({ block: "center" });
});

function step(by) {
  const shown = numbers.filter((number) => !card(number).hidden);
  if (!shown.length) return;
  const here = shown.indexOf(pinned);
  const next = shown[here < 0 ? (by > 0 ? 0 : shown.length - 1) : (here + by + shown.length) % shown.length];
  pin(next);
  const mark = document.getElementById(`t${next}`);
  mark?.focus({ preventScroll: true });
  mark?.scrollIntoView({ block: "center" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox]), textarea")) return;
  if (event.key === "j" || event.key === "n") step(1);
  else if (event.key === "k" || event.key === "p") step(-1);
  else if (event.key === "Escape") { popover.hidden ? pin(null) : dim(); }
});

const filter = document.querySelector("#filter");
if (filter) {
  filter.hidden = false;
  const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(cards.map((one) => [one, fold(one.textContent)]));
  filter.addEventListener("input", () => {
    const wanted = fold(filter.value).split(/\s+/).filter(Boolean);
    cards.forEach((one) => { one.hidden = !wanted.every((word) => texts.get(one).includes(word)); });
  });
}

// The browser goes to what the address names, the card; what is read is the text.
function goToAsked() {
  const asked = location.hash.match(/^#[st](\d+)$/)?.[1];
  if (!asked || !card(asked)) return;
  pin(asked);
  document.getElementById(`t${asked}`)?.scrollIntoView({ block: "center", behavior: "instant" });
}
if (document.readyState === "complete") goToAsked();
else addEventListener("load", () => setTimeout(goToAsked));
addEventListener("hashchange", goToAsked);
