// Keys that every page has: search, filter, help.
const writes = (element) => element.matches("input:not([type=checkbox]), textarea, select") || element.isContentEditable;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (writes(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const take = (element) => {
    if (!element) return;
    event.preventDefault();
    element.focus();
    element.select?.();
  };
  if (event.key === "/") take(document.querySelector("#quick, .search #filter"));
  else if (event.key === "f") take(document.querySelector("#filter:not([hidden])"));
  else if (event.key === "?") document.querySelector("#keys")?.showModal();
});

// Lists: next and previous statement.
const hits = [...document.querySelectorAll(".hits .hit")];
document.addEventListener("keydown", (event) => {
  const step = { j: 1, n: 1, k: -1, p: -1 }[event.key];
  if (!step || !hits.length || writes(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const here = hits.findIndex((hit) => hit.contains(document.activeElement));
  const next = hits[Math.min(Math.max(here + step, 0), hits.length - 1)];
  next.querySelector(".place a").focus();
  next.scrollIntoView({ block: "center" });
});
