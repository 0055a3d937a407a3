// Typing a sheet: Enter and the arrows go from box to box; the last Enter reaches the button.
// Without this script, the form is a plain one.
const form = document.querySelector("[data-entry]");
if (form) {
  const fields = [...form.querySelectorAll("[data-typed]")];
  const button = form.querySelector("[data-save]");
  const steps = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };
  form.addEventListener("keydown", (event) => {
    const place = fields.indexOf(event.target);
    const step = steps[event.key];
    if (place < 0 || !step || event.ctrlKey || event.altKey || event.metaKey) return;
    const isText = event.target.tagName === "TEXTAREA";
    if (isText && event.key !== "Enter") return;
    if (isText && event.shiftKey) return;
    event.preventDefault();
    const next = fields[place + step] ?? (step > 0 ? button : null);
    next?.focus();
    if (next && next !== button) next.select();
  });
}
