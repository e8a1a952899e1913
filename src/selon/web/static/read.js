// A file that is dropped is read at once.
const form = document.querySelector("#reading");
const file = form.querySelector("[type=file]");
const button = form.querySelector("button");

for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("over"); });
}
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
document.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  const text = event.dataTransfer.getData("text/plain");
  if (event.dataTransfer.files.length) {
    file.files = event.dataTransfer.files;
    form.requestSubmit();
  } else if (text) form.querySelector("textarea").value = text;
});
form.addEventListener("submit", () => { button.textContent = form.dataset.busy; });
addEventListener("pageshow", () => { button.disabled = false; });
